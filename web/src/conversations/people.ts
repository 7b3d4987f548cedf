import { cleanHandle, isHandlePrefix } from '@smart-hub/contract/handle';
import { nameFilter } from '@smart-hub/contract/name-search';
import type { Person, usersRoutes } from '@smart-hub/contract/users';
import { addressOf, HubError, type HubClient, type ListPage } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { AGAIN_MS } from '../hub/patience.js';
import { useSeat } from '../hub/seat.js';
import { useNews } from './newcomers.js';
import { useInbox, type Listed } from './order.js';

const listPeople = addressOf<typeof usersRoutes.listPeople>('GET', '/users');
const getPerson = addressOf<typeof usersRoutes.person>('GET', '/users/:id');

/** How much one can search for, in characters. */
export const MOST_TYPED = 254;

/** As fast as people type, and not faster; an address is looked up once it is whole, as not too many may be. */
const PAUSE_MS = { name: 120, address: 600 };

/** How many people are shown at first, and how many more each time. */
const PAGE = 30;
/** How many people one request asks for at most: as many as the server gives. */
const MOST_ASKED = 100;

/** Whom a search has found, best match first. */
export interface FoundPeople {
  readonly people: readonly Person[];
  /** Loads more of them; absent when these are all. */
  readonly loadMore?: () => void;
  /** Why there are none, in words. */
  readonly refusal?: string;
}

interface Loaded {
  readonly people: readonly Person[];
  readonly hasMore: boolean;
}

/**
 * Reads from the beginning on, also where more are wanted: who is gone is left out, who is new is in their place, and nobody is
 * there twice.
 *
 * @param count how many people at least, if there are so many
 */
async function readPeople(client: HubClient, q: string, count: number, signal: AbortSignal): Promise<Loaded> {
  const found = new Map<string, Person>();
  let place: Readonly<Record<string, string>> | undefined = { q, everyone: 'true' };
  do {
    const limit = String(Math.min(count - found.size, MOST_ASKED));
    const { items, next }: ListPage<typeof usersRoutes.listPeople> = await client.page(
      listPeople,
      { query: { ...place, limit } },
      signal,
    );
    for (const person of items) found.set(person.id, person);
    place = next;
  } while (place && found.size < count);
  return { people: [...found.values()], hasMore: place !== undefined };
}

/**
 * People by words of their name, by their handle, or by their whole e-mail address; undefined until they are known. Read again
 * when somebody may have joined.
 */
export function usePeople(query: string, isWanted = true): FoundPeople | undefined {
  const { client } = useSeat();
  const [found, setFound] = useState<FoundPeople & { readonly query: string }>();
  const [wanted, setWanted] = useState({ query, count: PAGE });
  const count = wanted.query === query ? wanted.count : PAGE;
  const shown = found?.query === query ? found : undefined;
  // What begins with @ is a handle.
  const isAddress = query.lastIndexOf('@') > 0;
  const news = useNews(isWanted && !isAddress, shown?.people);

  useEffect(() => {
    if (!isWanted) return;
    const asking = new AbortController();
    const load = async () => {
      try {
        const { people, hasMore } = await readPeople(client, query, count, asking.signal);
        const loadMore = () => setWanted({ query, count: people.length + PAGE });
        setFound({ query, people, ...(hasMore && { loadMore }) });
      } catch (error) {
        // Offline or too often: what was typed stays, and the next letter asks again.
        if (!(error instanceof HubError) || error.code !== 'rate.email_lookups') return;
        setFound({ query, people: [], refusal: error.message });
      }
    };
    const timer = setTimeout(() => void load(), isAddress ? PAUSE_MS.address : PAUSE_MS.name);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
    // News are a reason to ask the same again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, query, isAddress, isWanted, count, news]);

  return shown;
}

/**
 * A person by id. Asks again until there is an answer.
 *
 * @param id undefined: nobody is asked for
 * @returns `null` when there is none; `unavailable` when the server did not say; undefined until it has answered
 */
export function usePerson(id: string | undefined, isConnected: boolean): Person | 'unavailable' | null | undefined {
  const { client } = useSeat();
  const [answer, setAnswer] = useState<{ readonly id: string; readonly person: Person | 'unavailable' | null }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (id === undefined || !isConnected) return;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    client.call(getPerson, { params: { id } }, asking.signal).then(
      (person) => setAnswer({ id, person }),
      (error: unknown) => {
        if (asking.signal.aborted) return;
        const isNobody = error instanceof HubError && NOBODY.has(error.code);
        setAnswer({ id, person: isNobody ? null : 'unavailable' });
        if (!isNobody) timer = setTimeout(() => setAttempt(attempt + 1), AGAIN_MS);
      },
    );
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [client, id, isConnected, attempt]);

  return answer?.id === id ? answer?.person : undefined;
}

/** What is answered for an id of nobody, and for what is none. */
const NOBODY: ReadonlySet<string> = new Set(['user.not_found', 'request.invalid']);

/** Whether a handle begins like what was typed. */
function handleFilter(query: string): (handle: string | undefined) => boolean {
  const prefix = cleanHandle(query);
  const isMeant = query.startsWith('@') || isHandlePrefix(prefix);
  return (handle) => isMeant && (handle?.startsWith(prefix) ?? false);
}

export interface FoundAnybody extends Omit<FoundPeople, 'people'> {
  /** Newest activity first. */
  readonly conversations: readonly Listed[];
  /** People without a conversation; undefined until they are known. */
  readonly newcomers: readonly Person[] | undefined;
}

/** Conversations at once, and people without one when the server has found them. An empty search has all conversations. */
export function useSearch(query: string): FoundAnybody {
  const all = useInbox();
  const { people, ...more } = usePeople(query, query !== '') ?? {};
  const isNamed = nameFilter(query);
  const hasHandle = handleFilter(query);
  const found = new Set(people?.map(({ id }) => id));
  const known = new Set(all.map(({ user }) => user.id));
  return {
    ...more,
    conversations: all.filter(({ user }) => isNamed(user.name) || hasHandle(user.handle) || found.has(user.id)),
    newcomers: people?.filter(({ id }) => !known.has(id)),
  };
}
