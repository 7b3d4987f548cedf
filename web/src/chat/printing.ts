import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Returns whether the page is being printed. A printout does not scroll, so content that is otherwise rendered only
 * while it is in view has to be rendered completely.
 *
 * @param onStart called before the page is rendered for printing
 */
export function useIsPrinting(onStart: () => void): boolean {
  const [isPrinting, setPrinting] = useState(false);

  useEffect(() => {
    const start = () => {
      onStart();
      // The browser prints the page as it is when the event handler returns.
      flushSync(() => setPrinting(true));
    };
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', end);
    };
  }, [onStart]);

  return isPrinting;
}
