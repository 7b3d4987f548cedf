import { useEffect } from 'react';

/** For a part of the page that takes the focus: when it goes, and the focus with it, the focus returns to where it was before. */
export function useReturnedFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
}
