import { browserLogins, HubClient, type StoredLogin } from '@smart-hub/sdk';
import { useSyncExternalStore } from 'react';
import { LOGIN_KEY } from '../lib/storage.js';

/**
 * The login of this browser, shared by all tabs. It is kept when its session has expired, so that the page still knows
 * the user and only asks for the password.
 */
export const logins = browserLogins(LOGIN_KEY);

let current = logins.load();
const listeners = new Set<() => void>();
logins.watch((login) => {
  current = login;
  for (const listener of listeners) listener();
});

/** Returns the current login, if there is one. */
export function useSession(): StoredLogin | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}

/** Creates a client that acts as the logged-in user. Its refresh token is in a cookie that scripts cannot read. */
export const sessionClient = (): HubClient => new HubClient({ url: location.origin, refresh: 'cookie', logins });
