import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { refusalState } from '../platform/database/connection-failure.js';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { User } from '../users/user.entity.js';
import type { Purpose } from './mail-token.entity.js';

/** A token to be stored. */
export interface NewToken {
  readonly tokenHash: Buffer;
  readonly purpose: Purpose;
  /** In seconds. */
  readonly lifetime: number;
}

/** The account for which a token was issued, and the address to which the token is mailed. */
export interface TokenRecipient {
  readonly userId: string;
  readonly email: string;
}

/** The result of a request that came too soon after another one. */
interface TooSoon {
  /** The time until another request is allowed, in seconds. */
  readonly waitS: number;
}

/** The result of an accepted request to change an address. */
interface ChangeRequest {
  /** The new address. */
  readonly email: string;
  /** Whether an account has the new address. */
  readonly isTaken: boolean;
  /** The current address of the account. */
  readonly oldEmail: string;
  /** Whether the current address is verified. */
  readonly isVerified: boolean;
}

const UNIQUE_VIOLATION = '23505';

/**
 * Whether the token `t` was stored less than `$4` seconds ago. Ignores a `created_at` in the future, which was stored
 * before the clock was set back.
 */
const IS_RECENT = `
  t.created_at <= clock_timestamp() and t.created_at > clock_timestamp() - $4 * interval '1 second'`;
/**
 * Stores a token of an account, unless one of the same purpose was stored less than `$4` seconds ago: the unique key
 * lets only one of several concurrent requests pass, on any number of nodes. Locks the account, so that it is not
 * erased in the meantime.
 */
const issueFor = (condition: string) => `
  with account as (select id, email from users where ${condition} and erased_at is null for key share)
  insert into mail_tokens as t (token_hash, user_id, purpose, email, created_at, expires_at)
  select $1, id, $2, email, clock_timestamp(), clock_timestamp() + $3 * interval '1 second' from account
  on conflict (user_id, purpose) do update
    set token_hash = excluded.token_hash, email = excluded.email, created_at = excluded.created_at,
        expires_at = excluded.expires_at, used_at = null
  where not (${IS_RECENT})
  returning t.user_id as "userId", t.email`;
const ISSUE_BY_EMAIL = issueFor('email = $5');
const ISSUE_UNVERIFIED = issueFor('id = $5 and email_verified_at is null');
const AGE = `
  select extract(epoch from clock_timestamp() - max(created_at))::float8 as seconds
    from mail_tokens where user_id = $1 and purpose = any ($2::text[])`;

const LOCK_USER = `
  select id as "userId", email, email_verified_at is not null as "isVerified"
    from users where id = $1 and erased_at is null for no key update`;
const FORGET = `delete from mail_tokens where user_id = $1 and purpose = any ($2::text[])`;
const INSERT = `
  insert into mail_tokens (token_hash, user_id, purpose, email, created_at, expires_at)
  values ($1, $2, $3, $4, clock_timestamp(), clock_timestamp() + $5 * interval '1 second')`;
const IS_TAKEN = 'select exists (select from users where email = $1) as taken';

const VALID = 'used_at is null and expires_at > clock_timestamp()';
const FIND = `select user_id as "userId" from mail_tokens where token_hash = $1 and purpose = any ($2::text[]) and ${VALID}`;
const OWNER = `
  select u.name, u.handle, u.email from users u join mail_tokens t on t.user_id = u.id
   where t.token_hash = $1 and t.purpose = $2 and t.${VALID}`;
const USE = `
  update mail_tokens set used_at = clock_timestamp()
   where token_hash = $1 and purpose = any ($2::text[]) and ${VALID}
  returning purpose, email`;
/** Whether one of the links of a change of address was not opened yet. */
const IS_WAITING = `
  select exists (select from mail_tokens where user_id = $1 and purpose in ('change-old', 'change-new') and used_at is null) as waiting`;
const VERIFY = `update users set email_verified_at = coalesce(email_verified_at, clock_timestamp()) where id = $1`;
const CHANGE = `update users set email = $2, email_verified_at = clock_timestamp() where id = $1`;
const PRUNE = `delete from mail_tokens where expires_at < clock_timestamp() - interval '1 hour'`;

const CHANGES: readonly Purpose[] = ['change-old', 'change-new'];
const ALL: readonly Purpose[] = ['reset', 'verify', ...CHANGES];

/**
 * Stores the tokens of mailed links. Each transaction locks the account first, then its tokens, the same order as in
 * the erasure of an account.
 */
@Injectable()
export class EmailStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Issues a token for the account with an address.
   *
   * @param interval the minimum time between two tokens, in seconds
   * @returns undefined when there is no such account, or a token was issued less than `interval` ago
   */
  async issueByEmail(email: string, token: NewToken, interval: number): Promise<TokenRecipient | undefined> {
    return this.issue(ISSUE_BY_EMAIL, email, token, interval);
  }

  /**
   * Issues a token like {@link issueByEmail} for an account by its id.
   *
   * @returns undefined in the same cases, and when the address is already verified
   */
  async issueUnverified(userId: string, token: NewToken, interval: number): Promise<TokenRecipient | undefined> {
    return this.issue(ISSUE_UNVERIFIED, userId, token, interval);
  }

  /** Returns how long ago the latest token of an account was issued, in seconds; undefined without a token. */
  async secondsSinceIssued(userId: string, purposes: readonly Purpose[]): Promise<number | undefined> {
    const [row] = await this.sql.rows<{ seconds: number | null }>(AGE, [userId, purposes]);
    return row?.seconds ?? undefined;
  }

  /**
   * Issues the tokens of a change of address, and deletes those of an earlier request. A request for a taken address
   * also counts towards the interval, so that a client cannot quickly find out which of many addresses are taken.
   *
   * @param tokensFor returns the tokens to store, given whether the current address is verified. If the change need not
   *   be confirmed at the current address, there is no token for it
   * @param interval the minimum time between two requests, in seconds
   * @returns undefined when the account does not exist
   */
  async requestChange(
    userId: string,
    email: string,
    tokensFor: (isVerified: boolean) => readonly NewToken[],
    interval: number,
  ): Promise<ChangeRequest | TooSoon | undefined> {
    return this.sql.transaction(async (rows) => {
      const [user] = await rows<TokenRecipient & { isVerified: boolean }>(LOCK_USER, [userId]);
      if (!user) return undefined;
      const [age] = await rows<{ seconds: number | null }>(AGE, [userId, CHANGES]);
      const seconds = age?.seconds ?? interval;
      if (seconds >= 0 && seconds < interval) return { waitS: interval - seconds };
      await rows(FORGET, [userId, CHANGES]);
      for (const { tokenHash, purpose, lifetime } of tokensFor(user.isVerified))
        await rows(INSERT, [tokenHash, userId, purpose, email, lifetime]);
      const [found] = await rows<{ taken: boolean }>(IS_TAKEN, [email]);
      return { email, isTaken: found!.taken, oldEmail: user.email, isVerified: user.isVerified };
    });
  }

  /** Returns the owner of a token, without using the token. @returns undefined when the token is not valid */
  async findOwner(tokenHash: Buffer, purpose: Purpose): Promise<Pick<User, 'name' | 'handle' | 'email'> | undefined> {
    const [owner] = await this.sql.rows<Pick<User, 'name' | 'handle' | 'email'>>(OWNER, [tokenHash, purpose]);
    return owner;
  }

  /**
   * Uses the token of a reset. Marks the address as verified, because its owner has read the mail. Deletes a pending
   * change of address, because another person may have requested it.
   *
   * @param reset runs further statements in the transaction, with the row of the account locked
   * @returns undefined when the token is not valid, or the account has another address by now
   */
  async useReset(
    tokenHash: Buffer,
    reset: (rows: Rows, userId: string) => Promise<unknown>,
  ): Promise<TokenRecipient | undefined> {
    return this.sql.transaction(async (rows) => {
      const used = await useToken(rows, tokenHash, ['reset']);
      if (!used || used.email !== used.user.email) return undefined;
      await reset(rows, used.user.userId);
      await rows(VERIFY, [used.user.userId]);
      await rows(FORGET, [used.user.userId, CHANGES]);
      return used.user;
    });
  }

  /**
   * Uses the token of a verification.
   *
   * @returns undefined when the token is not valid, or the account has another address by now
   */
  async useVerification(tokenHash: Buffer): Promise<TokenRecipient | undefined> {
    return this.sql.transaction(async (rows) => {
      const used = await useToken(rows, tokenHash, ['verify']);
      if (!used || used.email !== used.user.email) return undefined;
      await rows(VERIFY, [used.user.userId]);
      return used.user;
    });
  }

  /**
   * Uses one token of a change of address. When all tokens of the change are used, changes the address, and invalidates
   * all other links of the account.
   *
   * @returns undefined when the token is not valid; `taken` when another account has the address: the token stays valid
   */
  async useChange(tokenHash: Buffer): Promise<{ userId: string; state: 'waiting' | 'changed' } | 'taken' | undefined> {
    const change = this.sql.transaction(async (rows) => {
      const used = await useToken(rows, tokenHash, CHANGES);
      if (!used) return undefined;
      const { userId } = used.user;
      const [other] = await rows<{ waiting: boolean }>(IS_WAITING, [userId]);
      if (other!.waiting) return { userId, state: 'waiting' as const };
      await rows(CHANGE, [userId, used.email]);
      await rows(FORGET, [userId, ALL]);
      return { userId, state: 'changed' as const };
    });
    return change.catch((error: unknown) => {
      if (refusalState(error) === UNIQUE_VIOLATION) return 'taken' as const;
      throw error;
    });
  }

  /** Deletes expired tokens, so that an address that was never confirmed is not kept. */
  async prune(): Promise<void> {
    await this.sql.rows(PRUNE);
  }

  private async issue(statement: string, account: string, token: NewToken, interval: number) {
    const { tokenHash, purpose, lifetime } = token;
    const [issued] = await this.sql.rows<TokenRecipient & QueryResultRow>(statement, [
      tokenHash,
      purpose,
      lifetime,
      interval,
      account,
    ]);
    return issued;
  }
}

interface UsedToken {
  readonly user: TokenRecipient;
  /** The address for which the token was issued. */
  readonly email: string;
}

/** Locks the account of a token, then uses the token if it is still valid. */
async function useToken(rows: Rows, tokenHash: Buffer, purposes: readonly Purpose[]): Promise<UsedToken | undefined> {
  const [found] = await rows<{ userId: string }>(FIND, [tokenHash, purposes]);
  const [user] = found ? await rows<TokenRecipient & QueryResultRow>(LOCK_USER, [found.userId]) : [];
  if (!user) return undefined;
  const [token] = await rows<{ email: string }>(USE, [tokenHash, purposes]);
  return token && { user, email: token.email };
}
