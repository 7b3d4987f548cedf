import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';

/** The progress of the erasure of an account. */
export interface ErasureRow {
  readonly user_id: string;
  readonly after_conversation_id: string | null;
}

/**
 * Erasures that have progressed, and the time of the query by the clock of the database. The next query continues from
 * this time.
 */
export interface ErasureProgress {
  readonly at: Date;
  readonly erasures: readonly ErasureRow[];
}

/**
 * How far back each query overlaps the previous one, in seconds: longer than any transaction may take from a write to
 * its commit.
 */
const OVERLAP_SECONDS = 30;

/** The result has at least one row, so that it always contains the time. */
const PROGRESSED = `
  select now() as at, e.user_id, e.after_conversation_id
    from (values (1)) as one
    left join erasures e on e.progressed_at > coalesce(least($1::timestamptz, now()), now()) - interval '${OVERLAP_SECONDS} seconds'`;
const PARTNERS = `
  select distinct other.user_id as id
    from participants mine
    join participants other on other.conversation_id = mine.conversation_id and other.user_id <> mine.user_id
   where mine.user_id = $1 and mine.conversation_id <= $3 and ($2::uuid is null or mine.conversation_id > $2)`;

@Injectable()
export class ErasureWatcherStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns the erasures that have progressed since the previous query. The result also contains erasures that
   * progressed shortly before.
   *
   * @param at the time of the previous query; undefined for the first query
   */
  async progressSince(at: Date | undefined): Promise<ErasureProgress> {
    const rows = await this.sql.rows<{ at: Date; user_id: string | null; after_conversation_id: string | null }>(
      PROGRESSED,
      [at ?? null],
    );
    const erasures = rows.flatMap(({ user_id, after_conversation_id }) =>
      user_id === null ? [] : [{ user_id, after_conversation_id }],
    );
    return { at: rows[0]!.at, erasures };
  }

  /**
   * Returns the ids of the users who share a conversation with a user. Considers only conversations whose ids are after
   * `after`, if given, and not after `upTo`.
   */
  async partners(userId: string, after: string | undefined, upTo: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string } & QueryResultRow>(PARTNERS, [userId, after ?? null, upTo]);
    return rows.map(({ id }) => id);
  }
}
