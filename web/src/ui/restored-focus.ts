import { useEffect } from 'react';

/**
 * Restores the focus when a component that took it is unmounted. Must be called before the component takes the focus.
 */
export function useRestoredFocus(): void {
  useEffect(() => {
    const previous = document.activeElement;
    return () => {
      if (document.activeElement === document.body && previous instanceof HTMLElement) previous.focus();
    };
  }, []);
}
