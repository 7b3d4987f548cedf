import type { Person } from '@smart-hub/contract/users';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useHubSession } from '../hub/hub-session.js';

/**
 * Events within this time change the version only once, in milliseconds: after a restart of the server, many users come
 * online at the same time.
 */
const BATCH_MS = 1000;

/**
 * Returns a number that changes when the list of people can be out of date: a user who is not in the list came online,
 * the connection is back, or the page is focused again. The server emits no event for a registration, but a new user
 * comes online right after registering.
 *
 * @param isWanted whether to watch for such changes
 * @param known the people in the list; undefined until it has been loaded
 */
export function usePeopleVersion(isWanted: boolean, known: readonly Person[] | undefined): number {
  const { hub } = useHubSession();
  const [version, setVersion] = useState(0);
  /**
   * The ids of users who came online and were not in the list. Each of them changes the version only once, because
   * users who cannot be listed may go online and offline often.
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
      // While offline, nothing can be loaded; the version changes when the connection is back.
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
