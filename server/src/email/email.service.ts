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
import { hashLinkToken, newLinkToken } from '../platform/link-token.js';
import { CHANGE_HOURS, newAddressMail, oldAddressMail, VERIFY_HOURS, verificationMail } from './mails.js';

/** The minimum time between two requests for links by one account, in seconds. */
const INTERVAL_S = 60;
const PRUNE_EVERY_MS = 600_000;

/**
 * Verifies and changes e-mail addresses.
 *
 * Invariants: an address changes only after confirmation at the old address and at the new one. A link can be used
 * once. A session alone does not suffice to change an address: the password is required.
 */
@Injectable()
export class EmailService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(EmailService.name);
  private readonly pruning = new RepeatingTask(
    () => this.store.prune(),
    (error) => this.logger.warn(error, 'Expired tokens of mailed links could not be deleted'),
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
    if (this.config.EMAIL_VERIFICATION !== 'off') this.auth.onRegistered((userId) => this.mailNewAccount(userId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pruning.stop();
  }

  /** Mails another verification link. @throws ProblemError `rate.mail` or `mail.unavailable` */
  async requestVerification({ id }: Actor): Promise<Record<string, never>> {
    this.mailer.requireAvailable();
    if (await this.mailVerification(id)) return {};
    const age = await this.store.secondsSinceIssued(id, ['verify']);
    // If no link was mailed shortly before, nothing was mailed because the address is already verified.
    if (age !== undefined && age < INTERVAL_S) throw tooManyMails(INTERVAL_S - age);
    return {};
  }

  /** Verifies an address with a mailed link. @throws ProblemError `auth.link_invalid` */
  async verify(token: string, client: Client): Promise<VerifiedEmail> {
    const account = await this.store.useVerification(hashLinkToken(token));
    if (!account) throw linkInvalid();
    logSecurity('email.verified', { userId: account.userId, ...client });
    return { email: account.email };
  }

  /**
   * Mails the links of a change of address.
   *
   * @throws ProblemError `auth.password_wrong`, `auth.login_delayed`, `auth.email_taken`, `rate.mail`,
   *   `mail.unavailable` or `server.overloaded`
   */
  async requestChange(actor: Actor, { email, password }: EmailChange, client: Client): Promise<Record<string, never>> {
    this.mailer.requireAvailable();
    await this.passwords.check(actor, password, client);
    const [newAddressLink, oldAddressLink] = [newLinkToken(), newLinkToken()];
    const lifetime = CHANGE_HOURS * 3600;
    const newAddressToken = { tokenHash: newAddressLink.tokenHash, purpose: 'change-new', lifetime } as const;
    const oldAddressToken = { tokenHash: oldAddressLink.tokenHash, purpose: 'change-old', lifetime } as const;
    const mustConfirmOld = (isVerified: boolean) => isVerified || this.config.EMAIL_VERIFICATION !== 'required';
    const requested = await this.store.requestChange(
      actor.id,
      email,
      (isVerified) => (mustConfirmOld(isVerified) ? [newAddressToken, oldAddressToken] : [newAddressToken]),
      INTERVAL_S,
    );
    if (!requested) throw accountDeleted();
    if ('waitS' in requested) throw tooManyMails(requested.waitS);
    if (requested.isTaken) throw emailTaken(requested.oldEmail === email);
    logSecurity('email.change_requested', { userId: actor.id, ...client });
    this.mailer.send(newAddressMail(email, this.address.link('confirm-email', newAddressLink.token)));
    if (mustConfirmOld(requested.isVerified))
      this.mailer.send(
        oldAddressMail(requested.oldEmail, email, this.address.link('confirm-email', oldAddressLink.token)),
      );
    return {};
  }

  /**
   * Confirms a change of address with one of its links.
   *
   * @throws ProblemError `auth.link_invalid` or `auth.email_taken`
   */
  async confirmChange(token: string, client: Client): Promise<EmailChangeState> {
    const confirmed = await this.store.useChange(hashLinkToken(token));
    if (!confirmed) throw linkInvalid();
    if (confirmed === 'taken') throw emailTaken(false);
    const { userId, state } = confirmed;
    if (state === 'changed') logSecurity('email.changed', { userId, ...client });
    return { state };
  }

  /** Mails the verification link of a new account. Logs a failure, after which the user can request another link. */
  private async mailNewAccount(userId: string): Promise<void> {
    await this.mailVerification(userId).catch((error: unknown) =>
      this.logger.warn(error, 'The verification link of a new account could not be issued'),
    );
  }

  /**
   * Mails a verification link.
   *
   * @returns false, without mailing, when the address is already verified or another link was mailed shortly before
   */
  private async mailVerification(userId: string): Promise<boolean> {
    const { token, tokenHash } = newLinkToken();
    const newToken = { tokenHash, purpose: 'verify', lifetime: VERIFY_HOURS * 3600 } as const;
    const issued = await this.store.issueUnverified(userId, newToken, INTERVAL_S);
    if (issued) this.mailer.send(verificationMail(issued.email, this.address.link('verify', token)));
    return issued !== undefined;
  }
}

/** @param waitS in seconds */
function tooManyMails(waitS: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(waitS));
  return new ProblemError(
    'rate.mail',
    `An e-mail was just sent: check your mailbox, or try again in ${retryAfter} s.`,
    {
      retryAfter,
    },
  );
}

function emailTaken(isOwn: boolean): ProblemError {
  const detail = isOwn
    ? 'This is already your e-mail address.'
    : 'This e-mail address already has an account: use another one.';
  return new ProblemError('auth.email_taken', detail);
}
