import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { PasswordReset, PasswordResetRequest } from '@smart-hub/contract/account-email';
import { AccountPasswordService, refuseGuessable } from '../auth/account-password.service.js';
import type { Client } from '../platform/http/client.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { Mailer } from '../platform/mail/mailer.js';
import { PublicAddress } from '../platform/mail/public-address.js';
import { normalizeEmail } from '../users/users.service.js';
import { BackgroundQueue } from './background-queue.js';
import { EmailStore } from './email.store.js';
import { linkInvalid } from './link-invalid.js';
import { hashLinkToken, newLinkToken } from '../platform/link-token.js';
import { passwordWasChangedMail, passwordWasResetMail, RESET_MINUTES, resetMail } from './mails.js';

/** The minimum time between two links for one account, in seconds. */
const INTERVAL_S = 300;

/**
 * Resets passwords with mailed links, and notifies users by mail when their password was changed.
 *
 * Invariants: the response to a request is sent before the account is looked up, so that the response does not reveal
 * whether an address has an account. A link can be used once. The new password, the end of all sessions and the use of
 * the link are one commit.
 */
@Injectable()
export class PasswordResetService implements OnModuleInit, OnApplicationShutdown {
  private readonly background = new BackgroundQueue(new Logger(PasswordResetService.name));

  constructor(
    private readonly store: EmailStore,
    private readonly passwords: AccountPasswordService,
    private readonly mailer: Mailer,
    private readonly address: PublicAddress,
  ) {}

  onModuleInit(): void {
    // An unverified address gets no mail: it may belong to another person, and with each change of the password the
    // user would make this server send a mail to that person.
    this.passwords.onChanged(({ email, emailVerifiedAt }) => {
      if (emailVerifiedAt) this.mailer.send(passwordWasChangedMail(email));
    });
  }

  /**
   * Waits for the pending requests, which need the database, and then for the mails of all services, because the
   * database is closed after this.
   */
  async onApplicationShutdown(): Promise<void> {
    await this.background.drain();
    await this.mailer.finish();
  }

  /** Requests a mail with a reset link. @throws ProblemError `mail.unavailable` */
  request({ email }: PasswordResetRequest, client: Client): Record<string, never> {
    this.mailer.requireAvailable();
    this.background.enqueue('A password reset request', () => this.issueToken(email, client));
    return {};
  }

  /**
   * Sets a new password with a mailed link.
   *
   * @throws ProblemError `auth.link_invalid`, `request.invalid` or `server.overloaded`
   */
  async confirm({ token, password }: PasswordReset, client: Client): Promise<Record<string, never>> {
    const tokenHash = hashLinkToken(token);
    // The token is checked before the password is hashed, because a hash costs as much as a login.
    const owner = await this.store.findOwner(tokenHash, 'reset');
    if (!owner) throw linkInvalid();
    refuseGuessable('password', password, owner);
    const passwordHash = await this.passwords.hash(password);
    const account = await this.store.useReset(tokenHash, (rows, userId) =>
      this.passwords.replace(rows, userId, passwordHash),
    );
    if (!account) throw linkInvalid();
    logSecurity('password.reset', { userId: account.userId, ...client });
    this.mailer.send(passwordWasResetMail(account.email));
    return {};
  }

  private async issueToken(typed: string, client: Client): Promise<void> {
    const email = normalizeEmail(typed);
    const { token, tokenHash } = newLinkToken();
    const newToken = { tokenHash, purpose: 'reset', lifetime: RESET_MINUTES * 60 } as const;
    const issued = email === undefined ? undefined : await this.store.issueByEmail(email, newToken, INTERVAL_S);
    logSecurity('password.reset_requested', { userId: issued?.userId, ...client });
    if (issued) this.mailer.send(resetMail(issued.email, this.address.link('reset', token)));
  }
}
