import { Injectable } from '@nestjs/common';
import { foldName, gramsOf } from '@smart-hub/contract/name-search';
import DataLoader from 'dataloader';
import type { QueryResultRow } from 'pg';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { Privacy, PrivacyChange } from '@smart-hub/contract/users';
import type { User } from './user.entity.js';
import { profileColumns, shownOnline } from './user.mapper.js';

const selectUsers = (condition: string) => `
  select id, name, email, email_verified_at as "emailVerifiedAt", password_hash as "passwordHash", ${shownOnline('users')} as online,
         hides_presence as "hidesPresence", listed, ${profileColumns('users')},
         disabled_at as "disabledAt", erased_at as "erasedAt", token_generation as "tokenGeneration"
    from users where ${condition}`;
const BY_IDS = selectUsers('id = any ($1::uuid[])');
const BY_EMAIL = selectUsers('email = $1');
/** Reads all users. It runs once, at startup. */
const HIGHEST_COST = `select coalesce(max(substring(password_hash from $1)::int), 0) as cost from users`;
const REPLACE_HASH = `update users set password_hash = $3 where id = $1 and password_hash = $2`;
/** Also invalidates the links for a password reset. Idempotent. */
const REPLACE_PASSWORD = `
  with account as (
    update users
       set password_hash = $3, token_generation = token_generation + case when password_hash = $2 then 1 else 0 end
     where id = $1 and password_hash in ($2, $3) and disabled_at is null
    returning id, token_generation),
  links as (
    update mail_tokens set used_at = coalesce(used_at, clock_timestamp())
     where user_id in (select id from account) and purpose = 'reset')
  select token_generation as generation from account`;
const LOCK_USER = 'select from users where id = $1 for no key update';
/**
 * To others, a change of `hides_presence` looks like going online or offline. Therefore the statement also sets
 * `last_seen_at`, by which all nodes find the change; once the presence is shown again, `last_seen_at` reveals nothing
 * about the time before. Idempotent.
 */
const CHANGE_PRIVACY = `
  update users set hides_presence = coalesce($2::boolean, hides_presence), listed = coalesce($3::boolean, listed),
         last_seen_at = case when $2::boolean <> hides_presence then clock_timestamp() else last_seen_at end
   where id = $1 and erased_at is null
  returning hides_presence as "hidesPresence", listed`;
/** The maximum number of users that one statement looks up. */
const MAX_BATCH_SIZE = 100;

/**
 * Stores an account and its folded name, unless the e-mail address belongs to another account. Idempotent for the same
 * id. `xmax` is 0 in a new row; in an existing row, the lock for the update has set `xmax` (`ExecOnConflictUpdate` in
 * PostgreSQL).
 */
const INSERT = `
  with account as (
    insert into users (id, name, email, password_hash, searchable_as) values ($1, $2, $3, $4, $2)
    on conflict (email) do update set email = excluded.email where users.id = excluded.id
    returning id, xmax = 0 as "isNew"),
  searchable as (
    insert into searchable_names (user_id, folded, grams) select id, $5, $6 from account
    on conflict (user_id) do nothing)
  select id, "isNew" from account`;

interface InsertedRow {
  readonly id: string;
  /** False if an earlier run of the statement has stored the account. */
  readonly isNew: boolean;
}

@Injectable()
export class UsersStore {
  private readonly byId = new DataLoader<string, User | null>((ids) => this.findByIds(ids), {
    cache: false,
    maxBatchSize: MAX_BATCH_SIZE,
    // Collects all requests of one turn of the event loop.
    batchScheduleFn: (dispatch) => setImmediate(dispatch),
  });

  constructor(private readonly sql: Sql) {}

  /** Finds a user by id. Every request and handshake calls this, so concurrent calls are batched into one statement. */
  findById(id: string): Promise<User | null> {
    return this.byId.load(id);
  }

  private async findByIds(ids: readonly string[]): Promise<(User | null)[]> {
    const rows = await this.sql.prepared<User & QueryResultRow>('users_by_ids', BY_IDS, [ids]);
    const found = new Map(rows.map((user) => [user.id, user]));
    return ids.map((id) => found.get(id) ?? null);
  }

  async highestHashCost(pattern: string): Promise<number> {
    const [row] = await this.sql.rows<{ cost: number }>(HIGHEST_COST, [pattern]);
    return row!.cost;
  }

  async replacePasswordHash(id: string, old: string, renewed: string): Promise<void> {
    await this.sql.rows(REPLACE_HASH, [id, old, renewed]);
  }

  /**
   * Replaces a password, and revokes all tokens.
   *
   * @param old the hash that is replaced
   * @param withinTransaction runs in the same transaction, with the new generation of tokens
   * @returns false if the password was changed in the meantime, or the account was disabled
   */
  async replacePassword(
    id: string,
    { old, hash }: { readonly old: string; readonly hash: string },
    withinTransaction: (rows: Rows, generation: number) => Promise<void>,
  ): Promise<boolean> {
    return this.sql.idempotentTransaction(async (rows) => {
      const [changed] = await rows<{ generation: number }>(REPLACE_PASSWORD, [id, old, hash]);
      if (changed) await withinTransaction(rows, changed.generation);
      return changed !== undefined;
    });
  }

  async findByEmail(email: string): Promise<User | null> {
    const [user] = await this.sql.prepared<User & QueryResultRow>('user_by_email', BY_EMAIL, [email]);
    return user ?? null;
  }

  /** @returns the settings after the change; undefined if there is no such account */
  async changePrivacy(id: string, { hidesPresence, listed }: PrivacyChange): Promise<Privacy | undefined> {
    const values = [id, hidesPresence ?? null, listed ?? null];
    return this.sql.idempotentTransaction(async (rows) => {
      // Waits for an earlier change that got no response, so that it cannot undo this later change.
      await rows(LOCK_USER, [id]);
      const [privacy] = await rows<Privacy & QueryResultRow>(CHANGE_PRIVACY, values);
      return privacy;
    });
  }

  /**
   * Stores an account. Returns null if another account has the e-mail address, even one that is stored at the same
   * instant.
   *
   * @param withinTransaction runs in the same transaction once the account is stored. If the first attempt has
   *   committed but got no response, the retry does not run it again.
   */
  async insert(
    account: Pick<User, 'id' | 'name' | 'email' | 'passwordHash'>,
    withinTransaction?: (rows: Rows) => Promise<void>,
  ): Promise<User | null> {
    const { id, name, email, passwordHash } = account;
    const folded = foldName(name);
    const values = [id, name, email, passwordHash, folded, gramsOf(folded)];
    const [stored] = withinTransaction
      ? await this.sql.idempotentTransaction(async (rows) => {
          const accounts = await rows<InsertedRow>(INSERT, values);
          if (accounts[0]?.isNew) await withinTransaction(rows);
          return accounts;
        })
      : await this.sql.idempotent<InsertedRow>(INSERT, values);
    return stored ? this.findById(id) : null;
  }
}
