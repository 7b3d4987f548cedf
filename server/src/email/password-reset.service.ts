import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { PasswordReset, PasswordResetRequest } from '@smart-hub/contract/account-email';
import { AccountPasswordService, refuseGuessable } from '../auth/account-password.service.js';
import type { Client } from '../platform/http/client.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { Mailer } from '../platform/mail/mailer.js';
import { PublicAddress } from '../platform/mail/public-address.js';
import { storedEmail } from '../users/users.service.js';
import { Background } from './background.js';
import { EmailStore } from './email.store.js';
import { linkInvalid } from './link-invalid.js';
import { hashOf, newLinkToken } from '../platform/link-token.js';
import { passwordWasChangedMail, passwordWasResetMail, RESET_MINUTES, resetMail } from './mails.js';

/** So much time passes between two links for one account, in seconds. */
const INTERVAL_S = 300;

/**
 * Resets passwords by mailed links, and mails users that their password was replaced.
 *
 * Invariants: the answer to a request is made before anything is looked up, so that it tells of no address whether it has an account;
 * a link is used once; the new password, the end of all sessions and the use of the link are one commit.
 */
@Injectable()
export class PasswordResetService implements OnModuleInit, OnApplicationShutdown {
  private readonly background = new Background(new Logger(PasswordResetService.name));

  constructor(
    private readonly store: EmailStore,
    private readonly passwords: AccountPasswordService,
    private readonly mailer: Mailer,
    private readonly address: PublicAddress,
  ) {}

  onModuleInit(): void {
    // An address that is not verified may be that of another person, who would be mailed as often as somebody likes.
    this.passwords.onChanged(({ email, emailVerifiedAt }) => {
      if (emailVerifiedAt) this.mailer.send(passwordWasChangedMail(email));
    });
  }

  /** Stores what was asked for, then waits for the mails of all services: the database is closed next. */
  async onApplicationShutdown(): Promise<void> {
    await this.background.settled();
    await this.mailer.finish();
  }

  /** @throws ProblemError `mail.unavailable` */
  request({ email }: PasswordResetRequest, client: Client): Record<string, never> {
    this.mailer.requireAvailable();
    this.background.run('A request for a new password', () => this.issue(email, client));
    return {};
  }

  /** @throws ProblemError `auth.link_invalid`, `request.invalid` or `server.overloaded` */
  async confirm({ token, password }: PasswordReset, client: Client): Promise<Record<string, never>> {
    const tokenHash = hashOf(token);
    // Before the password is hashed, which costs as much as a login.
    const owner = await this.store.ownerOf(tokenHash, 'reset');
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

  private async issue(typed: string, client: Client): Promise<void> {
    const email = storedEmail(typed);
    const { token, tokenHash } = newLinkToken();
    const kept = { tokenHash, purpose: 'reset', lifetime: RESET_MINUTES * 60 } as const;
    const issued = email === undefined ? undefined : await this.store.issueByEmail(email, kept, INTERVAL_S);
    logSecurity('password.reset_requested', { userId: issued?.userId, ...client });
    if (issued) this.mailer.send(resetMail(issued.email, this.address.link('reset', token)));
  }
}
