/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import { browserStorage } from './browser-storage.js';

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
 * Keeps a login in the browser's `localStorage`, for all tabs; where the browser refuses, in memory. What is there and is no login
 * is ignored.
 *
 * @param key of the entry
 */
export function browserLogins(key: string): LoginStore {
  const storage = browserStorage('localStorage');
  const load = () => read(storage.get(key));
  return {
    load,
    save: (login) => storage.set(key, login && JSON.stringify(login)),
    watch: (listener) =>
      storage.watch((changed) => {
        if (changed === key) listener(load());
      }),
  };
}

/** What an older version, another program or a damaged profile has left may be anything. */
function read(text: string | undefined): StoredLogin | undefined {
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

/** Whether it can stand in a header. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
