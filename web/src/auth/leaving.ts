import { HubClient } from '@smart-hub/sdk';
import { deleteOutbox } from '../hub/outbox.js';
import { deviceStorage, tabStorage } from '../hub/storage.js';
import { navigate } from '../ui/sheets.js';
import { logins } from './session.js';

/** Set while the server does not know yet that somebody logged out here. */
const PENDING_LOGOUT = 'hub.logout';
/** Why the login screen is shown, until the next login. */
const NOTICE = 'hub.notice';
/** Set and removed at once: tells the other tabs that somebody has logged out by hand. */
const LEAVING = 'hub.leaving';
/** Entries that are of the device and not of the user. */
const KEPT = new Set(['hub.theme', PENDING_LOGOUT]);

/** Removes what the user has on this device: the login, drafts, unsent messages and caches. The login screen follows, in all tabs, and the next login starts at home. */
export async function leaveDevice(userId: string): Promise<void> {
  deviceStorage.set(LEAVING, '1');
  startAtHome();
  logins.save(undefined);
  for (const key of deviceStorage.keys())
    if (key.startsWith('hub.') && !KEPT.has(key)) deviceStorage.set(key, undefined);
  for (const key of tabStorage.keys()) tabStorage.set(key, undefined);
  await Promise.allSettled([deleteOutbox(userId), clearCaches(), dropWorkers()]);
}

/** The same where the server could not be reached: the logout is sent when this page is opened next. */
export async function leaveOffline(userId: string): Promise<void> {
  deviceStorage.set(PENDING_LOGOUT, '1');
  await leaveDevice(userId);
}

/** Shows the login screen because the session was ended elsewhere. Drafts and unsent messages stay for the next login. */
export function showEnded(): void {
  tabStorage.set(NOTICE, 'ended');
  logins.save(undefined);
}

/** Whether the session of this device was ended elsewhere. */
export const wasEnded = (): boolean => tabStorage.get(NOTICE) === 'ended';

/** Somebody has logged in. */
export function dropNotice(): void {
  tabStorage.set(NOTICE, undefined);
  deviceStorage.set(PENDING_LOGOUT, undefined);
}

/** The next login may be another user's: it must not open what this one had open. */
function startAtHome(): void {
  navigate('/', { replace: true, state: { from: undefined, sheets: [] } });
}

window.addEventListener('storage', ({ key, newValue }) => {
  if (key === LEAVING && newValue !== null) startAtHome();
});

// The cookie, which scripts cannot remove, still renews the session.
if (deviceStorage.get(PENDING_LOGOUT) !== undefined && logins.load() === undefined)
  void new HubClient({ url: location.origin }).logout().then(
    () => deviceStorage.set(PENDING_LOGOUT, undefined),
    () => undefined,
  );

async function clearCaches(): Promise<void> {
  if (!('caches' in window)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function dropWorkers(): Promise<void> {
  const workers = await navigator.serviceWorker?.getRegistrations();
  await Promise.all((workers ?? []).map((worker) => worker.unregister()));
}
