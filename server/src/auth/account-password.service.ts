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
import { PasswordHasher } from './password-hasher.js';

export { CheckedPassword, refuseGuessable } from './password-policy.js';

/** Lets other features check and replace the passwords of accounts. */
@Injectable()
export class AccountPasswordService {
  private readonly changeListeners: ((user: User) => void)[] = [];

  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly delay: LoginDelay,
    private readonly store: CredentialsStore,
  ) {}

  /**
   * Checks the password of a logged-in user. A wrong password counts as a failed login.
   *
   * @returns the account of the user
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

  /**
   * Registers a listener for changed passwords. The listener is called after the commit, on the node that served the
   * request.
   */
  onChanged(listener: (user: User) => void): void {
    this.changeListeners.push(listener);
  }

  /** Calls the listeners of {@link onChanged}. @param user the account after the change */
  publishChange(user: User): void {
    for (const listener of this.changeListeners) listener(user);
  }

  /** Hashes a password. @throws ProblemError `server.overloaded` when too many hashes wait */
  hash(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  /**
   * Replaces the password of an account, ends all its sessions, and forgets its failed logins.
   *
   * @param rows runs statements in the transaction of the caller
   */
  async replace(rows: Rows, userId: string, passwordHash: string): Promise<void> {
    const keys = await this.store.findKeys(userId, rows);
    if (keys) await this.store.resetPassword(userId, passwordHash, failureKeysOf(keys), rows);
  }
}

/** Logs a failed login, and returns the problem to respond with. */
export function passwordWrong(userId: string, client: Client): ProblemError {
  logSecurity('login.failed', { userId, ...client });
  return new ProblemError('auth.password_wrong', 'The current password is wrong.');
}
