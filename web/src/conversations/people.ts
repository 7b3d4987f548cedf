import { cleanHandle, isHandlePrefix } from '@smart-hub/contract/handle';
import { nameFilter } from '@smart-hub/contract/name-search';
import type { Person, usersRoutes } from '@smart-hub/contract/users';
import { addressOf, HubError, type ConversationView, type ListPage } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useConversations, useSeat } from '../hub/seat.js';

const listPeople = addressOf<typeof usersRoutes.listPeople>('GET', '/users');
const getPerson = addressOf<typeof usersRoutes.person>('GET', '/users/:id');
type Query = ListPage<typeof usersRoutes.listPeople>['next'];

/** How much one can search for, in characters. */
export const MOST_TYPED = 254;

/** As fast as people type, and not faster; an address is looked up once it is whole, as not too many may be. */
const PAUSE_MS = { name: 120, address: 600 };

/** Whom a search has found, best match first. */
export interface FoundPeople {
  readonly people: readonly Person[];
  /** Loads more of them; absent when these are all. */
  readonly loadMore?: () => void;
  /** Why there are none, in words. */
  readonly refusal?: string;
}

/** People by words of their name, by their handle, or by their whole e-mail address; undefined until they are known. */
export function usePeople(query: string, isWanted = true): FoundPeople | undefined {
  const { client } = useSeat();
  const [found, setFound] = useState<FoundPeople & { readonly query: string }>();

  useEffect(() => {
    if (!isWanted) return;
    const asking = new AbortController();
    const load = async (page: Query, before: readonly Person[]) => {
      try {
        const { items, next } = await client.page(listPeople, { query: { ...page } }, asking.signal);
        const people = [...before, ...items];
        setFound({ query, people, ...(next && { loadMore: () => void load(next, people) }) });
      } catch (error) {
        // Offline or too often: what was typed stays, and the next letter asks again.
        if (!(error instanceof HubError) || error.code !== 'rate.email_lookups') return;
        setFound({ query, people: [], refusal: error.message });
      }
    };
    const first = { q: query, everyone: 'true', limit: '30' };
    // What begins with @ is a handle.
    const isAddress = query.lastIndexOf('@') > 0;
    const timer = setTimeout(() => void load(first, []), isAddress ? PAUSE_MS.address : PAUSE_MS.name);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [client, query, isWanted]);

  return found?.query === query ? found : undefined;
}

/**
 * A person by id.
 *
 * @param id undefined: nobody is asked for
 * @param isConnected asks again where there was no answer
 * @returns `null` when there is none; undefined until that is known
 */
export function usePerson(id: string | undefined, isConnected: boolean): Person | null | undefined {
  const { client } = useSeat();
  const [answer, setAnswer] = useState<{ readonly id: string; readonly person: Person | null }>();

  useEffect(() => {
    if (id === undefined || !isConnected) return;
    const asking = new AbortController();
    client.call(getPerson, { params: { id } }, asking.signal).then(
      (person) => setAnswer({ id, person }),
      (error: unknown) => {
        if (error instanceof HubError && NOBODY.has(error.code)) setAnswer({ id, person: null });
      },
    );
    return () => asking.abort();
  }, [client, id, isConnected]);

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
  readonly conversations: readonly ConversationView[];
  /** People without a conversation; undefined until they are known. */
  readonly newcomers: readonly Person[] | undefined;
}

/** Conversations at once, and people without one when the server has found them. An empty search has all conversations. */
export function useSearch(query: string): FoundAnybody {
  const all = useConversations();
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
