import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { CONFIG, type Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { ProblemError } from '../problems/problem-error.js';
import { parseSmtpUrl } from './smtp-url.js';

const SENDER = 'Smart Communication Hub';
/** How many mails a node sends at once. */
const AT_ONCE = 4;
/** How many mails may be queued, including those that wait for a retry. */
const MAX_WAITING = 1000;
/** How long each step of a connection (name resolution, connecting, greeting, each response) may take, in milliseconds. */
const STEP_LIMIT_MS = 10_000;
/** How long an attempt to send a mail may take, in milliseconds. */
const ATTEMPT_LIMIT_MS = 30_000;
/** The pauses before the first and the second retry, in milliseconds. */
const RETRY_AFTER_MS = [5000, 30_000];
/** How long the sending of the queued mails may take when the server stops, in milliseconds. */
const FINISH_LIMIT_MS = 3000;

/** A plain-text mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Lines should have at most 78 characters. */
  readonly text: string;
  /** The link in the text. Without `SMTP_URL`, a server in development prints it. */
  readonly link?: string;
}

/** Whether mails can be sent or, in development, printed. */
export function canSendMail({ SMTP_URL, NODE_ENV }: Pick<Config, 'SMTP_URL' | 'NODE_ENV'>): boolean {
  return SMTP_URL !== undefined || NODE_ENV !== 'production';
}

/**
 * Sends mails through the server of `SMTP_URL`, in the background.
 *
 * Invariants: no request waits for a mail. The number of queued mails is bounded, and so is the time for each mail.
 * Neither addresses nor contents are logged. Once the server has accepted a mail, it is not sent again. A node that
 * crashes loses its queued mails.
 */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);
  private readonly limit = pLimit(AT_ONCE);
  private readonly unsent = new Set<Promise<void>>();
  /** Aborted when the server stops, so that pending retries do not wait any longer. */
  private readonly stopping = new AbortController();
  /** Aborted when sending the queued mails on shutdown takes too long. */
  private readonly giveUp = new AbortController();
  private transport: Promise<Transporter> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws ProblemError `mail.unavailable` */
  requireAvailable(): void {
    if (!canSendMail(this.config))
      throw new ProblemError('mail.unavailable', 'This server does not send e-mails: ask its operator.');
  }

  /** Queues a mail. A mail that cannot be sent is logged. */
  send(mail: Mail): void {
    if (this.config.SMTP_URL === undefined) return this.print(mail);
    if (this.unsent.size >= MAX_WAITING) return this.logFailure('EQUEUEFULL');
    const sent = this.deliver(mail).finally(() => this.unsent.delete(sent));
    this.unsent.add(sent);
  }

  /** Sends the queued mails, for at most 3 s. Call it when no more mails will be queued. */
  async finish(): Promise<void> {
    this.stopping.abort();
    const timer = setTimeout(() => this.giveUp.abort(), FINISH_LIMIT_MS);
    await Promise.all(this.unsent);
    clearTimeout(timer);
  }

  /** Prints the link of a mail on the console, not in the log, because it contains a token. */
  private print({ subject, link }: Mail): void {
    if (link !== undefined && canSendMail(this.config))
      console.log(`\n  Not mailed, because SMTP_URL is not set: "${subject}"\n  ${link}\n`);
  }

  private async deliver(mail: Mail): Promise<void> {
    for (let retries = 0; ; retries += 1) {
      const failure = await this.limit(() => this.attempt(mail));
      if (failure === undefined) return;
      const pauseMs = RETRY_AFTER_MS[retries];
      if (pauseMs === undefined || isPermanent(failure) || this.stopping.signal.aborted)
        return this.logFailure(failure.code, failure.responseCode);
      await delay(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Tries to send a mail once. @returns the failure; undefined if the server has accepted the mail */
  private async attempt({ to, subject, text }: Mail): Promise<SmtpFailure | undefined> {
    const signal = AbortSignal.any([AbortSignal.timeout(ATTEMPT_LIMIT_MS), this.giveUp.signal]);
    try {
      const transport = await (this.transport ??= open(this.config));
      await transport.sendMail({
        signal,
        from: { name: SENDER, address: senderOf(this.config) },
        // The recipient is an object, because a string would be parsed as a list of addresses.
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

  /** Logs a failure without the server's message, which quotes addresses. */
  private logFailure(code: string | undefined, smtp?: number): void {
    this.logger.warn({ event: 'mail.failed', code, smtp }, 'An e-mail could not be sent');
  }
}

/** An error of nodemailer. */
interface SmtpFailure {
  /** Such as `ETIMEDOUT` or `EENVELOPE`. */
  readonly code?: string;
  /** The reply code of the server, such as 550 (RFC 5321, section 4.2). */
  readonly responseCode?: number;
}

/** Whether the server has rejected the mail permanently. */
function isPermanent({ responseCode = 0 }: SmtpFailure): boolean {
  return responseCode >= 500;
}

function senderOf({ MAIL_FROM, PUBLIC_URL }: Config): string {
  return MAIL_FROM ?? `hub@${new URL(PUBLIC_URL!).hostname}`;
}

/** Loads the library with the first mail, so that a server that sends none does not load it. */
async function open({ SMTP_URL }: Config): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { host, port, secure, user, password } = parseSmtpUrl(SMTP_URL!)!;
  const isLocal = isLoopback(host);
  return createTransport({
    host,
    port,
    secure,
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    // A relay on the same machine seldom has a certificate, and its traffic cannot be intercepted. To other machines a
    // password is never sent without TLS.
    ignoreTLS: isLocal,
    requireTLS: !isLocal && password !== '',
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
