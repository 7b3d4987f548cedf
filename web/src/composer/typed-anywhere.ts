import { useEffect, type RefObject } from 'react';

/** Elements that take keys themselves, and what opens above the conversation. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';

/** Whether a key types a character. A space does not count: it presses buttons, and scrolls. */
export function isCharacter({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !isComposing;
}

/** Moves the focus to a field when somebody types while no element that takes keys has it. */
export function useTypedAnywhere(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (!isCharacter(event) || !(target instanceof Element) || target.closest(TAKES_KEYS)) return;
      // The browser types the character into what has the focus by then.
      field.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field]);
}
