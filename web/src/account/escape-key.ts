import { useEffect, useEffectEvent, type RefObject } from 'react';

/**
 * Calls `act` when Escape is pressed inside an element, unless an inner element has handled the key or a text field is
 * focused.
 */
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

/**
 * Whether Escape is for a text field: there the key closes the browser's suggestions, and must not discard the input.
 */
const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type);
