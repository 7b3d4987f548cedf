import { Injectable } from '@nestjs/common';
import { foldName, gramsOf } from '@smart-hub/contract/name-search';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';
import type { User } from './user.entity.js';

/** Found by the index `users_not_searchable`, which is empty when there are none. */
export const UNFOLDED = `
  select id, name from users
   where searchable_as is distinct from name and ($1::uuid is null or id > $1)
   order by id
   limit $2`;

/**
 * Leaves out whose name has changed meanwhile, and whose row somebody else has locked: they come with the next round. So nodes
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
   * Users whose name is not folded as it is now, by id.
   *
   * @param after the last one of the batch before: what that has folded leaves something behind in the index until it is vacuumed
   */
  next(after: string | null, limit: number): Promise<UnfoldedName[]> {
    return this.sql.rows<UnfoldedName & QueryResultRow>(UNFOLDED, [after, limit]);
  }

  async fold(users: readonly UnfoldedName[]): Promise<void> {
    const names = users.map(({ id, name }) => {
      const folded = foldName(name);
      return { id, name, folded, grams: gramsOf(folded) };
    });
    await this.sql.idempotent(FOLD, [JSON.stringify(names)]);
  }
}
