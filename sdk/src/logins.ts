/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import { browserStorage } from './browser-storage.js';

/** A login and the time when the client received it, by the client's clock, in milliseconds since 1970. */
export type StoredLogin = Login & { readonly receivedAt: number };

/** A store of the current login. It may survive a reload and be shared by all tabs. */
export interface LoginStore {
  load(): StoredLogin | undefined;
  /** Saves a login; undefined after logging out. */
  save(login: StoredLogin | undefined): void;
  /** Calls the listener after every change, also one of another tab. Returns a function that removes the listener. */
  watch(listener: (login: StoredLogin | undefined) => void): () => void;
}

/** Returns a store that keeps the login in memory. */
export function memoryLogins(): LoginStore {
  let stored: StoredLogin | undefined;
  const listeners = new Set<(login: StoredLogin | undefined) => void>();
  return {
    load: () => stored,
    save(login) {
      stored = login;
      for (const listener of listeners) listener(login);
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Returns a store that keeps the login in the browser's `localStorage`, shared by all tabs; in memory where the browser
 * refuses. An entry that is not a login is ignored.
 *
 * @param key of the entry in `localStorage`
 */
export function browserLogins(key: string): LoginStore {
  const storage = browserStorage('localStorage');
  const load = () => parseLogin(storage.get(key));
  return {
    load,
    save: (login) => storage.set(key, login && JSON.stringify(login)),
    watch: (listener) =>
      storage.watch((changed) => {
        if (changed === key) listener(load());
      }),
  };
}

/** Validates the stored text: an older version, another program or a damaged profile may have left any value. */
function parseLogin(text: string | undefined): StoredLogin | undefined {
  try {
    const login = JSON.parse(text ?? 'null') as unknown;
    return isLogin(login) ? login : undefined;
  } catch {
    return undefined;
  }
}

function isLogin(value: unknown): value is StoredLogin {
  const { access_token: token, user } = (value ?? {}) as Partial<StoredLogin>;
  return isToken(token) && [user?.id, user?.name, user?.email].every((text) => typeof text === 'string');
}

/** Whether the value can be sent in an HTTP header. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
