import { randomInt } from 'node:crypto';
import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';
import { CredentialsStore } from './credentials.store.js';
import { failureKeysOf } from './login-delay.js';
import type { PasswordOwner } from './context-words.js';
import { passwordFor } from './new-account.js';
import { hashPassword } from './passwords.js';

/** Without characters that look alike, so that a password can be read to somebody. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 22 of 55 characters: 127 bits. */
const GENERATED_CHARACTERS = 22;

/** What the operator does about the credentials of accounts, without an application around it. */
export class CredentialsService {
  private constructor(
    private readonly store: CredentialsStore,
    private readonly config: Config,
  ) {}

  static over(sql: Sql, config: Config): CredentialsService {
    return new CredentialsService(new CredentialsStore(sql), config);
  }

  /** A random password of 127 bits. */
  generate(): string {
    return Array.from({ length: GENERATED_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  }

  /** Why the owner of an account cannot choose a password, in words that follow "The password"; undefined when it can. */
  faultOf(password: string, owner: PasswordOwner): string | undefined {
    return passwordFor(owner).safeParse(password).error?.issues[0]?.message;
  }

  /**
   * Gives an account another password, and ends all its sessions: its sockets within a second, on every node.
   *
   * @param password without a fault
   * @returns false without such an account, or when it is erased
   */
  async reset(userId: string, password: string): Promise<boolean> {
    const keys = await this.store.keys(userId);
    if (!keys) return false;
    const passwordHash = await hashPassword(password, this.config.BCRYPT_SALT_ROUNDS);
    return this.store.reset(userId, passwordHash, failureKeysOf(keys));
  }

  /** Forgets the failed logins of an account. */
  async forgetFailures(userId: string): Promise<void> {
    const keys = await this.store.keys(userId);
    if (keys) await this.store.forgive(failureKeysOf(keys));
  }
}
