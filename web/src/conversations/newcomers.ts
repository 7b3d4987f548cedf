import type { Person } from '@smart-hub/contract/users';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useSeat } from '../hub/seat.js';

/** Those who come at once, as after a restart of the server, are one piece of news. In milliseconds. */
const TOGETHER_MS = 1000;

/**
 * A number that changes when the list of people may be out of date: an unknown user came online, the connection is back, or the
 * page is focused again. No event is emitted for a registration, but a new user comes online right after it.
 *
 * @param known who is listed already; undefined until that is known
 */
export function useNews(isWanted: boolean, known: readonly Person[] | undefined): number {
  const { hub } = useSeat();
  const [news, setNews] = useState(0);
  /** Who was news once: not everybody is in the list, who comes and goes. */
  const strangers = useRef(new Set<string>());

  const isNew = useEffectEvent((id: string) => {
    const isKnown = known?.some((one) => one.id === id) || strangers.current.has(id);
    strangers.current.add(id);
    return !isKnown;
  });

  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasOnline = hub.status === 'online';
    const tell = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setNews((count) => count + 1);
      }, TOGETHER_MS);
    };
    const onLookedAt = () => {
      // Otherwise the connection tells when it is back.
      if (document.visibilityState === 'visible' && hub.status === 'online') tell();
    };
    const stops = [
      hub.socket.on('user_joined', ({ id }) => isNew(id) && tell()),
      hub.subscribe(() => {
        const isOnline = hub.status === 'online';
        if (isOnline && !wasOnline) tell();
        wasOnline = isOnline;
      }),
    ];
    window.addEventListener('focus', onLookedAt);
    document.addEventListener('visibilitychange', onLookedAt);
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      window.removeEventListener('focus', onLookedAt);
      document.removeEventListener('visibilitychange', onLookedAt);
    };
  }, [hub, isWanted]);

  return news;
}
