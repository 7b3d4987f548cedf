import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { CONFIG, type Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { ProblemError } from '../problems/problem-error.js';
import { parseSmtpUrl } from './smtp-url.js';

const SENDER = 'Smart Communication Hub';
/** How many mails a node sends at once, and how many may wait, those that wait for a retry among them. */
const AT_ONCE = 4;
const MAX_WAITING = 1000;
/** How long a step of a connection may take: name, connection, greeting, each answer; and one attempt in all. In milliseconds. */
const STEP_LIMIT_MS = 10_000;
const ATTEMPT_LIMIT_MS = 30_000;
/** How long after each failed attempt the next one follows, in milliseconds. */
const RETRY_AFTER_MS = [5000, 30_000];
/** How long mails may take that are left when the server stops, in milliseconds. */
const FINISH_LIMIT_MS = 3000;

/** A mail of plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Lines of at most 78 characters, where that is possible. */
  readonly text: string;
  /** The link in it; without `SMTP_URL` a server of development prints it. */
  readonly link?: string;
}

/** Whether mails are sent, or in development printed. */
export function sendsMail({ SMTP_URL, NODE_ENV }: Pick<Config, 'SMTP_URL' | 'NODE_ENV'>): boolean {
  return SMTP_URL !== undefined || NODE_ENV !== 'production';
}

/**
 * Sends mails by the server of `SMTP_URL`, in the background.
 *
 * Invariants: nobody waits for a mail; the number of mails in memory is bounded, and so is the time of each; neither addresses nor
 * contents are logged. A mail is sent at most once by an attempt that the server has accepted; a node that dies loses those that wait.
 */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);
  private readonly limit = pLimit(AT_ONCE);
  private readonly unsent = new Set<Promise<void>>();
  /** Aborted when the server stops: retries do not wait any longer. */
  private readonly stopping = new AbortController();
  /** Aborted when that has taken too long. */
  private readonly giveUp = new AbortController();
  private transport: Promise<Transporter> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws ProblemError `mail.unavailable` */
  requireAvailable(): void {
    if (!sendsMail(this.config))
      throw new ProblemError('mail.unavailable', 'This server sends no e-mails: ask its operator.');
  }

  /** Sends a mail soon. One that cannot be sent is logged. */
  send(mail: Mail): void {
    if (this.config.SMTP_URL === undefined) return this.print(mail);
    if (this.unsent.size >= MAX_WAITING) return this.logFailed('EQUEUEFULL');
    const sent = this.deliver(mail).finally(() => this.unsent.delete(sent));
    this.unsent.add(sent);
  }

  /** Sends what is left, for 3 s at most. To be called once nothing sends any more. */
  async finish(): Promise<void> {
    this.stopping.abort();
    const timer = setTimeout(() => this.giveUp.abort(), FINISH_LIMIT_MS);
    await Promise.all(this.unsent);
    clearTimeout(timer);
  }

  /** Past the log: the link holds a token. */
  private print({ subject, link }: Mail): void {
    if (link !== undefined && sendsMail(this.config))
      console.log(`\n  Not mailed, since SMTP_URL is not set: "${subject}"\n  ${link}\n`);
  }

  private async deliver(mail: Mail): Promise<void> {
    for (let retries = 0; ; retries += 1) {
      const failure = await this.limit(() => this.attempt(mail));
      if (failure === undefined) return;
      const pauseMs = RETRY_AFTER_MS[retries];
      if (pauseMs === undefined || isFinal(failure) || this.stopping.signal.aborted)
        return this.logFailed(failure.code, failure.responseCode);
      await delay(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** @returns why it failed; undefined once the server has accepted the mail */
  private async attempt({ to, subject, text }: Mail): Promise<SmtpFailure | undefined> {
    const signal = AbortSignal.any([AbortSignal.timeout(ATTEMPT_LIMIT_MS), this.giveUp.signal]);
    try {
      const transport = await (this.transport ??= open(this.config));
      await transport.sendMail({
        signal,
        from: { name: SENDER, address: senderOf(this.config) },
        // As an object: a text would be parsed as a list of addresses.
        to: { name: '', address: to },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return undefined;
    } catch (error) {
      return error as SmtpFailure;
    }
  }

  /** Without the words of the server, which quote addresses. */
  private logFailed(code: string | undefined, smtp?: number): void {
    this.logger.warn({ event: 'mail.failed', code, smtp }, 'An e-mail could not be sent');
  }
}

/** What nodemailer throws. */
interface SmtpFailure {
  /** Such as `ETIMEDOUT` or `EENVELOPE`. */
  readonly code?: string;
  /** The answer of the server, such as 550 (RFC 5321, section 4.2). */
  readonly responseCode?: number;
}

/** Whether the server has refused the mail for good. */
function isFinal({ responseCode = 0 }: SmtpFailure): boolean {
  return responseCode >= 500;
}

function senderOf({ MAIL_FROM, PUBLIC_URL }: Config): string {
  return MAIL_FROM ?? `hub@${new URL(PUBLIC_URL!).hostname}`;
}

/** Loaded with the first mail: a server without mails does without the library. */
async function open({ SMTP_URL }: Config): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { host, port, secure, user, password } = parseSmtpUrl(SMTP_URL!)!;
  const isHere = isLoopback(host);
  return createTransport({
    host,
    port,
    secure,
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    // Nobody listens between two programs of one machine, whose relay seldom has a certificate. Elsewhere a password is never sent in the clear.
    ignoreTLS: isHere,
    requireTLS: !isHere && password !== '',
    tls: { rejectUnauthorized: true },
    dnsTimeout: STEP_LIMIT_MS,
    connectionTimeout: STEP_LIMIT_MS,
    greetingTimeout: STEP_LIMIT_MS,
    socketTimeout: STEP_LIMIT_MS,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
