import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether the page is being printed. A printer does not scroll: whatever is rendered only while it is in view has to be
 * rendered whole.
 *
 * @param onStart called before anything is rendered for it
 */
export function useIsPrinting(onStart: () => void): boolean {
  const [isPrinting, setPrinting] = useState(false);

  useEffect(() => {
    const start = () => {
      onStart();
      // The browser prints what is there when the event has been handled.
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
