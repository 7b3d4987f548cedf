import { Injectable } from '@nestjs/common';
import type { Rows } from '../platform/database/sql.js';
import type { Client } from '../platform/http/client.js';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted } from '../platform/problems/session-ended.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { CredentialsStore } from './credentials.store.js';
import { failureKeysOf, LoginDelay } from './login-delay.js';
import { Passwords } from './passwords.js';

export { NewPassword, refuseGuessable } from './new-account.js';

/** The passwords of accounts, for features that check or replace one. */
@Injectable()
export class AccountPasswordService {
  private readonly changeListeners: ((user: User) => void)[] = [];

  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly delay: LoginDelay,
    private readonly store: CredentialsStore,
  ) {}

  /**
   * The account of somebody who has a session, if the password is theirs. Wrong ones are counted as failed logins are.
   *
   * @throws ProblemError `auth.password_wrong`, `auth.login_delayed` or `server.overloaded`
   */
  async check({ id }: Actor, password: string, client: Client): Promise<User> {
    const account = await this.users.findById(id);
    if (!account) throw accountDeleted();
    const user = await this.delay.attempt(account.email, client.address, async () =>
      (await this.passwords.matches(password, account.passwordHash)) ? account : null,
    );
    if (!user) throw passwordWrong(id, client);
    return user;
  }

  /** Has something done when somebody has changed their password: after the commit, on the node that it was sent to. */
  onChanged(listener: (user: User) => void): void {
    this.changeListeners.push(listener);
  }

  /** @param user as the account is after the change */
  publishChange(user: User): void {
    for (const listener of this.changeListeners) listener(user);
  }

  /** @throws ProblemError `server.overloaded` when too many hashes wait */
  hash(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  /**
   * Replaces the password of an account, ends all its sessions, and forgets its failed logins.
   *
   * @param rows of the transaction to which this belongs
   */
  async replace(rows: Rows, userId: string, passwordHash: string): Promise<void> {
    const keys = await this.store.keys(userId, rows);
    if (keys) await this.store.reset(userId, passwordHash, failureKeysOf(keys), rows);
  }
}

/** Logs the failure, too. */
export function passwordWrong(userId: string, client: Client): ProblemError {
  logSecurity('login.failed', { userId, ...client });
  return new ProblemError('auth.password_wrong', 'The current password is wrong.');
}
