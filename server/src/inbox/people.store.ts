import { Injectable } from '@nestjs/common';
import type { NameSearch } from '@smart-hub/contract/name-search';
import { Sql } from '../platform/database/sql.js';
import { profileColumns, shownOnlineTo, type ProfileRow } from '../users/user.mapper.js';

export interface PersonRow extends ProfileRow {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
}

/** The user who searches for people, which people the results include, and where the page begins. */
export interface PeopleScope {
  readonly userId: string;
  /** Whether to include people with whom the user already has a direct conversation. */
  readonly everyone: boolean;
  /** The id of the last person of the previous page; null for the first page. */
  readonly after: string | null;
}

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * SQL: the people that the user `$1` may find: other users whose account is not disabled. If `$2` is false, people with
 * whom the user already has a direct conversation with messages are left out.
 */
const ELIGIBLE = `u.id <> $1 and u.disabled_at is null and ($2 or u.id not in (
       select other.user_id
         from participants mine
         join conversations c on c.id = mine.conversation_id and c.kind = 'direct' and c.last_seq > 0
         join participants other on other.conversation_id = mine.conversation_id
        where mine.user_id = $1))`;

/** SQL: the columns of a person as the user `$1` sees them. */
const PERSON_COLUMNS = `u.id, u.name, ${shownOnlineTo('$1', 'u')} as online, ${profileColumns('u')}`;

const ALL = `
  select ${PERSON_COLUMNS} from users u
   where u.listed and ${ELIGIBLE} and ($3::uuid is null or (u.name, u.id) > (select a.name, a.id from users a where a.id = $3))
   order by u.name, u.id
   limit $4`;

const BY_EMAIL = `
  select ${PERSON_COLUMNS} from users u where ${ELIGIBLE} and u.email = $4 and $3::uuid is null`;

const BY_HANDLE = `
  select ${PERSON_COLUMNS} from users u where u.listed and ${ELIGIBLE} and u.handle = $4 and $3::uuid is null`;

/**
 * SQL: the rank of a match, best first: the whole name, its beginning, the beginning of a word, any part, the words in
 * another order.
 */
const RANK = `case when s.folded like any ($5) then 0 when s.folded like any ($6) then 1
              when s.folded like any ($7) then 2 when s.folded like any ($8) then 3 else 4 end`;

/**
 * How far back each query overlaps the previous one, in seconds: longer than any transaction may take from a write to
 * its commit.
 */
const OVERLAP_SECONDS = 30;

/**
 * SQL: the people who changed their profile. The result has at least one row, so that it always contains the time. `$2`
 * can be later than `now()`, because it may come from the clock of another database.
 */
const CHANGED_SINCE = `
  select now() as at, found.id, found.name, found.handle, found.color, found."createdAt", found."profileChangedAt" from (values (1)) as one left join (
    select u.id, u.name, ${profileColumns('u')} from users u
     where $2::timestamptz is not null
       and u.profile_changed_at > least($2::timestamptz, now()) - interval '${OVERLAP_SECONDS} seconds' and exists (
           select from participants other
             join conversations c on c.id = other.conversation_id and c.last_seq > 0
             join participants mine on mine.conversation_id = other.conversation_id
            where mine.user_id = $1 and other.user_id = u.id and other.user_id <> $1)
     order by u.profile_changed_at desc
     limit $3) as found on true`;

/** People who changed their profile, and the time of the query, by the clock of the database. */
interface ChangedPeople {
  readonly at: Date;
  readonly people: readonly ChangedPerson[];
}
type ChangedPerson = Omit<PersonRow, 'online'>;

/** Reads people with their profiles, folded names and conversations. */
@Injectable()
export class PeopleStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns the people who share a conversation with a user and changed their profile after `since`, most recent change
   * first. The result also contains people who changed it shortly before `since`.
   *
   * @param since the `at` that the previous call returned; null returns no people
   * @param limit the maximum number of people
   */
  async changedSince(userId: string, since: string | null, limit: number): Promise<ChangedPeople> {
    type Row = ChangedPerson & { readonly at: Date };
    const rows = await this.sql.prepared<Row>('sync_people', CHANGED_SINCE, [userId, since, limit]);
    return { at: rows[0]!.at, people: rows.filter(({ id }) => id !== null) };
  }

  /** Returns a page of all listed people, in the order of their names. */
  page({ userId, everyone, after }: PeopleScope, limit: number): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(ALL, [userId, everyone, after, limit]);
  }

  /**
   * Returns the person with this normalized e-mail address. There is only one page: with `after` the result is empty.
   */
  byEmail({ userId, everyone, after }: PeopleScope, email: string): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(BY_EMAIL, [userId, everyone, after, email]);
  }

  /** Returns the listed person with this handle. There is only one page: with `after` the result is empty. */
  byHandle({ userId, everyone, after }: PeopleScope, handle: string): Promise<PersonRow[]> {
    return this.sql.rows<PersonRow>(BY_HANDLE, [userId, everyone, after, handle]);
  }

  /**
   * Returns a page of the people whose names match, best match first, then in the order of their folded names.
   *
   * @param handlePrefix if given, people whose handles start with this prefix are also found; they come after the
   *   matches by name
   */
  async byName(
    scope: PeopleScope,
    search: NameSearch,
    limit: number,
    handlePrefix: string | undefined,
  ): Promise<PersonRow[]> {
    if (search.alternatives.length === 0) return [];
    const { text, values } = nameStatement(scope, search, limit, handlePrefix);
    return this.sql.rows<PersonRow>(text, values);
  }
}

/**
 * Builds the statement of a search by name. The statement looks up the trigrams of the search in their index, and then
 * compares the parts of the search with the names that were found.
 */
export function nameStatement(scope: PeopleScope, search: NameSearch, limit: number, handlePrefix?: string): Statement {
  const values: unknown[] = [scope.userId, scope.everyone, scope.after, limit, ...rankPatterns(search.spellings)];
  const alternatives = search.alternatives.map(({ grams, parts }) => {
    const position = values.push(grams, parts.map(containsPattern));
    return `s.grams @> $${position - 1} and s.folded like all ($${position})`;
  });
  // A range that contains all handles with the prefix: the tilde sorts after every character that a handle can contain.
  const position = handlePrefix === undefined ? 0 : values.push(handlePrefix, `${handlePrefix}~`);
  const byHandle = `
      union select s.user_id, s.folded, ${RANK} from users h join searchable_names s on s.user_id = h.id
             where h.handle between $${position - 1} and $${position}`;
  // The names are searched first: PostgreSQL estimates that one name in 200 matches, and would otherwise begin with all
  // users.
  const text = `
    with found as materialized (
      select s.user_id, s.folded, ${RANK} as rank from searchable_names s where ${alternatives.join(' or ')}${position > 0 ? byHandle : ''})
    select ${PERSON_COLUMNS}
      from found join users u on u.id = found.user_id and coalesce(u.searchable_as = u.name, false)
     where u.listed and ${ELIGIBLE}
       and ($3::uuid is null or (rank, folded, user_id) > (
             select ${RANK}, s.folded, s.user_id from searchable_names s where s.user_id = $3))
     order by rank, folded, user_id
     limit $4`;
  return { text, values };
}

/**
 * Returns the `like` patterns of {@link RANK} for the spellings of a search, best match first. A folded name has one
 * line for each spelling, with a space before each word: see `foldName`.
 */
function rankPatterns(spellings: readonly string[]): string[][] {
  return [
    spellings.map((spelling) => containsPattern(`\n ${spelling}\n`)),
    spellings.map((spelling) => containsPattern(`\n ${spelling}`)),
    spellings.map((spelling) => containsPattern(` ${spelling}`)),
    spellings.map(containsPattern),
  ];
}

function containsPattern(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
