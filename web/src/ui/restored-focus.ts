import { useEffect } from 'react';

/** Restores the focus when a component that took it is unmounted. To be called before the component takes it. */
export function useRestoredFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
}
