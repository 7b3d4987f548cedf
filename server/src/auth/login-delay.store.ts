import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

/**
 * The delay after a failed login, in seconds: `first` at the beginning, doubled with each further failure, up to
 * `longest`.
 */
const DELAY_S = { first: 1, longest: 30 };
/** Failed logins are deleted after this time without another failure. */
const FAILURES_KEPT = `interval '1 hour'`;
/** The maximum number of stored addresses per user. */
const ADDRESSES_PER_USER = 10;
/** How long an address is stored after the last login from it. */
const ADDRESSES_KEPT = `interval '90 days'`;

const IS_KNOWN = `
  select exists (select from users u join login_addresses a on a.user_id = u.id and a.address = $2
                  where u.email = $1) as known`;

/** The delay after the last failure of `f`, in seconds. The first `$2` failures cause no delay. */
const DELAY = `
  case when f.failures < $2::int then 0
       else least(${DELAY_S.longest}, ${DELAY_S.first} * power(2, least(f.failures - $2::int, 30))) end`;
/**
 * Whether the delay after the last failure is not over yet. Ignores a `failed_at` in the future, which was stored
 * before the clock was set back.
 */
const IS_DELAYED = `
  f.failed_at <= clock_timestamp() and f.failed_at > clock_timestamp() - ${DELAY} * interval '1 second'`;

const RESERVE = `
  insert into login_failures as f (key, failures, failed_at) values ($1, 1, clock_timestamp())
  on conflict (key) do update
    set failures = case when f.failed_at < clock_timestamp() - ${FAILURES_KEPT} then 1 else f.failures + 1 end,
        failed_at = clock_timestamp()
  where not (${IS_DELAYED})
  returning f.failed_at::text as reservation`;

const REMAINING = `
  select (${DELAY} - extract(epoch from clock_timestamp() - f.failed_at))::float8 as seconds
    from login_failures f where f.key = $1`;

/**
 * Takes an attempt off the count. If no other attempt was counted since, also moves `failed_at` back by the longest
 * delay, so that no delay remains: the delay before this attempt was already over.
 */
const RELEASE = `
  update login_failures
     set failures = failures - 1,
         failed_at = case when failed_at = $2::timestamptz
                          then failed_at - interval '${DELAY_S.longest} seconds' else failed_at end
   where key = $1 and failures > 0`;

/**
 * Deletes the failures of the key, if it is not null, stores the address, and deletes the least recently used addresses
 * beyond the limit. A `used_at` in the future, which was stored before the clock was set back, counts as the oldest.
 *
 * Adds no address to an account that was disabled or erased in the meantime: `for key share` locks its row, and so
 * checks the condition again after a wait.
 */
const RECORD_SUCCESS = `
  with deleted_failures as (delete from login_failures where key = $1::bytea),
  used as (
    insert into login_addresses (user_id, address)
    select id, $3 from users where id = $2 and disabled_at is null for key share
    on conflict (user_id, address) do update set used_at = now())
  delete from login_addresses
   where user_id = $2 and address in (
     select address from login_addresses where user_id = $2 and address <> $3
      order by used_at > now(), used_at desc offset ${ADDRESSES_PER_USER - 1})`;

const PRUNE_FAILURES = `delete from login_failures where failed_at < clock_timestamp() - ${FAILURES_KEPT}`;
const PRUNE_ADDRESSES = `delete from login_addresses where used_at < now() - ${ADDRESSES_KEPT}`;

@Injectable()
export class LoginDelayStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Whether the owner of an account has registered or logged in from a network address.
   *
   * @param email in its stored form; the account need not exist
   */
  async isKnownAddress(email: string, address: string): Promise<boolean> {
    const [row] = await this.sql.prepared<{ known: boolean }>('login_address_known', IS_KNOWN, [email, address]);
    return row!.known;
  }

  /**
   * Counts an attempt as failed before its password is checked, so that concurrent attempts on other nodes are counted
   * too.
   *
   * @param freeFailures the number of failures without a delay
   * @returns a reservation for {@link release}; undefined, without counting the attempt, during a delay
   */
  async reserve(key: Buffer, freeFailures: number): Promise<string | undefined> {
    const [row] = await this.sql.rows<{ reservation: string }>(RESERVE, [key, freeFailures]);
    return row?.reservation;
  }

  /** Returns the remaining delay, in seconds; zero or negative without a delay. */
  async remainingSeconds(key: Buffer, freeFailures: number): Promise<number> {
    const [row] = await this.sql.rows<{ seconds: number }>(REMAINING, [key, freeFailures]);
    return row?.seconds ?? 0;
  }

  /** Undoes {@link reserve} for an attempt whose password was not checked. */
  async release(key: Buffer, reservation: string): Promise<void> {
    await this.sql.rows(RELEASE, [key, reservation]);
  }

  /**
   * Records a successful login from an address.
   *
   * @param key null for a registration, after which no failed logins can have been counted
   */
  async recordSuccess(key: Buffer | null, userId: string, address: string): Promise<void> {
    await this.sql.idempotent(RECORD_SUCCESS, [key, userId, address]);
  }

  /** Deletes expired failures and addresses. */
  async prune(): Promise<void> {
    await this.sql.rows(PRUNE_FAILURES);
    await this.sql.rows(PRUNE_ADDRESSES);
  }
}
