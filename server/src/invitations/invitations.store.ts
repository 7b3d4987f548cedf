import { Injectable } from '@nestjs/common';
import type { InvitationTerms } from '@smart-hub/contract/invitations';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';

export interface InvitationRow {
  readonly id: string;
  readonly uses: number;
  readonly max_uses: number;
  readonly created_at: Date;
  readonly expires_at: Date;
}

const COLUMNS = 'id, uses, max_uses, created_at, expires_at';
const VALID = 'uses < max_uses and expires_at > now()';

/** Unless the user has `$6` valid ones. */
const INSERT = `
  insert into invitations (id, token_hash, created_by, max_uses, expires_at)
  select $1, $2, $3, $4, now() + $5 * interval '1 day'
   where $3::uuid is null or (select count(*) from invitations where created_by = $3 and ${VALID}) < $6
  returning ${COLUMNS}`;
const LIST = `
  select ${COLUMNS} from invitations where created_by = $1 and ${VALID} order by created_at desc, id`;
const REVOKE = `
  update invitations set expires_at = now() where id = $1 and created_by = $2 and ${VALID} returning ${COLUMNS}`;
const SPEND = `update invitations set uses = uses + 1 where token_hash = $1 and ${VALID} returning id`;
const GIVE_BACK = `update invitations set uses = uses - 1 where id = $1 and uses > 0`;

@Injectable()
export class InvitationsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * @param createdBy null for the operator
   * @param limit how many valid ones a user may have
   * @returns null beyond the limit
   */
  async insert(
    { id, tokenHash, createdBy }: { id: string; tokenHash: Buffer; createdBy: string | null },
    { days, maxUses }: InvitationTerms,
    limit: number,
  ): Promise<InvitationRow | null> {
    const values = [id, tokenHash, createdBy, maxUses, days, limit];
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(INSERT, values);
    return row ?? null;
  }

  /** The valid ones of a user, the newest first. */
  list(userId: string): Promise<InvitationRow[]> {
    return this.sql.rows<InvitationRow & QueryResultRow>(LIST, [userId]);
  }

  /** Ends a valid one of a user; null if there is none. */
  async revoke(id: string, userId: string): Promise<InvitationRow | null> {
    const [row] = await this.sql.rows<InvitationRow & QueryResultRow>(REVOKE, [id, userId]);
    return row ?? null;
  }

  /** Uses a valid one once more. @returns its id; null if it is not valid */
  async spend(tokenHash: Buffer): Promise<string | null> {
    const [row] = await this.sql.rows<{ id: string }>(SPEND, [tokenHash]);
    return row?.id ?? null;
  }

  async giveBack(id: string): Promise<void> {
    await this.sql.rows(GIVE_BACK, [id]);
  }
}
