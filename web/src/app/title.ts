import { useEffect } from 'react';
import { useHub } from '../hub/seat.js';
import { t } from '../texts/en.js';

const ICON = '/favicon.svg';
const ICON_UNREAD = '/favicon-unread.svg';

/**
 * The title says what is unread, for other tabs and windows, and with whom the open conversation is; the icon has a dot.
 *
 * @param name of the person of the open conversation
 */
export function useTitle(name: string | undefined): void {
  const unread = useHub((hub) => hub.totalUnread);
  useEffect(() => {
    document.title = titleOf(unread, name);
    showIcon(unread > 0 ? ICON_UNREAD : ICON);
    return () => {
      document.title = t.product;
      showIcon(ICON);
    };
  }, [unread, name]);
}

/** The name is isolated, by characters, since a title has no elements: its direction does not affect what stands around it. */
function titleOf(unread: number, name: string | undefined): string {
  const place = name === undefined ? t.product : `\u2068${name}\u2069 · ${t.product}`;
  return unread > 0 ? `(${unread}) ${place}` : place;
}

function showIcon(href: string): void {
  document.querySelector<HTMLLinkElement>('link[rel="icon"]')!.href = href;
}
