import { HubClient } from '@smart-hub/sdk';
import { deleteOutbox } from '../hub/outbox.js';
import { deviceStorage, tabStorage } from '../lib/storage.js';
import { navigate } from '../routing/sheets.js';
import { logins } from './session.js';

/** Set while a logout on this device could not be sent to the server yet. */
const PENDING_LOGOUT = 'hub.logout';
/** The reason why the login screen is shown, until the next login. */
const NOTICE = 'hub.notice';
/** Set and removed at once, to notify the other tabs of a logout by the user. */
const LOGOUT_SIGNAL = 'hub.leaving';
/** Entries that belong to the device rather than to the user. */
const DEVICE_KEYS = new Set(['hub.theme', PENDING_LOGOUT]);

/**
 * Removes all data of the user from this device: the login, drafts, unsent messages and caches. All tabs then show the
 * login screen, and the next login starts at the list of conversations.
 */
export async function removeUserData(userId: string): Promise<void> {
  deviceStorage.set(LOGOUT_SIGNAL, '1');
  resetHistoryEntry();
  logins.save(undefined);
  for (const key of deviceStorage.keys())
    if (key.startsWith('hub.') && !DEVICE_KEYS.has(key)) deviceStorage.set(key, undefined);
  for (const key of tabStorage.keys()) tabStorage.set(key, undefined);
  await Promise.allSettled([deleteOutbox(userId), clearCaches(), unregisterServiceWorkers()]);
}

/**
 * Removes all data of the user although the server is unreachable. The logout is sent when this page is opened next.
 */
export async function logOutOffline(userId: string): Promise<void> {
  deviceStorage.set(PENDING_LOGOUT, '1');
  await removeUserData(userId);
}

/**
 * Shows the login screen after the session was ended elsewhere. Drafts and unsent messages are kept for the next login.
 */
export function showSessionEnded(): void {
  tabStorage.set(NOTICE, 'ended');
  logins.save(undefined);
}

/** Whether the session of this device was ended elsewhere. */
export const wasSessionEnded = (): boolean => tabStorage.get(NOTICE) === 'ended';

/** Clears the state of the previous logout after a login. */
export function clearLogoutState(): void {
  tabStorage.set(NOTICE, undefined);
  deviceStorage.set(PENDING_LOGOUT, undefined);
}

/** Navigates to `/`: the next login may be another user's, and must not open this user's conversation. */
function resetHistoryEntry(): void {
  navigate('/', { replace: true, state: { from: undefined, sheets: [] } });
}

window.addEventListener('storage', ({ key, newValue }) => {
  if (key === LOGOUT_SIGNAL && newValue !== null) resetHistoryEntry();
});

// Sends a pending logout: scripts cannot remove the refresh cookie, which would still renew the session.
if (deviceStorage.get(PENDING_LOGOUT) !== undefined && logins.load() === undefined)
  void new HubClient({ url: location.origin }).logout().then(
    () => deviceStorage.set(PENDING_LOGOUT, undefined),
    () => undefined,
  );

async function clearCaches(): Promise<void> {
  if (!('caches' in window)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function unregisterServiceWorkers(): Promise<void> {
  const workers = await navigator.serviceWorker?.getRegistrations();
  await Promise.all((workers ?? []).map((worker) => worker.unregister()));
}
