import { useSyncExternalStore } from 'react';

const KEY = 'hub.link';
const LINK = /^#?(reset|verify|confirm-email)=([^\s&]+)/;

/** A link that the server has mailed: to choose another password, or to confirm an address. */
export interface MailedLink {
  readonly kind: 'reset' | 'verify' | 'confirm-email';
  readonly token: string;
}

/**
 * The mailed link with which this page was opened. It leaves the address at once: there it would stay in the browser's history.
 * One that needs a form is kept for this tab, also over a reload, until it is used or dropped.
 */
let current = linkIn(takeFromAddress() ?? sessionStorage.getItem(KEY) ?? '');
const listeners = new Set<() => void>();

function linkIn(text: string): MailedLink | undefined {
  const [, kind, token] = LINK.exec(text) ?? [];
  return token === undefined ? undefined : { kind: kind as MailedLink['kind'], token };
}

function takeFromAddress(): string | undefined {
  const { hash } = location;
  if (!LINK.test(hash)) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  if (linkIn(hash)?.kind === 'reset') sessionStorage.setItem(KEY, hash);
  return hash;
}

function become(link: MailedLink | undefined): void {
  current = link;
  for (const listener of listeners) listener();
}

// A link that is opened where the page is open already loads nothing.
window.addEventListener('hashchange', () => {
  const hash = takeFromAddress();
  if (hash !== undefined) become(linkIn(hash));
});

/** Drops the link: it was used, or it is of no use. */
export function dropMailedLink(): void {
  sessionStorage.removeItem(KEY);
  become(undefined);
}

/** The mailed link with which this page was opened. */
export function useMailedLink(): MailedLink | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}
