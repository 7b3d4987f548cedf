import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

/** Failed logins are forgotten after so long without another. */
const FORGOTTEN_AFTER = `interval '1 hour'`;
/** How many addresses of one user are remembered. */
const ADDRESSES_PER_USER = 10;

/** What an attempt to log in is counted by. */
export interface AttemptKeys {
  /** As it is stored; there may be no account of it. */
  readonly email: string;
  readonly address: string;
  /** For attempts from anywhere, and for those from an address of the account's owner. */
  readonly keys: { readonly anywhere: Buffer; readonly here: Buffer };
}

export interface FailureRow {
  /** Whether the account's owner has logged in from the address. */
  readonly known: boolean;
  readonly failures: number;
  /** How long ago the last one was, in seconds. */
  readonly since: number;
}

const FIND = `
  select k.known, coalesce(f.failures, 0) as failures,
         coalesce(extract(epoch from clock_timestamp() - f.failed_at), 0)::float8 as since
    from (select exists (select from users u join login_addresses a on a.user_id = u.id and a.address = $2
                          where u.email = $1) as known) k
    left join login_failures f on f.key = case when k.known then $4::bytea else $3::bytea end
          and f.failed_at > clock_timestamp() - ${FORGOTTEN_AFTER}`;

const FAIL = `
  insert into login_failures (key, failures, failed_at) values ($1, 1, clock_timestamp())
  on conflict (key) do update
    set failures = case when login_failures.failed_at < clock_timestamp() - ${FORGOTTEN_AFTER}
                        then 1 else login_failures.failures + 1 end,
        failed_at = clock_timestamp()`;

/** Forgets the failures that were counted by the key, if there is one, and the address that was used longest ago. */
const SUCCEED = `
  with forgiven as (delete from login_failures where key = $1::bytea),
  used as (
    insert into login_addresses (user_id, address) values ($2, $3)
    on conflict (user_id, address) do update set used_at = now())
  delete from login_addresses
   where user_id = $2 and address in (
     select address from login_addresses where user_id = $2 and address <> $3
      order by used_at desc offset ${ADDRESSES_PER_USER - 1})`;

const PRUNE = `delete from login_failures where failed_at < clock_timestamp() - ${FORGOTTEN_AFTER}`;

@Injectable()
export class LoginDelayStore {
  constructor(private readonly sql: Sql) {}

  async find({ email, address, keys }: AttemptKeys): Promise<FailureRow> {
    const [row] = await this.sql.rows<{ known: boolean; failures: number; since: number }>(FIND, [
      email,
      address,
      keys.anywhere,
      keys.here,
    ]);
    return row!;
  }

  async fail(key: Buffer): Promise<void> {
    await this.sql.rows(FAIL, [key]);
  }

  /** @param key null where no failures can have been counted */
  async succeed(key: Buffer | null, userId: string, address: string): Promise<void> {
    await this.sql.idempotent(SUCCEED, [key, userId, address]);
  }

  /** Removes failures that are forgotten anyway. */
  async prune(): Promise<void> {
    await this.sql.rows(PRUNE);
  }
}
