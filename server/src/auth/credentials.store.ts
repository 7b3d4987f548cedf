import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';

/** The data from which the keys of an account's failed logins are computed. */
export interface CredentialKeys {
  readonly email: string;
  /** The network addresses from which the owner has logged in. */
  readonly addresses: readonly string[];
}

const KEYS = `
  select u.email, array(select a.address from login_addresses a where a.user_id = u.id) as addresses
    from users u where u.id = $1 and u.erased_at is null`;
/** Replaces the password of an account. Changes nothing if the account was erased in the meantime. */
const RESET = `
  with account as (
    update users set password_hash = $2, token_generation = token_generation + 1
     where id = $1 and erased_at is null returning id),
  ended as (
    update sessions set ended_at = clock_timestamp() where user_id in (select id from account) and ended_at is null),
  links as (
    update mail_tokens set used_at = coalesce(used_at, clock_timestamp())
     where user_id in (select id from account) and purpose = 'reset'),
  deleted_failures as (delete from login_failures where key = any ($3::bytea[]) and exists (select from account))
  select id from account`;
const FORGET_FAILURES = 'delete from login_failures where key = any ($1::bytea[])';

@Injectable()
export class CredentialsStore {
  private readonly rows: Rows = (text, values) => this.sql.rows(text, values);

  constructor(private readonly sql: Sql) {}

  /** @param rows runs statements in the transaction of the caller; by default without a transaction */
  async findKeys(userId: string, rows = this.rows): Promise<CredentialKeys | undefined> {
    const [keys] = await rows<{ email: string; addresses: string[] }>(KEYS, [userId]);
    return keys;
  }

  /**
   * Replaces the hash of a password, ends all sessions, revokes all tokens, and deletes the failed logins, in one
   * statement.
   *
   * @param failures the keys of the failed logins
   * @param rows runs statements in the transaction of the caller; by default in a transaction of its own
   * @returns false when the account does not exist or is erased
   */
  async resetPassword(
    userId: string,
    passwordHash: string,
    failures: readonly Buffer[],
    rows = this.rows,
  ): Promise<boolean> {
    return (await rows(RESET, [userId, passwordHash, failures])).length > 0;
  }

  async forgetFailures(failures: readonly Buffer[]): Promise<void> {
    await this.sql.rows(FORGET_FAILURES, [failures]);
  }
}
