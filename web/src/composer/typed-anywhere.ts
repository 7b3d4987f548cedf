import { useEffect, type RefObject } from 'react';

/** What takes keys itself, and what lies above the conversation. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';

/** What is typed while nothing that takes keys has the focus goes to a field. */
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
