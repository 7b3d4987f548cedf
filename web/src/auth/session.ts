import type { Login } from '@smart-hub/contract/auth';
import { useSyncExternalStore } from 'react';

const KEY = 'hub.session';

/**
 * Who is logged in here, in every tab of this browser. A session stays when its token ends: whose conversations these are is
 * still known, and the password is all that is asked for.
 */
let current = read(localStorage.getItem(KEY));
const listeners = new Set<() => void>();

function read(stored: string | null): Login | undefined {
  return stored === null ? undefined : (JSON.parse(stored) as Login);
}

function become(session: Login | undefined): void {
  current = session;
  for (const listener of listeners) listener();
}

window.addEventListener('storage', ({ key, newValue }) => {
  // Without a key: everything was cleared.
  if (key === KEY || key === null) become(read(key === null ? null : newValue));
});

/** Enters with another login, or leaves without one, in all tabs. */
export function setSession(session: Login | undefined): void {
  if (session) localStorage.setItem(KEY, JSON.stringify(session));
  else localStorage.removeItem(KEY);
  become(session);
}

/** Who is logged in. */
export function useSession(): Login | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}
