import { useEffect } from 'react';

/**
 * When the component is unmounted, returns the focus to the element that had it before. The component must call this
 * before it takes the focus.
 */
export function useRestoredFocus(): void {
  useEffect(() => {
    const previous = document.activeElement;
    return () => {
      if (document.activeElement === document.body && previous instanceof HTMLElement) previous.focus();
    };
  }, []);
}
