import type { ConversationView } from '@smart-hub/sdk';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AGAIN_MS } from '../hub/patience.js';
import { useHub, useSeat } from '../hub/seat.js';
import { isPageFocused } from './page-focus.js';
import { firstUnreadOf } from './opening.js';
import { leaveAt, placeInView } from './left-places.js';
import { AT_TOP, indexOf, usePlacing, type Place } from './placing.js';
import { changeOf, keyOf, type Row } from './rows.js';
import { useSeen } from './seen.js';

/** Nearer to the end than this is at the end. */
const END_PX = 60;
/** More is asked for before anybody sees that it is missing. */
const AHEAD_PX = 1500;
const PAGE = 100;

/**
 * Where the history stands, and what follows from it: it opens at its first place, stays at the end when it was there,
 * keeps its place when older messages come, and what was seen is read. While the page is hidden or
 * not focused, it stops at the first unread message.
 *
 * @param onMissed called with the `seq` of that message
 */
export function useScrolling(
  conversation: ConversationView,
  rows: readonly Row[],
  first: Place,
  onMissed: (seq: number) => void,
) {
  const { id, hasOlder, hasNewer } = conversation;
  const { hub, me } = useSeat();
  const isOnline = useHub(({ status }) => status === 'online');
  const shown = useRef({ rows, generation: 0 });
  const change = changeOf(shown.current.rows, rows);
  const generation = shown.current.generation + (change === 'replaced' ? 1 : 0);
  const { scroller, list, goTo, keepTop, settle, onScrolled, follow, placeNow } = usePlacing(rows, first);
  const [isAtEnd, setAtEnd] = useState(true);
  const isLoading = useRef(false);
  const unread = useRef<number>(undefined);
  unread.current = firstUnreadOf(conversation, me.id);
  const [failures, setFailures] = useState(0);

  const load = useCallback((page: Promise<boolean>) => {
    isLoading.current = true;
    void page
      .then(
        () => setFailures(0),
        () => setFailures((count) => count + 1),
      )
      .finally(() => (isLoading.current = false));
  }, []);

  const seen = useSeen(scroller, (seq) => {
    // Who is on the way to a message that has not come yet has not read what is shown meanwhile.
    const place = placeNow();
    if (place && indexOf(place, rows) < 0) return;
    hub.markRead(id, { seq });
    // Who has come to the end goes on with what comes.
    if (isAtEnd) follow();
  });

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || box.clientHeight === 0 || rows.length === 0) return;
    const below = belowOf(box);
    setAtEnd(below < END_PX && !hasNewer);
    seen();
    if (isLoading.current || !isOnline) return;
    if (hasOlder && box.scrollTop < AHEAD_PX) load(hub.loadOlder(id, PAGE));
    else if (hasNewer && below < AHEAD_PX) load(hub.loadNewer(id, PAGE));
  }, [hub, id, hasOlder, hasNewer, rows, isOnline, scroller, load, seen]);

  useLayoutEffect(() => {
    const before = shown.current.rows;
    shown.current = { rows, generation };
    const last = rows.at(-1);
    const isWritten = last?.message.state === 'sending' && before.length > 0 && keyOf(before.at(-1)) !== keyOf(last);
    // Whoever writes wants to see it; and where nothing has stayed there is no place to keep.
    if (isWritten || (change === 'replaced' && !placeNow())) goTo('end');
    const missed = isPageFocused() || placeNow() !== 'end' || before.length === 0 ? undefined : unread.current;
    if (missed !== undefined) {
      onMissed(missed);
      goTo({ seq: missed, at: AT_TOP });
    }
    look();
  }, [rows, generation, change, placeNow, goTo, look, onMissed]);

  /** Where it is now; undefined at the end, and where nothing is in view. */
  const placeLeft = useCallback(() => {
    const box = scroller.current;
    if (!box || box.clientHeight === 0 || placeNow() === 'end') return undefined;
    return placeInView(box);
  }, [scroller, placeNow]);

  useLayoutEffect(() => () => leaveAt(hub, id, placeLeft()), [hub, id, placeLeft]);

  useEffect(() => {
    if (failures === 0) return;
    const timer = setTimeout(look, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failures, look]);

  useEffect(() => {
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);

  return {
    scroller,
    list,
    generation,
    isShifted: change === 'grown before',
    isAtEnd,
    goTo,
    /** Keeps what is in view where it is, also when all rows are rendered anew. */
    stay: useCallback(() => goTo(placeNow() ?? placeLeft() ?? 'end'), [goTo, placeNow, placeLeft]),
    keepTop,
    toEnd: () => {
      goTo('end');
      hub.showNewest(id);
    },
    onScroll: () => {
      onScrolled(belowOf(scroller.current!) < END_PX && !hasNewer);
      look();
    },
    onResize: () => {
      settle();
      look();
    },
  };
}

/** How much there is below what is seen. */
function belowOf({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
