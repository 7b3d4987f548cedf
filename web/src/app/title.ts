import { useEffect } from 'react';
import { useHub } from '../hub/hub-session.js';
import { t } from '../texts/en.js';

const ICON = '/favicon.svg';
const ICON_UNREAD = '/favicon-unread.svg';

/**
 * Shows the number of unread messages in the title of the page, with the name of the other participant of the open
 * conversation, and a dot on the icon while there are unread messages.
 *
 * @param name the name of the other participant
 */
export function useTitle(name: string | undefined): void {
  const unread = useHub((hub) => hub.totalUnread);
  useEffect(() => {
    document.title = titleOf(unread, name);
    setIcon(unread > 0 ? ICON_UNREAD : ICON);
    return () => {
      document.title = t.product;
      setIcon(ICON);
    };
  }, [unread, name]);
}

/** Isolates the name by control characters, so that a right-to-left name does not reorder the rest of the title. */
function titleOf(unread: number, name: string | undefined): string {
  const title = name === undefined ? t.product : `\u2068${name}\u2069 · ${t.product}`;
  return unread > 0 ? `(${unread}) ${title}` : title;
}

function setIcon(href: string): void {
  document.querySelector<HTMLLinkElement>('link[rel="icon"]')!.href = href;
}
