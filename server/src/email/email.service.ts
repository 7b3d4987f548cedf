import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EmailChange, EmailChangeState, VerifiedEmail } from '@smart-hub/contract/account-email';
import { AccountPasswordService } from '../auth/account-password.service.js';
import { AuthService } from '../auth/auth.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Client } from '../platform/http/client.js';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { Mailer } from '../platform/mail/mailer.js';
import { PublicAddress } from '../platform/mail/public-address.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted } from '../platform/problems/session-ended.js';
import { RepeatingTask } from '../platform/repeating-task.js';
import { EmailStore } from './email.store.js';
import { linkInvalid } from './link-invalid.js';
import { hashOf, newLinkToken } from '../platform/link-token.js';
import { CHANGE_HOURS, newAddressMail, oldAddressMail, VERIFY_HOURS, verificationMail } from './mails.js';

/** So much time passes between two requests of one account for links, in seconds. */
const INTERVAL_S = 60;
const PRUNE_EVERY_MS = 600_000;

/**
 * Verifies e-mail addresses, and changes them.
 *
 * Invariants: an address changes once it was confirmed at the old address and at the new one; a link is used once; a session alone
 * changes no address: the password is needed.
 */
@Injectable()
export class EmailService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(EmailService.name);
  private readonly pruning = new RepeatingTask(
    () => this.store.prune(),
    (error) => this.logger.warn(error, 'Expired tokens of links could not be removed'),
  );

  constructor(
    private readonly store: EmailStore,
    private readonly auth: AuthService,
    private readonly passwords: AccountPasswordService,
    private readonly mailer: Mailer,
    private readonly address: PublicAddress,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.pruning.start(PRUNE_EVERY_MS);
    if (this.config.EMAIL_VERIFICATION !== 'off') this.auth.onRegistered((userId) => this.welcome(userId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pruning.stop();
  }

  /** @throws ProblemError `rate.mail` or `mail.unavailable` */
  async requestVerification({ id }: Actor): Promise<Record<string, never>> {
    this.mailer.requireAvailable();
    if (await this.mailVerification(id)) return {};
    const age = await this.store.secondsSince(id, ['verify']);
    // Otherwise the address is verified already.
    if (age !== undefined && age < INTERVAL_S) throw tooManyMails(INTERVAL_S - age);
    return {};
  }

  /** @throws ProblemError `auth.link_invalid` */
  async verify(token: string, client: Client): Promise<VerifiedEmail> {
    const account = await this.store.useVerification(hashOf(token));
    if (!account) throw linkInvalid();
    logSecurity('email.verified', { userId: account.userId, ...client });
    return { email: account.email };
  }

  /** @throws ProblemError `auth.password_wrong`, `auth.login_delayed`, `auth.email_taken`, `rate.mail`, `mail.unavailable` or `server.overloaded` */
  async requestChange(actor: Actor, { email, password }: EmailChange, client: Client): Promise<Record<string, never>> {
    this.mailer.requireAvailable();
    await this.passwords.check(actor, password, client);
    const [newAddress, oldAddress] = [newLinkToken(), newLinkToken()];
    const lifetime = CHANGE_HOURS * 3600;
    const forNew = { tokenHash: newAddress.tokenHash, purpose: 'change-new', lifetime } as const;
    const forOld = { tokenHash: oldAddress.tokenHash, purpose: 'change-old', lifetime } as const;
    const confirmsOld = (isVerified: boolean) => isVerified || this.config.EMAIL_VERIFICATION !== 'required';
    const requested = await this.store.requestChange(
      actor.id,
      email,
      (isVerified) => (confirmsOld(isVerified) ? [forNew, forOld] : [forNew]),
      INTERVAL_S,
    );
    if (!requested) throw accountDeleted();
    if ('waitS' in requested) throw tooManyMails(requested.waitS);
    if (requested.isTaken) throw emailTaken(requested.oldEmail === email);
    logSecurity('email.change_requested', { userId: actor.id, ...client });
    this.mailer.send(newAddressMail(email, this.address.link('confirm-email', newAddress.token)));
    if (confirmsOld(requested.isVerified))
      this.mailer.send(oldAddressMail(requested.oldEmail, email, this.address.link('confirm-email', oldAddress.token)));
    return {};
  }

  /** @throws ProblemError `auth.link_invalid` or `auth.email_taken` */
  async confirmChange(token: string, client: Client): Promise<EmailChangeState> {
    const confirmed = await this.store.useChange(hashOf(token));
    if (!confirmed) throw linkInvalid();
    if (confirmed === 'taken') throw emailTaken(false);
    const { userId, state } = confirmed;
    if (state === 'changed') logSecurity('email.changed', { userId, ...client });
    return { state };
  }

  /** Nobody waits for it: where it fails, another link can be requested. */
  private async welcome(userId: string): Promise<void> {
    await this.mailVerification(userId).catch((error: unknown) =>
      this.logger.warn(error, 'The link to verify an address could not be issued'),
    );
  }

  /** @returns false, and mails nothing, where the address is verified already, or another link was mailed a moment ago */
  private async mailVerification(userId: string): Promise<boolean> {
    const { token, tokenHash } = newLinkToken();
    const kept = { tokenHash, purpose: 'verify', lifetime: VERIFY_HOURS * 3600 } as const;
    const issued = await this.store.issueUnverified(userId, kept, INTERVAL_S);
    if (issued) this.mailer.send(verificationMail(issued.email, this.address.link('verify', token)));
    return issued !== undefined;
  }
}

/** @param waitS in seconds */
function tooManyMails(waitS: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(waitS));
  return new ProblemError('rate.mail', `An e-mail was just sent: look for it, or try again in ${retryAfter} s.`, {
    retryAfter,
  });
}

function emailTaken(isOwn: boolean): ProblemError {
  const words = isOwn ? 'This is your e-mail address already.' : 'This e-mail already has an account: use another one.';
  return new ProblemError('auth.email_taken', words);
}
