import type { Person } from '@smart-hub/contract/users';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useHubSession } from '../hub/hub-session.js';

/**
 * Changes within this time cause one update: after a restart of the server, many users come online at once. In
 * milliseconds.
 */
const BATCH_MS = 1000;

/**
 * Returns a number that changes when the list of people may be out of date: an unknown user came online, the
 * connection is back, or the page is focused again. No event is emitted for a registration, but a new user comes
 * online right after it.
 *
 * @param known the people in the list; undefined until it has been loaded
 */
export function usePeopleVersion(isWanted: boolean, known: readonly Person[] | undefined): number {
  const { hub } = useHubSession();
  const [version, setVersion] = useState(0);
  /**
   * The ids of unknown users who were counted once. Not every user is in the list, and these may go online and
   * offline often.
   */
  const counted = useRef(new Set<string>());

  const isNew = useEffectEvent((id: string) => {
    const isKnown = known?.some((one) => one.id === id) || counted.current.has(id);
    counted.current.add(id);
    return !isKnown;
  });

  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasOnline = hub.status === 'online';
    const scheduleUpdate = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((count) => count + 1);
      }, BATCH_MS);
    };
    const onPageShown = () => {
      // While offline, the return of the connection causes the update.
      if (document.visibilityState === 'visible' && hub.status === 'online') scheduleUpdate();
    };
    const unsubscribes = [
      hub.socket.on('user_joined', ({ id }) => isNew(id) && scheduleUpdate()),
      hub.subscribe(() => {
        const isOnline = hub.status === 'online';
        if (isOnline && !wasOnline) scheduleUpdate();
        wasOnline = isOnline;
      }),
    ];
    window.addEventListener('focus', onPageShown);
    document.addEventListener('visibilitychange', onPageShown);
    return () => {
      clearTimeout(timer);
      for (const unsubscribe of unsubscribes) unsubscribe();
      window.removeEventListener('focus', onPageShown);
      document.removeEventListener('visibilitychange', onPageShown);
    };
  }, [hub, isWanted]);

  return version;
}
