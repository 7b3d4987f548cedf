import { useEffect, type RefObject } from 'react';

/** Elements that handle keys themselves, and dialogs and menus above the conversation. */
const HANDLES_KEYS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';

/** Whether a key types a character. A space does not count, because it presses buttons and scrolls. */
export function isCharacterKey({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !isComposing;
}

/** Moves the focus to a field when the user types while no element that handles keys is focused. */
export function useTypeToFocus(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (!isCharacterKey(event) || !(target instanceof Element) || target.closest(HANDLES_KEYS)) return;
      // The browser inserts the character after this event, into the element that is focused then.
      field.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field]);
}
