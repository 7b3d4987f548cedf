import { Injectable } from '@nestjs/common';
import type { InvitationTerms } from '@smart-hub/contract/invitations';
import type { QueryResultRow } from 'pg';
import { Sql, type Rows } from '../platform/database/sql.js';

export interface InvitationRow {
  readonly id: string;
  readonly uses: number;
  readonly max_uses: number;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** An invitation that was found by its token. */
export interface FoundInvitation {
  readonly id: string;
  readonly isExpired: boolean;
  readonly isUsedUp: boolean;
  readonly expiresAt: Date;
  /** The name of the user who created the invitation; null for the operator. */
  readonly invitedBy: string | null;
}

const COLUMNS = 'id, uses, max_uses, created_at, expires_at';
const VALID = 'uses < max_uses and expires_at > now()';

/** How long an expired invitation is kept. People who use it during this time learn that it has expired. */
const RETENTION = `interval '30 days'`;

/**
 * Makes transactions in which the same user creates invitations run one after the other, so that the count of the
 * user's invitations is correct.
 */
const LOCK_CREATOR = 'select from users where id = $1 for no key update';
const DELETE_EXPIRED = `delete from invitations where created_by = $1 and expires_at < now() - ${RETENTION}`;
/**
 * Like {@link DELETE_EXPIRED}, for the operator. It is a separate statement, because no index supports `is not distinct
 * from`.
 */
const DELETE_EXPIRED_OF_OPERATOR = `delete from invitations where created_by is null and expires_at < now() - ${RETENTION}`;
/** Inserts nothing if the user has `$6` valid invitations, or has been disabled in the meantime. */
const INSERT = `
  insert into invitations (id, token_hash, created_by, max_uses, expires_at)
  select $1, $2, $3, $4, now() + $5 * interval '1 day'
   where $3::uuid is null
      or exists (select from users where id = $3 and disabled_at is null)
         and (select count(*) from invitations where created_by = $3 and ${VALID}) < $6
  returning ${COLUMNS}`;
const LIST = `
  select ${COLUMNS} from invitations where created_by = $1 and ${VALID} order by created_at desc, id`;
const LIST_ALL = `
  select ${COLUMNS}, created_by from invitations where ${VALID} and ($1::uuid is null or id > $1) order by id limit $2`;
const REVOKE_ANY = `delete from invitations where id = $1 and ${VALID} returning ${COLUMNS}`;
const REVOKE = `delete from invitations where id = $1 and created_by = $2 and ${VALID} returning ${COLUMNS}`;
/** SQL: whether the account of the creator is not disabled, or the operator created the invitation. */
const CREATOR_IS_ENABLED = `(created_by is null or exists (
    select from users creator where creator.id = created_by and creator.disabled_at is null))`;
const FIND = `
  select i.id, i.expires_at <= now() as "isExpired", i.uses >= i.max_uses as "isUsedUp", i.expires_at as "expiresAt",
         u.name as "invitedBy"
    from invitations i left join users u on u.id = i.created_by
   where i.token_hash = $1 and ${CREATOR_IS_ENABLED}`;
const SPEND = `update invitations set uses = uses + 1 where id = $1 and ${VALID} and ${CREATOR_IS_ENABLED} returning id`;

@Injectable()
export class InvitationsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Stores an invitation, and deletes invitations of the same creator that expired long ago.
   *
   * @param createdBy null for the operator
   * @param limit the maximum number of valid invitations per user
   * @returns null if the user is at the limit or disabled
   */
  insert(
    { id, tokenHash, createdBy }: { id: string; tokenHash: Buffer; createdBy: string | null },
    { days, maxUses }: InvitationTerms,
    limit: number,
  ): Promise<InvitationRow | null> {
    const values = [id, tokenHash, createdBy, maxUses, days, limit];
    return this.sql.transaction(async (rows) => {
      if (createdBy === null) {
        await rows(DELETE_EXPIRED_OF_OPERATOR);
      } else {
        await rows(LOCK_CREATOR, [createdBy]);
        await rows(DELETE_EXPIRED, [createdBy]);
      }
      const [row] = await rows<InvitationRow & QueryResultRow>(INSERT, values);
      return row ?? null;
    });
  }

  /** Returns the valid invitations of a user, newest first. */
  list(userId: string): Promise<InvitationRow[]> {
    return this.sql.rows<InvitationRow & QueryResultRow>(LIST, [userId]);
  }

  /** Deletes a valid invitation of a user. Returns null if there is no such invitation. */
  async revoke(id: string, userId: string): Promise<InvitationRow | null> {
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(REVOKE, [id, userId]);
    return row ?? null;
  }

  /**
   * Returns the valid invitations of all users and of the operator, in the order of their ids, after the id `after`.
   */
  listAll(after: string | null, limit: number): Promise<(InvitationRow & { readonly created_by: string | null })[]> {
    return this.sql.rows<InvitationRow & QueryResultRow & { readonly created_by: string | null }>(LIST_ALL, [
      after,
      limit,
    ]);
  }

  /** Deletes a valid invitation of any creator. Returns null if there is no such invitation. */
  async revokeAny(id: string): Promise<InvitationRow | null> {
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(REVOKE_ANY, [id]);
    return row ?? null;
  }

  /**
   * Finds an invitation by its token, even if it is not valid. Returns null also if the account of its creator is
   * disabled.
   */
  async find(tokenHash: Buffer): Promise<FoundInvitation | null> {
    const [found] = await this.sql.rows<FoundInvitation & QueryResultRow>(FIND, [tokenHash]);
    return found ?? null;
  }

  /**
   * Counts one use of a valid invitation.
   *
   * @param rows runs statements in the transaction that creates the account. The invitation stays locked until this
   *   transaction ends.
   * @returns false if the invitation is no longer valid
   */
  async spend(rows: Rows, id: string): Promise<boolean> {
    return (await rows(SPEND, [id])).length > 0;
  }
}
