import { useSyncExternalStore } from 'react';

const KEY = 'hub.invitation';
const LINK = /#invitation=([^\s&]*)/;

/** The token in what somebody pastes: the link, or the token alone. */
export const tokenIn = (pasted: string): string => LINK.exec(pasted)?.[1] ?? pasted.trim();

/**
 * The invitation with which this page was opened. It leaves the address at once: there it would stay in the browser's history, and
 * in a link that is copied from it. It is kept for this tab, also over a reload, until it is used or dropped.
 */
let current = fromAddress() ?? sessionStorage.getItem(KEY) ?? undefined;
const listeners = new Set<() => void>();

function fromAddress(): string | undefined {
  if (!LINK.test(location.hash)) return undefined;
  const token = tokenIn(location.hash);
  history.replaceState(history.state, '', location.pathname + location.search);
  if (token === '') return undefined;
  sessionStorage.setItem(KEY, token);
  return token;
}

function become(token: string | undefined): void {
  current = token;
  for (const listener of listeners) listener();
}

// A link that is opened where the page is open already loads nothing.
window.addEventListener('hashchange', () => {
  const token = fromAddress();
  if (token !== undefined) become(token);
});

/** Drops the invitation: it was used, or it is of no use. */
export function dropInvitation(): void {
  sessionStorage.removeItem(KEY);
  become(undefined);
}

/** The token of the invitation with which this page was opened. */
export function useInvitation(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}
