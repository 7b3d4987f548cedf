import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Handles Escape within an element, unless an inner element has handled it or a text field has the focus. */
export function useEscape(element: RefObject<HTMLElement | null>, act: () => void): void {
  const onEscape = useEffectEvent(act);
  useEffect(() => {
    const target = element.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTextField(event.target)) return;
      event.stopPropagation();
      onEscape();
    };
    target?.addEventListener('keydown', onKeyDown);
    return () => target?.removeEventListener('keydown', onKeyDown);
  }, [element]);
}

/** In a text field Escape closes the browser's suggestions, and must not discard the input. */
const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type);
