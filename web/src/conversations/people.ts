import type { Person, usersRoutes } from '@smart-hub/contract/users';
import { addressOf } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useSeat } from '../hub/seat.js';

const listPeople = addressOf<typeof usersRoutes.listPeople>('GET', '/users');

/** As fast as people type, and not faster. */
const PAUSE_MS = 120;

/** People by a part of their name who have not been written to; undefined until they are known. */
export function usePeople(query: string, isWanted = true): readonly Person[] | undefined {
  const { client } = useSeat();
  const [found, setFound] = useState<{ query: string; people: readonly Person[] }>();

  useEffect(() => {
    if (!isWanted) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      client
        .call(listPeople, { query: { q: query, limit: 30 } }, asking.signal)
        .then((people) => setFound({ query, people }))
        // Offline or too often: what was typed stays, and the next letter asks again.
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [client, query, isWanted]);

  return found?.query === query ? found.people : undefined;
}

/** Whether a name is meant by what was typed: every word begins one of its words, whatever the case and the accents. */
export function isMeant(name: string, query: string): boolean {
  const words = plain(name).split(/\s+/);
  return plain(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)) || plain(name).includes(part));
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase().trim();
