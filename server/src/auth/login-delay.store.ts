import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

/** The first delay, which doubles with each further failure, and the longest one, in seconds. */
const DELAY_S = { first: 1, longest: 30 };
/** Failed logins are forgotten after so long without another. */
const FORGOTTEN_AFTER = `interval '1 hour'`;
/** How many addresses of one user are remembered, and for how long after a login. */
const ADDRESSES_PER_USER = 10;
const ADDRESS_KEPT = `interval '90 days'`;

const IS_KNOWN = `
  select exists (select from users u join login_addresses a on a.user_id = u.id and a.address = $2
                  where u.email = $1) as known`;

/** How long after the last failure `f` an attempt is refused, in seconds: `$2` may fail without a delay. */
const DELAY = `
  case when f.failures < $2::int then 0
       else least(${DELAY_S.longest}, ${DELAY_S.first} * power(2, least(f.failures - $2::int, 30))) end`;
/** A time in the future is from before the clock was set back: it delays nobody. */
const IS_DELAYED = `
  f.failed_at <= clock_timestamp() and f.failed_at > clock_timestamp() - ${DELAY} * interval '1 second'`;

const RESERVE = `
  insert into login_failures as f (key, failures, failed_at) values ($1, 1, clock_timestamp())
  on conflict (key) do update
    set failures = case when f.failed_at < clock_timestamp() - ${FORGOTTEN_AFTER} then 1 else f.failures + 1 end,
        failed_at = clock_timestamp()
  where not (${IS_DELAYED})
  returning f.failed_at::text as reservation`;

const REMAINING = `
  select (${DELAY} - extract(epoch from clock_timestamp() - f.failed_at))::float8 as seconds
    from login_failures f where f.key = $1`;

/** Unless others were counted since, the attempt was the last one, and the delay before it was over. */
const RELEASE = `
  update login_failures
     set failures = failures - 1,
         failed_at = case when failed_at = $2::timestamptz
                          then failed_at - interval '${DELAY_S.longest} seconds' else failed_at end
   where key = $1 and failures > 0`;

/**
 * Forgets the failures of the key, if there is one, and the address that was used longest ago. Times in the future are from before
 * the clock was set back: longer ago than all others.
 *
 * None is added of an account that has been disabled or erased meanwhile: its row is locked, and so looked at again after a wait.
 */
const SUCCEED = `
  with forgiven as (delete from login_failures where key = $1::bytea),
  used as (
    insert into login_addresses (user_id, address)
    select id, $3 from users where id = $2 and disabled_at is null for key share
    on conflict (user_id, address) do update set used_at = now())
  delete from login_addresses
   where user_id = $2 and address in (
     select address from login_addresses where user_id = $2 and address <> $3
      order by used_at > now(), used_at desc offset ${ADDRESSES_PER_USER - 1})`;

const PRUNE_FAILURES = `delete from login_failures where failed_at < clock_timestamp() - ${FORGOTTEN_AFTER}`;
const PRUNE_ADDRESSES = `delete from login_addresses where used_at < now() - ${ADDRESS_KEPT}`;

@Injectable()
export class LoginDelayStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Whether the owner of an account has registered or logged in from an address.
   *
   * @param email as it is stored; there may be no account of it
   */
  async isKnown(email: string, address: string): Promise<boolean> {
    const [row] = await this.sql.prepared<{ known: boolean }>('login_address_known', IS_KNOWN, [email, address]);
    return row!.known;
  }

  /**
   * Counts an attempt as failed before its password is checked, so that no other node admits one at the same moment.
   *
   * @param free how many may fail before there is a delay
   * @returns what {@link release} needs; undefined, and nothing is counted, while a delay goes on
   */
  async reserve(key: Buffer, free: number): Promise<string | undefined> {
    const [row] = await this.sql.rows<{ reservation: string }>(RESERVE, [key, free]);
    return row?.reservation;
  }

  /** How long attempts are still refused, in seconds; not positive when they are not. */
  async remaining(key: Buffer, free: number): Promise<number> {
    const [row] = await this.sql.rows<{ seconds: number }>(REMAINING, [key, free]);
    return row?.seconds ?? 0;
  }

  /** Undoes the reservation of an attempt whose password was not checked. */
  async release(key: Buffer, reservation: string): Promise<void> {
    await this.sql.rows(RELEASE, [key, reservation]);
  }

  /** @param key null where no failures can have been counted */
  async succeed(key: Buffer | null, userId: string, address: string): Promise<void> {
    await this.sql.idempotent(SUCCEED, [key, userId, address]);
  }

  /** Removes failures that are forgotten anyway, and addresses that have not been used for long. */
  async prune(): Promise<void> {
    await this.sql.rows(PRUNE_FAILURES);
    await this.sql.rows(PRUNE_ADDRESSES);
  }
}
