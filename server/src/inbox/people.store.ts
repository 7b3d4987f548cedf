import { Injectable } from '@nestjs/common';
import type { NameSearch } from '@smart-hub/contract/name-search';
import { Sql } from '../platform/database/sql.js';
import { profileColumns, shownOnlineTo, type ProfileRow } from '../users/user.mapper.js';

export interface PersonRow extends ProfileRow {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
}

/** Who looks for people, and where they are in what they have found. */
export interface PeoplePlace {
  readonly userId: string;
  /** Whether people are wanted, too, with whom they have a direct conversation. */
  readonly everyone: boolean;
  /** The last person that they know. */
  readonly after: string | null;
}

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** Of `$1`, who they look for: others whose account is not disabled, and without `$2` those with whom there is no message yet. `$3` is the last that they know. */
const OTHERS = `u.id <> $1 and u.disabled_at is null and ($2 or u.id not in (
       select other.user_id
         from participants mine
         join conversations c on c.id = mine.conversation_id and c.kind = 'direct' and c.last_seq > 0
         join participants other on other.conversation_id = mine.conversation_id
        where mine.user_id = $1))`;

/** A person, as `$1` sees them. */
const PERSON = `u.id, u.name, ${shownOnlineTo('$1', 'u')} as online, ${profileColumns('u')}`;

const ALL = `
  select ${PERSON} from users u
   where u.listed and ${OTHERS} and ($3::uuid is null or (u.name, u.id) > (select a.name, a.id from users a where a.id = $3))
   order by u.name, u.id
   limit $4`;

const BY_EMAIL = `
  select ${PERSON} from users u where ${OTHERS} and u.email = $4 and $3::uuid is null`;

const BY_HANDLE = `
  select ${PERSON} from users u where u.listed and ${OTHERS} and u.handle = $4 and $3::uuid is null`;

/** From the best match to the worst: the whole name, its beginning, the beginning of a word, a part, words in another order. */
const RANK = `case when s.folded like any ($5) then 0 when s.folded like any ($6) then 1
              when s.folded like any ($7) then 2 when s.folded like any ($8) then 3 else 4 end`;

/** How much is looked at again, in seconds: longer than any transaction may take from its writing to its commit. */
const OVERLAP = 30;

/** One row at least, for the time. The clock of another database may be behind. */
const CHANGED_SINCE = `
  select now() as at, found.id, found.name, found.handle, found.color, found."createdAt", found."profileChangedAt" from (values (1)) as one left join (
    select u.id, u.name, ${profileColumns('u')} from users u
     where $2::timestamptz is not null
       and u.profile_changed_at > least($2::timestamptz, now()) - interval '${OVERLAP} seconds' and exists (
           select from participants other
             join conversations c on c.id = other.conversation_id and c.last_seq > 0
             join participants mine on mine.conversation_id = other.conversation_id
            where mine.user_id = $1 and other.user_id = u.id and other.user_id <> $1)
     order by u.profile_changed_at desc
     limit $3) as found on true`;

/** Those who changed their profile since, and when that was asked, by the database's clock. */
interface ChangedPeople {
  readonly at: Date;
  readonly people: readonly ChangedPerson[];
}
type ChangedPerson = Omit<PersonRow, 'online'>;

/** Reads across users, their folded names and conversations. */
@Injectable()
export class PeopleStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Those who share a conversation with a user and changed their profile since, and some who did shortly before.
   *
   * @param since nobody is found without it
   * @param limit those who did last
   */
  async changedSince(userId: string, since: string | null, limit: number): Promise<ChangedPeople> {
    type Row = ChangedPerson & { readonly at: Date };
    const rows = await this.sql.prepared<Row>('sync_people', CHANGED_SINCE, [userId, since, limit]);
    return { at: rows[0]!.at, people: rows.filter(({ id }) => id !== null) };
  }

  /** By name. */
  all({ userId, everyone, after }: PeoplePlace, limit: number): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(ALL, [userId, everyone, after, limit]);
  }

  /** The one with this address, as it is stored; after whom there is nobody. */
  byEmail({ userId, everyone, after }: PeoplePlace, email: string): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(BY_EMAIL, [userId, everyone, after, email]);
  }

  /** The one with this handle, if they are listed; after whom there is nobody. */
  byHandle({ userId, everyone, after }: PeoplePlace, handle: string): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(BY_HANDLE, [userId, everyone, after, handle]);
  }

  /**
   * The best matches first, then by folded name.
   *
   * @param handlePrefix who has a handle that begins like this is found as well, after all who are found by name
   */
  async byName(
    place: PeoplePlace,
    search: NameSearch,
    limit: number,
    handlePrefix: string | undefined,
  ): Promise<PersonRow[]> {
    if (search.alternatives.length === 0) return [];
    const { text, values } = nameStatement(place, search, limit, handlePrefix);
    return this.sql.rows<PersonRow>(text, values);
  }
}

/** The statement of a search by name: the grams are looked up in their index, and the parts then compared. */
export function nameStatement(place: PeoplePlace, search: NameSearch, limit: number, handlePrefix?: string): Statement {
  const values: unknown[] = [place.userId, place.everyone, place.after, limit, ...rankingOf(search.spellings)];
  const alternatives = search.alternatives.map(({ grams, parts }) => {
    const position = values.push(grams, parts.map(anywhere));
    return `s.grams @> $${position - 1} and s.folded like all ($${position})`;
  });
  // Of all that a handle can contain, nothing comes after the tilde.
  const position = handlePrefix === undefined ? 0 : values.push(handlePrefix, `${handlePrefix}~`);
  const byHandle = `
      union select s.user_id, s.folded, ${RANK} from users h join searchable_names s on s.user_id = h.id
             where h.handle between $${position - 1} and $${position}`;
  // Names first: PostgreSQL estimates that one name in two hundred matches, and would begin with all users.
  const text = `
    with found as materialized (
      select s.user_id, s.folded, ${RANK} as rank from searchable_names s where ${alternatives.join(' or ')}${position > 0 ? byHandle : ''})
    select ${PERSON}
      from found join users u on u.id = found.user_id and coalesce(u.searchable_as = u.name, false)
     where u.listed and ${OTHERS}
       and ($3::uuid is null or (rank, folded, user_id) > (
             select ${RANK}, s.folded, s.user_id from searchable_names s where s.user_id = $3))
     order by rank, folded, user_id
     limit $4`;
  return { text, values };
}

/** What the spellings of a search are compared with, from the best match to the worst: see `foldName`. */
function rankingOf(spellings: readonly string[]): string[][] {
  return [
    spellings.map((spelling) => anywhere(`\n ${spelling}\n`)),
    spellings.map((spelling) => anywhere(`\n ${spelling}`)),
    spellings.map((spelling) => anywhere(` ${spelling}`)),
    spellings.map(anywhere),
  ];
}

function anywhere(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
