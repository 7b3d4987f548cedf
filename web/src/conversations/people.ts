import { cleanHandle, isHandlePrefix } from '@smart-hub/contract/handle';
import { nameFilter } from '@smart-hub/contract/name-search';
import type { Person, usersRoutes } from '@smart-hub/contract/users';
import { addressOf, HubError, type HubClient, type ListPage } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { RETRY_MS } from '../lib/request-timeout.js';
import { useHubSession } from '../hub/hub-session.js';
import { usePeopleVersion } from './people-version.js';
import { useInbox, type ListedConversation } from './order.js';

const listPeople = addressOf<typeof usersRoutes.listPeople>('GET', '/users');
const getPerson = addressOf<typeof usersRoutes.person>('GET', '/users/:id');

/** The maximum length of a search text, in characters. */
export const MAX_QUERY_CHARACTERS = 254;

/**
 * How long after the last key the search starts, in milliseconds: about the time between two keys. Longer for e-mail
 * addresses, which the user should type completely first, because the server limits lookups of addresses.
 */
const DEBOUNCE_MS = { name: 120, address: 600 };

/** How many people are shown at first, and how many more each time the user requests more. */
const PAGE_SIZE = 30;
/** The maximum number of people in one response: the limit of the server. */
const MAX_PER_REQUEST = 100;

/** The people that match a search, best match first. */
export interface PeopleResults {
  readonly people: readonly Person[];
  /** Loads more people; absent if all people are loaded. */
  readonly loadMore?: () => void;
  /** The error message if the search failed. */
  readonly errorMessage?: string;
}

interface Loaded {
  readonly people: readonly Person[];
  readonly hasMore: boolean;
}

/**
 * Reads all pages of people from the first one, even if only more people are needed. So the list contains no people who
 * were deleted meanwhile, contains new people at their position in the order, and has no duplicates.
 *
 * @param count the number of people to read, if there are that many
 */
async function readPeople(client: HubClient, q: string, count: number, signal: AbortSignal): Promise<Loaded> {
  const found = new Map<string, Person>();
  let cursor: Readonly<Record<string, string>> | undefined = { q, everyone: 'true' };
  do {
    const limit = String(Math.min(count - found.size, MAX_PER_REQUEST));
    const { items, next }: ListPage<typeof usersRoutes.listPeople> = await client.page(
      listPeople,
      { query: { ...cursor, limit } },
      signal,
    );
    for (const person of items) found.set(person.id, person);
    cursor = next;
  } while (cursor && found.size < count);
  return { people: [...found.values()], hasMore: cursor !== undefined };
}

/**
 * Searches people by words of their name, by their handle, or by their complete e-mail address. Searches again when a
 * new user may have registered.
 *
 * @returns undefined until the server has responded
 */
export function usePeople(query: string, isWanted = true): PeopleResults | undefined {
  const { client } = useHubSession();
  const [latest, setLatest] = useState<PeopleResults & { readonly query: string }>();
  const [wanted, setWanted] = useState({ query, count: PAGE_SIZE });
  const count = wanted.query === query ? wanted.count : PAGE_SIZE;
  const results = latest?.query === query ? latest : undefined;
  // A query that begins with @ is a handle.
  const isAddress = query.lastIndexOf('@') > 0;
  const version = usePeopleVersion(isWanted && !isAddress, results?.people);

  useEffect(() => {
    if (!isWanted) return;
    const request = new AbortController();
    const load = async () => {
      try {
        const { people, hasMore } = await readPeople(client, query, count, request.signal);
        const loadMore = () => setWanted({ query, count: people.length + PAGE_SIZE });
        setLatest({ query, people, ...(hasMore && { loadMore }) });
      } catch (error) {
        // Other errors are not shown, because the next character that the user types starts a new search. The limit of
        // address lookups lasts longer.
        if (!(error instanceof HubError) || error.code !== 'rate.email_lookups') return;
        setLatest({ query, people: [], errorMessage: error.message });
      }
    };
    const timer = setTimeout(() => void load(), isAddress ? DEBOUNCE_MS.address : DEBOUNCE_MS.name);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
    // Depends on `version`, so that the same search is repeated when the list of people can be out of date.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, query, isAddress, isWanted, count, version]);

  return results;
}

/**
 * Fetches a person by id. Retries until the server has responded.
 *
 * @param id undefined if no person is needed
 * @returns the person; `null` if there is no such person; `unavailable` if the request has failed and will be retried;
 *   undefined until the first response
 */
export function usePerson(id: string | undefined, isConnected: boolean): Person | 'unavailable' | null | undefined {
  const { client } = useHubSession();
  const [result, setResult] = useState<{ readonly id: string; readonly person: Person | 'unavailable' | null }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (id === undefined || !isConnected) return;
    const request = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    client.call(getPerson, { params: { id } }, request.signal).then(
      (person) => setResult({ id, person }),
      (error: unknown) => {
        if (request.signal.aborted) return;
        const isMissing = error instanceof HubError && NO_SUCH_PERSON.has(error.code);
        setResult({ id, person: isMissing ? null : 'unavailable' });
        if (!isMissing) timer = setTimeout(() => setAttempt(attempt + 1), RETRY_MS);
      },
    );
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [client, id, isConnected, attempt]);

  return result?.id === id ? result?.person : undefined;
}

/** The problem codes for an unknown id and for an id that is not valid. */
const NO_SUCH_PERSON: ReadonlySet<string> = new Set(['user.not_found', 'request.invalid']);

/** Returns a filter that accepts handles that begin with the query. */
function handleFilter(query: string): (handle: string | undefined) => boolean {
  const prefix = cleanHandle(query);
  const mayBeHandle = query.startsWith('@') || isHandlePrefix(prefix);
  return (handle) => mayBeHandle && (handle?.startsWith(prefix) ?? false);
}

/** The conversations and people that match a search. */
export interface SearchResult extends Omit<PeopleResults, 'people'> {
  /** The matching conversations, newest activity first. */
  readonly conversations: readonly ListedConversation[];
  /** The matching people without a conversation; undefined until the server has responded. */
  readonly newContacts: readonly Person[] | undefined;
}

/**
 * Searches the loaded conversations at once, and people without a conversation by a request to the server. An empty
 * query matches all conversations.
 */
export function useSearch(query: string): SearchResult {
  const all = useInbox();
  const { people, ...more } = usePeople(query, query !== '') ?? {};
  const matchesName = nameFilter(query);
  const matchesHandle = handleFilter(query);
  const found = new Set(people?.map(({ id }) => id));
  const known = new Set(all.map(({ user }) => user.id));
  return {
    ...more,
    conversations: all.filter(({ user }) => matchesName(user.name) || matchesHandle(user.handle) || found.has(user.id)),
    newContacts: people?.filter(({ id }) => !known.has(id)),
  };
}
