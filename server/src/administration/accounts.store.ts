import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';

/** An account as the operator sees it. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly handle: string | null;
  readonly email: string;
  readonly created_at: Date;
  readonly last_seen_at: Date | null;
  readonly online: boolean;
  readonly disabled_at: Date | null;
  readonly erased_at: Date | null;
  /** Whether the erasure of the account has begun and has not finished. */
  readonly is_erasing: boolean;
}

const ACCOUNTS = `
  select u.id, u.name, u.handle, u.email, u.created_at, u.last_seen_at, u.online, u.disabled_at, u.erased_at,
         exists (select from erasures e where e.user_id = u.id and e.finished_at is null) as is_erasing
    from users u`;
const PAGE = `${ACCOUNTS} where $1::uuid is null or u.id > $1 order by u.id limit $2`;
const BY_ID = `${ACCOUNTS} where u.id = $1`;
const BY_HANDLE = `${ACCOUNTS} where u.handle = $1`;
const BY_EMAIL = `${ACCOUNTS} where u.email = $1`;
const DISABLE = `
  with account as (
    update users set disabled_at = coalesce(disabled_at, clock_timestamp()) where id = $1 and erased_at is null returning id)
  update sessions set ended_at = clock_timestamp() where user_id in (select id from account) and ended_at is null`;
const ENABLE = `update users set disabled_at = null where id = $1 and erased_at is null`;

/** Reads all accounts, and disables and enables them. */
@Injectable()
export class AccountsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns a page of accounts in the order of their ids, which is mostly the order of registration, after the id
   * `after`.
   */
  page(after: string | null, limit: number): Promise<AccountRow[]> {
    return this.sql.rows<AccountRow & QueryResultRow>(PAGE, [after, limit]);
  }

  async byId(id: string): Promise<AccountRow | undefined> {
    const [row] = await this.sql.rows<AccountRow & QueryResultRow>(BY_ID, [id]);
    return row;
  }

  /** @param email in its stored form */
  async byEmail(email: string): Promise<AccountRow | undefined> {
    const [row] = await this.sql.rows<AccountRow & QueryResultRow>(BY_EMAIL, [email]);
    return row;
  }

  /** @param handle in its stored form */
  async byHandle(handle: string): Promise<AccountRow | undefined> {
    const [row] = await this.sql.rows<AccountRow & QueryResultRow>(BY_HANDLE, [handle]);
    return row;
  }

  /** Disables or enables an account. Disabling also ends its sessions. Does nothing for an erased account. */
  async setDisabled(id: string, isDisabled: boolean): Promise<void> {
    await this.sql.idempotent(isDisabled ? DISABLE : ENABLE, [id]);
  }
}
