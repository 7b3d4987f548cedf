import { randomInt } from 'node:crypto';
import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';
import { CredentialsStore } from './credentials.store.js';
import { failureKeysOf } from './login-delay.js';
import type { PasswordOwner } from './context-words.js';
import { passwordSchemaFor } from './password-policy.js';
import { hashPassword } from './password-hasher.js';

/** Excludes characters that look alike, so that a password can be read aloud. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 22 of 55 characters: 127 bits. */
const GENERATED_CHARACTERS = 22;

/** Manages the credentials of accounts for the operator's command line, without a running application. */
export class CredentialsService {
  private constructor(
    private readonly store: CredentialsStore,
    private readonly config: Config,
  ) {}

  static forCommand(sql: Sql, config: Config): CredentialsService {
    return new CredentialsService(new CredentialsStore(sql), config);
  }

  /** Generates a random password of 127 bits. */
  generatePassword(): string {
    return Array.from({ length: GENERATED_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  }

  /**
   * Validates a new password of an account.
   *
   * @returns an error message to append to "The password"; undefined when it is valid
   */
  faultOf(password: string, owner: PasswordOwner): string | undefined {
    return passwordSchemaFor(owner).safeParse(password).error?.issues[0]?.message;
  }

  /**
   * Replaces the password of an account, and ends all its sessions. Its sockets are disconnected within a second, on
   * every node.
   *
   * @param password a valid password: one for which {@link faultOf} returns undefined
   * @returns false when the account does not exist or is erased
   */
  async resetPassword(userId: string, password: string): Promise<boolean> {
    const keys = await this.store.findKeys(userId);
    if (!keys) return false;
    const passwordHash = await hashPassword(password, this.config.BCRYPT_SALT_ROUNDS);
    return this.store.resetPassword(userId, passwordHash, failureKeysOf(keys));
  }

  /** Deletes the failed logins of an account. */
  async forgetFailures(userId: string): Promise<void> {
    const keys = await this.store.findKeys(userId);
    if (keys) await this.store.forgetFailures(failureKeysOf(keys));
  }
}
