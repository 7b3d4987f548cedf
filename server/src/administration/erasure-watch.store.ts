import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';

/** How far the erasing of an account has come. */
export interface ErasureRow {
  readonly user_id: string;
  readonly after_conversation_id: string | null;
}

/** What was found, and when, by the database's clock: to go on from there. */
export interface Look {
  readonly at: Date;
  readonly erasures: readonly ErasureRow[];
}

/** How much is looked at again, in seconds: longer than any transaction may take from its writing to its commit. */
const OVERLAP = 30;

/** One row at least, for the time. */
const PROGRESSED = `
  select now() as at, e.user_id, e.after_conversation_id
    from (values (1)) as one
    left join erasures e on e.progressed_at > coalesce(least($1::timestamptz, now()), now()) - interval '${OVERLAP} seconds'`;
const PARTNERS = `
  select distinct other.user_id as id
    from participants mine
    join participants other on other.conversation_id = mine.conversation_id and other.user_id <> mine.user_id
   where mine.user_id = $1 and mine.conversation_id <= $3 and ($2::uuid is null or mine.conversation_id > $2)`;

@Injectable()
export class ErasureWatchStore {
  constructor(private readonly sql: Sql) {}

  /** The erasings that have progressed since a look, and some that did before. @param at undefined: at the first look */
  async progressed(at: Date | undefined): Promise<Look> {
    const rows = await this.sql.rows<{ at: Date; user_id: string | null; after_conversation_id: string | null }>(
      PROGRESSED,
      [at ?? null],
    );
    const erasures = rows.flatMap(({ user_id, after_conversation_id }) =>
      user_id === null ? [] : [{ user_id, after_conversation_id }],
    );
    return { at: rows[0]!.at, erasures };
  }

  /** With whom a user shares a conversation whose id is after one, undefined: from the first, and not after another. */
  async partners(userId: string, after: string | undefined, upTo: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string } & QueryResultRow>(PARTNERS, [userId, after ?? null, upTo]);
    return rows.map(({ id }) => id);
  }
}
