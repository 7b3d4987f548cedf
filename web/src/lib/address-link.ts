import { useSyncExternalStore } from 'react';
import { tabStorage } from './storage.js';

interface LinkKind<Link> {
  /** The key of the entry in `sessionStorage`. */
  readonly key: string;
  /** Matches the fragments of addresses (`location.hash`) that are links of this kind. */
  readonly pattern: RegExp;
  /** Parses a fragment; returns undefined when it is not a valid link. */
  readonly parse: (fragment: string) => Link | undefined;
  /** Whether a link is stored for this tab until it is discarded, so that it survives a reload. */
  readonly isPersisted: (link: Link) => boolean;
}

/** Access to the link with which the page was opened. The fragment of the link contains a token. */
export interface AddressLink<Link> {
  /** A hook that returns the link, if there is one. */
  readonly use: () => Link | undefined;
  /** Discards the link, after it was used or has turned out to be invalid. */
  readonly discard: () => void;
}

/**
 * Reads a link with a token from the address of the page, and removes the token from the address at once. Otherwise the
 * token would remain in the browser's history, and in addresses that users copy from the address bar.
 */
export function addressLink<Link>({ key, pattern, parse, isPersisted }: LinkKind<Link>): AddressLink<Link> {
  const stored = tabStorage.get(key);
  let current = takeFromAddress() ?? (stored === undefined ? undefined : parse(stored));
  const listeners = new Set<() => void>();

  function takeFromAddress(): Link | undefined {
    const { hash } = location;
    if (!pattern.test(hash)) return undefined;
    history.replaceState(history.state, '', location.pathname + location.search);
    const link = parse(hash);
    if (link !== undefined && isPersisted(link)) tabStorage.set(key, hash);
    return link;
  }

  function setLink(link: Link | undefined): void {
    current = link;
    for (const listener of listeners) listener();
  }

  // If such a link is opened in a tab that already shows the page, only the fragment changes, and the page is not
  // loaded again.
  window.addEventListener('hashchange', () => {
    const link = takeFromAddress();
    if (link !== undefined) setLink(link);
  });

  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    use: () => useSyncExternalStore(subscribe, () => current),
    discard() {
      tabStorage.set(key, undefined);
      setLink(undefined);
    },
  };
}
