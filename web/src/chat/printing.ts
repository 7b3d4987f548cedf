import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Returns whether the page is being printed. A virtualised list must then render all its rows, because a printout does
 * not scroll.
 *
 * @param onStart called before the page is rendered for printing
 */
export function useIsPrinting(onStart: () => void): boolean {
  const [isPrinting, setPrinting] = useState(false);

  useEffect(() => {
    const start = () => {
      onStart();
      // Renders at once, because the browser prints what is rendered when this event handler returns.
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
