import { useSyncExternalStore } from 'react';
import { tabStorage } from './storage.js';

interface LinkKind<Link> {
  /** The key of the entry in `sessionStorage`. */
  readonly key: string;
  /** Matches the fragments that are such a link. */
  readonly pattern: RegExp;
  /** Parses a fragment; returns undefined when it is not a valid link. */
  readonly parse: (fragment: string) => Link | undefined;
  /** Whether the link is stored for this tab, so that it survives a reload, until it is discarded. */
  readonly isPersisted: (link: Link) => boolean;
}

/** The link, with a token in its fragment, with which the page was opened. */
export interface AddressLink<Link> {
  /** A hook that returns the link, if there is one. */
  readonly use: () => Link | undefined;
  /** Discards the link: it was used, or it is invalid. */
  readonly discard: () => void;
}

/**
 * Reads a link from the address and removes it from the address at once: otherwise the token would stay in the
 * browser's history, and in links that are copied from the address bar.
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

  // Opening such a link in a tab that already shows the page only changes the fragment: nothing is loaded.
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
