/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';

/** A login with the time at which it was received, by the clock of the client, in milliseconds since 1970. */
export type StoredLogin = Login & { readonly receivedAt: number };

/** Where a login is kept: shared by all tabs, and over a reload. */
export interface LoginStore {
  load(): StoredLogin | undefined;
  /** Undefined: logged out. */
  save(login: StoredLogin | undefined): void;
  /** Calls the listener after every change, also of another tab. Returns what stops it. */
  watch(listener: (login: StoredLogin | undefined) => void): () => void;
}

/** Keeps a login for as long as the client lives. */
export function memoryLogins(): LoginStore {
  let stored: StoredLogin | undefined;
  return loginStore({ load: () => stored, write: (login) => void (stored = login) });
}

/**
 * Keeps a login in the browser's `localStorage`, for all tabs.
 *
 * @param key of the entry
 */
export function browserLogins(key: string): LoginStore {
  const { notify, ...store } = loginStore({
    load: () => read(localStorage.getItem(key)),
    write(login) {
      if (login) localStorage.setItem(key, JSON.stringify(login));
      else localStorage.removeItem(key);
    },
  });
  addEventListener('storage', (event) => {
    // Without a key: everything was cleared.
    if (event.key === key || event.key === null) notify();
  });
  return store;
}

interface Medium {
  readonly load: () => StoredLogin | undefined;
  readonly write: (login: StoredLogin | undefined) => void;
}

/** A store with its listeners. `notify` calls them after a change that was not made through it. */
function loginStore({ load, write }: Medium): LoginStore & { readonly notify: () => void } {
  const listeners = new Set<(login: StoredLogin | undefined) => void>();
  const notify = () => {
    const login = load();
    for (const listener of listeners) listener(login);
  };
  return {
    load,
    notify,
    save(login) {
      write(login);
      notify();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function read(text: string | null): StoredLogin | undefined {
  try {
    const login = JSON.parse(text ?? 'null') as StoredLogin | null;
    return typeof login?.access_token === 'string' && typeof login.user?.id === 'string' ? login : undefined;
  } catch {
    return undefined;
  }
}
