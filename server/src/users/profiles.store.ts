import { Injectable } from '@nestjs/common';
import { foldName, gramsOf } from '@smart-hub/contract/name-search';
import type { ProfileChange } from '@smart-hub/contract/users';
import { refusalState } from '../platform/database/connection-failure.js';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { User } from './user.entity.js';

type ChosenProfile = Pick<User, 'name' | 'handle' | 'color'>;

const LOCK_USER = 'select name, handle, color from users where id = $1 and erased_at is null for no key update';
const HANDLE_OWNER = 'select id from users where handle = $1 and id <> $2';
const CHANGE = `
  update users
     set name = $2, searchable_as = $2, handle = $3, color = $4,
         profile_changed_at = greatest(date_trunc('milliseconds', clock_timestamp()), profile_changed_at + interval '1 millisecond')
   where id = $1`;
const CHANGE_SEARCHABLE = `
  insert into searchable_names (user_id, folded, grams) values ($1, $2, $3)
  on conflict (user_id) do update set folded = excluded.folded, grams = excluded.grams`;

/**
 * SQLSTATEs when two users choose the same handle at the same time: the other user was first (23505), or a deadlock
 * (40P01).
 */
const LOST_RACE_STATES: ReadonlySet<string | undefined> = new Set(['23505', '40P01']);

/** Changes the parts of a profile that the user chooses: name, handle, colour. */
@Injectable()
export class ProfilesStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Changes a profile. Idempotent.
   *
   * @returns `taken` if another user has the handle, `gone` if there is no such account
   */
  async change(id: string, change: ProfileChange): Promise<'stored' | 'taken' | 'gone'> {
    try {
      return await this.sql.idempotentTransaction((rows) => storeChange(rows, id, change));
    } catch (error) {
      if (LOST_RACE_STATES.has(refusalState(error))) return 'taken';
      throw error;
    }
  }
}

async function storeChange(rows: Rows, id: string, change: ProfileChange): Promise<'stored' | 'taken' | 'gone'> {
  const [before] = await rows<ChosenProfile>(LOCK_USER, [id]);
  if (!before) return 'gone';
  const { name = before.name, handle = before.handle, color = before.color } = change;
  if (name === before.name && handle === before.handle && color === before.color) return 'stored';
  if (handle !== null && (await rows(HANDLE_OWNER, [handle, id])).length > 0) return 'taken';
  if (name !== before.name) {
    const folded = foldName(name);
    await rows(CHANGE_SEARCHABLE, [id, folded, gramsOf(folded)]);
  }
  await rows(CHANGE, [id, name, handle, color]);
  return 'stored';
}
