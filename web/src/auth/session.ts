import { browserLogins, HubClient, type StoredLogin } from '@smart-hub/sdk';
import { useSyncExternalStore } from 'react';
import { LOGIN_KEY } from '../hub/storage.js';

/**
 * Who is logged in here, in every tab of this browser. A login stays when its session has expired: whose conversations these are is
 * still known, and the password is all that is asked for.
 */
export const logins = browserLogins(LOGIN_KEY);

let current = logins.load();
const listeners = new Set<() => void>();
logins.watch((login) => {
  current = login;
  for (const listener of listeners) listener();
});

/** Who is logged in. */
export function useSession(): StoredLogin | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}

/** A client that acts as the user who is logged in; its refresh token is in a cookie, which no script reads. */
export const sessionClient = (): HubClient => new HubClient({ url: location.origin, refresh: 'cookie', logins });
