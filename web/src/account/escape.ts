import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Acts on Escape within an element, unless something inside of it did, or the key belongs to a field that is typed into. */
export function useEscape(element: RefObject<HTMLElement | null>, act: () => void): void {
  const onEscape = useEffectEvent(act);
  useEffect(() => {
    const listening = element.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTyped(event.target)) return;
      event.stopPropagation();
      onEscape();
    };
    listening?.addEventListener('keydown', onKeyDown);
    return () => listening?.removeEventListener('keydown', onKeyDown);
  }, [element]);
}

/** There the key closes what a browser suggests, and must not lose what was typed. */
const isTyped = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type);
