import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { refusalState } from '../platform/database/connection-failure.js';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { User } from '../users/user.entity.js';
import type { Purpose } from './mail-token.entity.js';

/** A token that is to be stored. */
export interface NewToken {
  readonly tokenHash: Buffer;
  readonly purpose: Purpose;
  /** In seconds. */
  readonly lifetime: number;
}

/** Whom a token was issued for, and which address it is mailed to. */
export interface Issued {
  readonly userId: string;
  readonly email: string;
}

/** A request of tokens that came too soon after another one. */
interface TooSoon {
  /** Seconds. */
  readonly waitS: number;
}

/** The new address of a change, and what its request came to. */
interface ChangeRequest {
  readonly email: string;
  readonly isTaken: boolean;
  /** That of the account until then. */
  readonly oldEmail: string;
  /** Whether that one is verified. */
  readonly isVerified: boolean;
}

const UNIQUE_VIOLATION = '23505';

/** A time in the future is from before the clock was set back: it delays nobody. */
const IS_RECENT = `
  t.created_at <= clock_timestamp() and t.created_at > clock_timestamp() - $4 * interval '1 second'`;
/**
 * Stores the token of an account, unless one of the same purpose was stored less than `$4` seconds ago: of requests at the same moment, on
 * however many nodes, the conflict lets one pass. The account is locked against being erased meanwhile.
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
/** The other token of a change whose link was not opened yet. */
const IS_WAITING = `
  select exists (select from mail_tokens where user_id = $1 and purpose in ('change-old', 'change-new') and used_at is null) as waiting`;
const VERIFY = `update users set email_verified_at = coalesce(email_verified_at, clock_timestamp()) where id = $1`;
const CHANGE = `update users set email = $2, email_verified_at = clock_timestamp() where id = $1`;
const PRUNE = `delete from mail_tokens where expires_at < clock_timestamp() - interval '1 hour'`;

const CHANGES: readonly Purpose[] = ['change-old', 'change-new'];
const ALL: readonly Purpose[] = ['reset', 'verify', ...CHANGES];

/** Keeps the tokens of mailed links. Each of its transactions locks the account first, then its tokens: as erasing does. */
@Injectable()
export class EmailStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Issues a token for the account with an address.
   *
   * @param interval of two such tokens, in seconds
   * @returns undefined without such an account, or within the interval
   */
  async issueByEmail(email: string, token: NewToken, interval: number): Promise<Issued | undefined> {
    return this.issue(ISSUE_BY_EMAIL, email, token, interval);
  }

  /** The same for an account whose address is not verified; undefined also where it is. */
  async issueUnverified(userId: string, token: NewToken, interval: number): Promise<Issued | undefined> {
    return this.issue(ISSUE_UNVERIFIED, userId, token, interval);
  }

  /** How long ago the latest token of an account was issued, in seconds; undefined without any. */
  async secondsSince(userId: string, purposes: readonly Purpose[]): Promise<number | undefined> {
    const [row] = await this.sql.rows<{ seconds: number | null }>(AGE, [userId, purposes]);
    return row?.seconds ?? undefined;
  }

  /**
   * Issues the tokens of a change of address, in place of those of an earlier one.
   *
   * @param tokens undefined in place of the one for an old address that nobody has to confirm
   * @param interval of two such requests, in seconds
   * @returns undefined without the account. Where the address is taken the request counts all the same: who asks for many would learn
   *   which ones are
   */
  async requestChange(
    userId: string,
    email: string,
    tokensFor: (isVerified: boolean) => readonly NewToken[],
    interval: number,
  ): Promise<ChangeRequest | TooSoon | undefined> {
    return this.sql.transaction(async (rows) => {
      const [user] = await rows<Issued & { isVerified: boolean }>(LOCK_USER, [userId]);
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

  /** Whose a valid token is; it stays valid. @returns undefined where it is not valid */
  async ownerOf(tokenHash: Buffer, purpose: Purpose): Promise<Pick<User, 'name' | 'handle' | 'email'> | undefined> {
    const [owner] = await this.sql.rows<Pick<User, 'name' | 'handle' | 'email'>>(OWNER, [tokenHash, purpose]);
    return owner;
  }

  /**
   * Uses the token of a reset, and counts the address as verified: its owner has read the mail. A change of address that waits is forgotten:
   * somebody else may have asked for it.
   *
   * @param reset what else belongs to the transaction; the account's row is locked
   * @returns undefined where the token is not valid, or the account has another address by now
   */
  async useReset(
    tokenHash: Buffer,
    reset: (rows: Rows, userId: string) => Promise<unknown>,
  ): Promise<Issued | undefined> {
    return this.sql.transaction(async (rows) => {
      const used = await use(rows, tokenHash, ['reset']);
      if (!used || used.email !== used.user.email) return undefined;
      await reset(rows, used.user.userId);
      await rows(VERIFY, [used.user.userId]);
      await rows(FORGET, [used.user.userId, CHANGES]);
      return used.user;
    });
  }

  /** @returns undefined where the token is not valid, or the account has another address by now */
  async useVerification(tokenHash: Buffer): Promise<Issued | undefined> {
    return this.sql.transaction(async (rows) => {
      const used = await use(rows, tokenHash, ['verify']);
      if (!used || used.email !== used.user.email) return undefined;
      await rows(VERIFY, [used.user.userId]);
      return used.user;
    });
  }

  /**
   * Uses one token of a change of address; with the last one the address changes, and every other link of the account is void.
   *
   * @returns undefined where the token is not valid; `taken` where another account has the address, and the token stays valid
   */
  async useChange(tokenHash: Buffer): Promise<{ userId: string; state: 'waiting' | 'changed' } | 'taken' | undefined> {
    const change = this.sql.transaction(async (rows) => {
      const used = await use(rows, tokenHash, CHANGES);
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

  /** Removes tokens that have expired: an address that was never confirmed is not kept. */
  async prune(): Promise<void> {
    await this.sql.rows(PRUNE);
  }

  private async issue(statement: string, account: string, token: NewToken, interval: number) {
    const { tokenHash, purpose, lifetime } = token;
    const [issued] = await this.sql.rows<Issued & QueryResultRow>(statement, [
      tokenHash,
      purpose,
      lifetime,
      interval,
      account,
    ]);
    return issued;
  }
}

interface Used {
  readonly user: Issued;
  /** Of the token. */
  readonly email: string;
}

/** Locks the account of a token, and uses that, if it is still valid then. */
async function use(rows: Rows, tokenHash: Buffer, purposes: readonly Purpose[]): Promise<Used | undefined> {
  const [found] = await rows<{ userId: string }>(FIND, [tokenHash, purposes]);
  const [user] = found ? await rows<Issued & QueryResultRow>(LOCK_USER, [found.userId]) : [];
  if (!user) return undefined;
  const [token] = await rows<{ email: string }>(USE, [tokenHash, purposes]);
  return token && { user, email: token.email };
}
