import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { isPageFocused } from './page-focus.js';

/** Not at every frame of a scroll: each time the view of all that is loaded changes. */
const GATHER_MS = 150;
/** Of a message that is longer than the screen, this much. */
const ENOUGH_PX = 60;

/** The newest message that can be seen: as it is drawn, because what is reckoned may be elsewhere. */
function newestSeen(scroller: HTMLElement): number | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  const seen = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).findLast((row) => {
    const box = row.getBoundingClientRect();
    const isInside = box.bottom > top && (box.bottom < bottom + 1 || box.top < bottom - ENOUGH_PX);
    return isInside && row.checkVisibility({ visibilityProperty: true });
  });
  return seen && Number(seen.dataset['seq']);
}

/** Says in a moment how far down somebody sees, if they are there. @returns what is to be called when that may have changed */
export function useSeen(scroller: RefObject<HTMLElement | null>, onSeen: (seq: number) => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onSeen);
  useEffect(() => {
    latest.current = onSeen;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (!isPageFocused()) return;
      const seq = newestSeen(scroller.current!);
      if (seq !== undefined) latest.current(seq);
    }, GATHER_MS);
  }, [scroller]);
}
