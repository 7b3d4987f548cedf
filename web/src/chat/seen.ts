import { useCallback, useEffect, useRef } from 'react';
import { useSeat } from '../hub/seat.js';

/** Not at every frame of a scroll: each time the view of all that is loaded changes. */
const GATHER_MS = 150;

/** Has what was seen be read, as far down as somebody has looked while they were there. */
export function useSeen(conversationId: string): (seq: number) => void {
  const { hub } = useSeat();
  const furthest = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(
    (seq) => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
      furthest.current = Math.max(furthest.current, seq);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        hub.markRead(conversationId, Number.isFinite(furthest.current) ? { seq: furthest.current } : {});
        // What comes after the end is seen when it has come.
        furthest.current = 0;
      }, GATHER_MS);
    },
    [hub, conversationId],
  );
}
