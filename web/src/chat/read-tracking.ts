import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { isPageFocused } from './page-focus.js';

/**
 * Throttle, in milliseconds. A new read position in every scroll frame would update the views of all loaded messages
 * each time.
 */
const THROTTLE_MS = 150;
/**
 * How much of a message must be visible for it to count as read while its end is below the view, as with a message
 * taller than the screen.
 */
const MIN_VISIBLE_PX = 60;

/**
 * Returns the `seq` of the newest visible message, from the rendered layout: the virtualizer's estimated positions
 * may differ.
 */
function newestVisibleSeq(scroller: HTMLElement): number | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  const lastVisible = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).findLast((row) => {
    const box = row.getBoundingClientRect();
    const isInside = box.bottom > top && (box.bottom < bottom + 1 || box.top < bottom - MIN_VISIBLE_PX);
    return isInside && row.checkVisibility({ visibilityProperty: true });
  });
  return lastVisible && Number(lastVisible.dataset['seq']);
}

/**
 * Reports the newest visible message, throttled, while the page has the focus.
 *
 * @returns a function to call whenever the visible messages may have changed
 */
export function useReadTracking(scroller: RefObject<HTMLElement | null>, onVisible: (seq: number) => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latestCallback = useRef(onVisible);
  useEffect(() => {
    latestCallback.current = onVisible;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (!isPageFocused()) return;
      const seq = newestVisibleSeq(scroller.current!);
      if (seq !== undefined) latestCallback.current(seq);
    }, THROTTLE_MS);
  }, [scroller]);
}
