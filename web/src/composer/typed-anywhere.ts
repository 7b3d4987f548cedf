import { useEffect, type RefObject } from 'react';

/** Elements that take keys themselves, and what opens above the conversation. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';

/** Moves the focus to a field when somebody types while no element that takes keys has it. */
export function useTypedAnywhere(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = ({ key, target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent) => {
      // A space presses buttons, and scrolls.
      const isCharacter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !isComposing;
      if (!isCharacter || !(target instanceof Element) || target.closest(TAKES_KEYS)) return;
      // The browser types the character into what has the focus by then.
      field.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field]);
}
