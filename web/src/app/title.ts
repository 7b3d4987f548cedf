import { useEffect } from 'react';
import { useHub } from '../hub/seat.js';
import { t } from '../texts/en.js';

/** The unread count stands in the title, for who looks at another tab. */
export function useTitle(): void {
  const unread = useHub((hub) => hub.totalUnread);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t.product}` : t.product;
    return () => {
      document.title = t.product;
    };
  }, [unread]);
}
