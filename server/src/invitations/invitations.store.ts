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

/** An invitation as a person who has its token finds it. */
export interface FoundInvitation {
  readonly id: string;
  readonly isExpired: boolean;
  readonly isUsedUp: boolean;
  readonly expiresAt: Date;
  /** The name of the user who made it; null for the operator. */
  readonly invitedBy: string | null;
}

const COLUMNS = 'id, uses, max_uses, created_at, expires_at';
const VALID = 'uses < max_uses and expires_at > now()';

/** How long an expired invitation is kept, so that its holder learns that it has expired. */
const KEEP = `interval '30 days'`;

/** Serializes what one user creates, so that the count is right. */
const LOCK_MAKER = 'select from users where id = $1 for no key update';
const FORGET = `delete from invitations where created_by = $1 and expires_at < now() - ${KEEP}`;
/** A statement of its own, since no index serves `is not distinct from`. */
const FORGET_OPERATORS = `delete from invitations where created_by is null and expires_at < now() - ${KEEP}`;
/** Unless the user has `$6` valid ones, or has been disabled meanwhile. */
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
/** Who made it can still log in; or it is the operator's. */
const MAKER_IS_ENABLED = `(created_by is null or exists (
    select from users maker where maker.id = created_by and maker.disabled_at is null))`;
const FIND = `
  select i.id, i.expires_at <= now() as "isExpired", i.uses >= i.max_uses as "isUsedUp", i.expires_at as "expiresAt",
         u.name as "invitedBy"
    from invitations i left join users u on u.id = i.created_by
   where i.token_hash = $1 and ${MAKER_IS_ENABLED}`;
const SPEND = `update invitations set uses = uses + 1 where id = $1 and ${VALID} and ${MAKER_IS_ENABLED} returning id`;

@Injectable()
export class InvitationsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * @param createdBy null for the operator
   * @param limit how many valid ones a user may have
   * @returns null beyond the limit
   */
  insert(
    { id, tokenHash, createdBy }: { id: string; tokenHash: Buffer; createdBy: string | null },
    { days, maxUses }: InvitationTerms,
    limit: number,
  ): Promise<InvitationRow | null> {
    const values = [id, tokenHash, createdBy, maxUses, days, limit];
    return this.sql.transaction(async (rows) => {
      if (createdBy === null) {
        await rows(FORGET_OPERATORS);
      } else {
        await rows(LOCK_MAKER, [createdBy]);
        await rows(FORGET, [createdBy]);
      }
      const [row] = await rows<InvitationRow & QueryResultRow>(INSERT, values);
      return row ?? null;
    });
  }

  /** The valid ones of a user, the newest first. */
  list(userId: string): Promise<InvitationRow[]> {
    return this.sql.rows<InvitationRow & QueryResultRow>(LIST, [userId]);
  }

  /** Deletes a valid one of a user; null if there is none. */
  async revoke(id: string, userId: string): Promise<InvitationRow | null> {
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(REVOKE, [id, userId]);
    return row ?? null;
  }

  /** The valid ones of everybody, by id, after one of them. */
  listAll(after: string | null, limit: number): Promise<(InvitationRow & { readonly created_by: string | null })[]> {
    return this.sql.rows<InvitationRow & QueryResultRow & { readonly created_by: string | null }>(LIST_ALL, [
      after,
      limit,
    ]);
  }

  /** Deletes a valid one, whoever made it; null if there is none. */
  async revokeAny(id: string): Promise<InvitationRow | null> {
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(REVOKE_ANY, [id]);
    return row ?? null;
  }

  /** Valid or not; null also where its maker's account is disabled. */
  async find(tokenHash: Buffer): Promise<FoundInvitation | null> {
    const [found] = await this.sql.rows<FoundInvitation & QueryResultRow>(FIND, [tokenHash]);
    return found ?? null;
  }

  /**
   * Counts a use of a valid one.
   *
   * @param rows of the transaction to which the use belongs; its row stays locked until that ends
   * @returns false if it is not valid any more
   */
  async spend(rows: Rows, id: string): Promise<boolean> {
    return (await rows(SPEND, [id])).length > 0;
  }
}
