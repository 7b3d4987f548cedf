import { useSyncExternalStore } from 'react';
import { tabStorage } from './storage.js';

interface Kind<Link> {
  /** Of the entry in `sessionStorage`. */
  readonly key: string;
  /** Which fragments of the address are such a link. */
  readonly pattern: RegExp;
  /** What a fragment says; undefined when it says nothing. */
  readonly read: (fragment: string) => Link | undefined;
  /** Whether it is kept for this tab, also over a reload, until it is dropped. */
  readonly isKept: (link: Link) => boolean;
}

/** A link with a token in its fragment, with which the page was opened. */
export interface AddressLink<Link> {
  /** The link, if there is one. */
  readonly use: () => Link | undefined;
  /** Drops it: it was used, or it is of no use. */
  readonly drop: () => void;
}

/** Reads a link from the address and removes it there at once: it would stay in the browser's history, and in a link that is copied from it. */
export function addressLink<Link>({ key, pattern, read, isKept }: Kind<Link>): AddressLink<Link> {
  const stored = tabStorage.get(key);
  let current = take() ?? (stored === undefined ? undefined : read(stored));
  const listeners = new Set<() => void>();

  function take(): Link | undefined {
    const { hash } = location;
    if (!pattern.test(hash)) return undefined;
    history.replaceState(history.state, '', location.pathname + location.search);
    const link = read(hash);
    if (link !== undefined && isKept(link)) tabStorage.set(key, hash);
    return link;
  }

  function become(link: Link | undefined): void {
    current = link;
    for (const listener of listeners) listener();
  }

  // A link that is opened where the page is open already loads nothing.
  window.addEventListener('hashchange', () => {
    const link = take();
    if (link !== undefined) become(link);
  });

  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    use: () => useSyncExternalStore(subscribe, () => current),
    drop() {
      tabStorage.set(key, undefined);
      become(undefined);
    },
  };
}
