import type { ConversationView } from '@smart-hub/sdk';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useSeat } from '../hub/seat.js';
import { changeOf, keyOf, type Row } from './rows.js';
import { useSeen } from './seen.js';

/** Nearer to the end than this is at the end. */
const END_PX = 60;
/** More is asked for before anybody sees that it is missing. */
const AHEAD_PX = 1500;
const PAGE = 100;

/**
 * Where the history stands, and what follows from it: it opens at the first unread message, stays at the end when it was
 * there, keeps its place when older messages come, and what was seen is read.
 *
 * @param led the message that somebody was led to: it comes before all that
 */
export function useScrolling(
  { id, hasOlder, hasNewer }: ConversationView,
  rows: readonly Row[],
  { isReady, led }: { readonly isReady: boolean; readonly led: string | undefined },
) {
  const { hub } = useSeat();
  const list = useRef<VirtualizerHandle>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  /** Whether the end is what is looked at, whatever its size. */
  const follows = useRef(true);
  const isPlaced = useRef(false);
  const isLoading = useRef(false);
  const shown = useRef({ rows, generation: 0 });
  const change = changeOf(shown.current.rows, rows);
  const generation = shown.current.generation + (change === 'replaced' ? 1 : 0);

  const scrollToEnd = useCallback(() => list.current?.scrollToIndex(rows.length - 1, { align: 'end' }), [rows.length]);

  const load = useCallback((page: Promise<boolean>) => {
    isLoading.current = true;
    void page
      // The next scroll, or the next connection, asks again.
      .catch(() => undefined)
      .finally(() => (isLoading.current = false));
  }, []);

  const seen = useSeen(id);
  const look = useCallback(() => {
    const view = list.current;
    if (!view || !isPlaced.current || view.viewportSize === 0) return;
    const bottom = view.scrollOffset + view.viewportSize;
    const isEnd = view.scrollSize - bottom < END_PX && !hasNewer;
    setAtEnd(isEnd);
    const lowest = rows[view.findItemIndex(bottom - END_PX)]?.message.seq;
    if (isEnd) seen(Infinity);
    else if (lowest !== undefined) seen(lowest);
    if (isLoading.current) return;
    if (hasOlder && view.scrollOffset < AHEAD_PX) load(hub.loadOlder(id, PAGE));
    else if (hasNewer && view.scrollSize - bottom < AHEAD_PX) load(hub.loadNewer(id, PAGE));
  }, [hub, id, hasOlder, hasNewer, rows, load, seen]);

  useLayoutEffect(() => {
    const view = list.current;
    if (!view || !isReady || rows.length === 0) return;
    const last = rows.at(-1)!.message;
    const isNew = last.key !== keyOf(shown.current.rows.at(-1)) && !hasNewer;
    if (!isPlaced.current) {
      const unread = rows.findIndex(({ startsUnread }) => startsUnread);
      follows.current = unread < 0 && led === undefined;
      if (follows.current) scrollToEnd();
      else if (led === undefined) view.scrollToIndex(unread, { align: 'start', offset: -24 });
      isPlaced.current = true;
    } else if (isNew && change !== 'grown before' && (follows.current || last.state === 'sending')) {
      follows.current = true;
      scrollToEnd();
    }
    shown.current = { rows, generation };
    look();
  }, [isReady, rows, led, generation, change, hasNewer, scrollToEnd, look]);

  useEffect(() => {
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);

  return {
    list,
    generation,
    isShifted: change === 'grown before',
    isAtEnd,
    toEnd: () => {
      follows.current = true;
      hub.showNewest(id);
      scrollToEnd();
    },
    /** Stops following the end, for who is led elsewhere. */
    leave: useCallback(() => (follows.current = false), []),
    onScroll: () => {
      const view = list.current;
      if (view && isPlaced.current)
        follows.current = view.scrollSize - view.scrollOffset - view.viewportSize < END_PX && !hasNewer;
      look();
    },
    onResize: () => {
      if (follows.current) scrollToEnd();
      look();
    },
  };
}
