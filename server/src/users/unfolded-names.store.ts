import { Injectable } from '@nestjs/common';
import { foldName, gramsOf } from '@smart-hub/contract/name-search';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';
import type { User } from './user.entity.js';

/** Uses the index `users_not_searchable`, which is empty when all names are folded. */
export const FIND_UNFOLDED = `
  select id, name from users
   where searchable_as is distinct from name and ($1::uuid is null or id > $1)
   order by id
   limit $2`;

/**
 * Skips users whose name has changed in the meantime or whose row is locked, and leaves them for the next run. So nodes
 * that fold the same names do not wait for each other.
 */
const FOLD = `
  with due as materialized (
    select u.id, f.name, f.folded, f.grams
      from jsonb_to_recordset($1::jsonb) as f (id uuid, name text, folded text, grams text[])
      join users u on u.id = f.id and u.name = f.name and u.searchable_as is distinct from u.name
       for no key update of u skip locked),
  written as (
    insert into searchable_names (user_id, folded, grams) select id, folded, grams from due
    on conflict (user_id) do update set folded = excluded.folded, grams = excluded.grams)
  update users set searchable_as = due.name from due where users.id = due.id`;

export type UnfoldedName = Pick<User, 'id' | 'name'>;

@Injectable()
export class UnfoldedNamesStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns users whose current name is not folded, in the order of their ids.
   *
   * @param after the last id of the previous batch; null for the first batch. Starting there skips the dead index
   *   entries that folding leaves behind until a vacuum.
   */
  next(after: string | null, limit: number): Promise<UnfoldedName[]> {
    return this.sql.rows<UnfoldedName & QueryResultRow>(FIND_UNFOLDED, [after, limit]);
  }

  /** Stores the folded forms of these names. Idempotent. */
  async fold(users: readonly UnfoldedName[]): Promise<void> {
    const names = users.map(({ id, name }) => {
      const folded = foldName(name);
      return { id, name, folded, grams: gramsOf(folded) };
    });
    await this.sql.idempotent(FOLD, [JSON.stringify(names)]);
  }
}
