import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { isPageFocused } from './page-focus.js';

/**
 * The shortest interval between two reports, in milliseconds: a new read position updates the views of all loaded
 * messages, which is too slow for every frame of scrolling.
 */
const THROTTLE_MS = 150;
/**
 * A message whose end is below the view, because it is taller than the screen for example, counts as read if this much
 * of it is visible, in pixels.
 */
const MIN_VISIBLE_PX = 60;

/**
 * Returns the `seq` of the newest visible message, according to the rendered layout: the virtualizer only estimates
 * positions.
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
