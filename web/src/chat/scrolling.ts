import type { ConversationView } from '@smart-hub/sdk';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { RETRY_MS } from '../lib/request-timeout.js';
import { useHub, useHubSession } from '../hub/hub-session.js';
import { isPageFocused } from './page-focus.js';
import { firstUnreadOf } from './first-page.js';
import { saveAnchor, anchorInView } from './saved-anchors.js';
import { TOP_OFFSET, indexOf, useScrollAnchor, type ScrollAnchor } from './scroll-anchor.js';
import { rowsChangeOf, rowKeyOf, type Row } from './rows.js';
import { useReadTracking } from './read-tracking.js';

/** The history counts as scrolled to its end if fewer pixels than these are below the view. */
const AT_END_PX = 60;
/**
 * More messages are loaded when fewer pixels than these of the loaded ones remain, so that the user does not reach the
 * edge of the loaded messages.
 */
const PREFETCH_PX = 1500;
const PAGE_SIZE = 100;

/**
 * Controls the scroll position of the history. The history opens at its initial anchor, stays at the end if it was
 * there, and keeps its position when older messages are loaded. Near the edges it loads more messages. It marks visible
 * messages as read. When messages arrive while the page is hidden or not focused, it scrolls to the first unread one,
 * and no further.
 *
 * @param onUnreadWhileAway called with the `seq` of that first unread message
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
  /** `virtualizerKey` counts how often all rows were replaced, after which the virtualizer has to be mounted anew. */
  const rendered = useRef({ rows, virtualizerKey: 0 });
  const change = rowsChangeOf(rendered.current.rows, rows);
  const virtualizerKey = rendered.current.virtualizerKey + (change === 'replaced' ? 1 : 0);
  const { scroller, list, goTo, keepMessageTop, scrollToAnchor, onScrolled, anchorToEnd, currentAnchor } =
    useScrollAnchor(rows, initialAnchor);
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
    // While the message of the anchor is still being loaded, the messages that are shown meanwhile do not count as
    // read.
    const anchor = currentAnchor();
    if (anchor && indexOf(anchor, rows) < 0) return;
    hub.markRead(id, { seq });
    // A user who is at the end sees new messages: the history stays at the end when they arrive.
    if (isAtEnd) anchorToEnd();
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
    rendered.current = { rows, virtualizerKey };
    const last = rows.at(-1);
    const isOwnNewMessage =
      last?.message.state === 'sending' && before.length > 0 && rowKeyOf(before.at(-1)) !== rowKeyOf(last);
    // Scrolls to a message that the user has just sent; and to the end if all rows were replaced, so that there is no
    // position to keep.
    if (isOwnNewMessage || (change === 'replaced' && !currentAnchor())) goTo('end');
    const unreadWhileAway =
      isPageFocused() || currentAnchor() !== 'end' || before.length === 0 ? undefined : unread.current;
    if (unreadWhileAway !== undefined) {
      onUnreadWhileAway(unreadWhileAway);
      goTo({ seq: unreadWhileAway, offset: TOP_OFFSET });
    }
    update();
  }, [rows, virtualizerKey, change, currentAnchor, goTo, update, onUnreadWhileAway]);

  /** Returns an anchor for the current scroll position; undefined if that is the end, or if no message is in view. */
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
    virtualizerKey,
    hasStartChanged: change === 'start changed',
    isAtEnd,
    goTo,
    /** Keeps the visible messages at the same position on the screen when all rows are rendered anew. */
    keepPosition: useCallback(
      () => goTo(currentAnchor() ?? visibleAnchor() ?? 'end'),
      [goTo, currentAnchor, visibleAnchor],
    ),
    keepMessageTop,
    scrollToEnd: () => {
      goTo('end');
      hub.showNewest(id);
    },
    onScroll: () => {
      onScrolled(pixelsBelow(scroller.current!) < AT_END_PX && !hasNewer);
      update();
    },
    onResize: () => {
      scrollToAnchor();
      update();
    },
  };
}

/** Returns the number of pixels of the history that are below the view. */
function pixelsBelow({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
