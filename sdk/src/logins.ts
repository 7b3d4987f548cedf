/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import { browserStorage } from './browser-storage.js';

/** A login and the time when the client received it, by the client's clock, in milliseconds since 1970. */
export type StoredLogin = Login & { readonly receivedAt: number };

/** A store of the current login. An implementation can persist it across reloads, and share it between tabs. */
export interface LoginStore {
  load(): StoredLogin | undefined;
  /** Saves the login; undefined removes it, after a logout. */
  save(login: StoredLogin | undefined): void;
  /**
   * Calls the listener after every change, including changes by other tabs. Returns a function that removes the
   * listener.
   */
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
 * Returns a store that keeps the login in the browser's `localStorage`, shared by all tabs; in memory if the browser
 * refuses to store it. A stored value that is not a login is ignored.
 *
 * @param key the key of the login in `localStorage`
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

/**
 * Parses a stored login; returns undefined for any other text, which an older version or another program may have left.
 */
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

/** Whether a value is a string that can be sent as a token in an HTTP header. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
