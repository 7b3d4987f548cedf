import type { ConversationView } from '@smart-hub/sdk';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { RETRY_MS } from '../lib/request-timeout.js';
import { useHub, useHubSession } from '../hub/hub-session.js';
import { isPageFocused } from './page-focus.js';
import { firstUnreadOf } from './first-page.js';
import { saveAnchor, anchorInView } from './saved-anchors.js';
import { AT_TOP, indexOf, useScrollAnchor, type ScrollAnchor } from './scroll-anchor.js';
import { rowsChangeOf, rowKeyOf, type Row } from './rows.js';
import { useReadTracking } from './read-tracking.js';

/** A position nearer to the end than this counts as at the end. */
const AT_END_PX = 60;
/** How near to the loaded end more messages are loaded, so that the user does not reach it first. */
const PREFETCH_PX = 1500;
const PAGE_SIZE = 100;

/**
 * Controls the scroll position of the history. It opens at its initial anchor, stays at the end if it was there,
 * keeps its position when older messages are loaded, loads more messages near the edges, and marks visible messages
 * as read. While the page is hidden or not focused, it stops at the first unread message.
 *
 * @param onUnreadWhileAway called with the `seq` of that message
 */
export function useScrolling(
  conversation: ConversationView,
  rows: readonly Row[],
  initialAnchor: ScrollAnchor,
  onUnreadWhileAway: (seq: number) => void,
) {
  const { id, hasOlder, hasNewer } = conversation;
  const { hub, me } = useHubSession();
  const isOnline = useHub(({ status }) => status === 'online');
  const rendered = useRef({ rows, generation: 0 });
  const change = rowsChangeOf(rendered.current.rows, rows);
  const generation = rendered.current.generation + (change === 'replaced' ? 1 : 0);
  const { scroller, list, goTo, keepTop, reapply, onScrolled, followEnd, currentAnchor } = useScrollAnchor(
    rows,
    initialAnchor,
  );
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

  const trackRead = useReadTracking(scroller, (seq) => {
    // While the message to scroll to is being loaded, the messages shown meanwhile are not read.
    const anchor = currentAnchor();
    if (anchor && indexOf(anchor, rows) < 0) return;
    hub.markRead(id, { seq });
    // A user at the end follows new messages.
    if (isAtEnd) followEnd();
  });

  const update = useCallback(() => {
    const box = scroller.current;
    if (!box || box.clientHeight === 0 || rows.length === 0) return;
    const below = pixelsBelow(box);
    setAtEnd(below < AT_END_PX && !hasNewer);
    trackRead();
    if (isLoading.current || !isOnline) return;
    if (hasOlder && box.scrollTop < PREFETCH_PX) load(hub.loadOlder(id, PAGE_SIZE));
    else if (hasNewer && below < PREFETCH_PX) load(hub.loadNewer(id, PAGE_SIZE));
  }, [hub, id, hasOlder, hasNewer, rows, isOnline, scroller, load, trackRead]);

  useLayoutEffect(() => {
    const before = rendered.current.rows;
    rendered.current = { rows, generation };
    const last = rows.at(-1);
    const isOwnNewMessage =
      last?.message.state === 'sending' && before.length > 0 && rowKeyOf(before.at(-1)) !== rowKeyOf(last);
    // A message that the user sends is scrolled into view. If all rows were replaced, there is no position to keep.
    if (isOwnNewMessage || (change === 'replaced' && !currentAnchor())) goTo('end');
    const unreadWhileAway =
      isPageFocused() || currentAnchor() !== 'end' || before.length === 0 ? undefined : unread.current;
    if (unreadWhileAway !== undefined) {
      onUnreadWhileAway(unreadWhileAway);
      goTo({ seq: unreadWhileAway, at: AT_TOP });
    }
    update();
  }, [rows, generation, change, currentAnchor, goTo, update, onUnreadWhileAway]);

  /** Returns the current position as an anchor; undefined at the end, and if no message is in view. */
  const visibleAnchor = useCallback(() => {
    const box = scroller.current;
    if (!box || box.clientHeight === 0 || currentAnchor() === 'end') return undefined;
    return anchorInView(box);
  }, [scroller, currentAnchor]);

  useLayoutEffect(() => () => saveAnchor(hub, id, visibleAnchor()), [hub, id, visibleAnchor]);

  useEffect(() => {
    if (failures === 0) return;
    const timer = setTimeout(update, RETRY_MS);
    return () => clearTimeout(timer);
  }, [failures, update]);

  useEffect(() => {
    window.addEventListener('focus', update);
    document.addEventListener('visibilitychange', update);
    return () => {
      window.removeEventListener('focus', update);
      document.removeEventListener('visibilitychange', update);
    };
  }, [update]);

  return {
    scroller,
    list,
    generation,
    isShifted: change === 'prepended',
    isAtEnd,
    goTo,
    /** Keeps the visible messages in position, also when all rows are rendered anew. */
    keepPosition: useCallback(
      () => goTo(currentAnchor() ?? visibleAnchor() ?? 'end'),
      [goTo, currentAnchor, visibleAnchor],
    ),
    keepTop,
    scrollToEnd: () => {
      goTo('end');
      hub.showNewest(id);
    },
    onScroll: () => {
      onScrolled(pixelsBelow(scroller.current!) < AT_END_PX && !hasNewer);
      update();
    },
    onResize: () => {
      reapply();
      update();
    },
  };
}

/** Returns how many pixels of the history are below the view. */
function pixelsBelow({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
