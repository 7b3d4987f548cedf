import { HubClient } from '@smart-hub/sdk';
import { deleteOutbox } from '../hub/outbox.js';
import { deviceStorage, tabStorage } from '../lib/storage.js';
import { navigate } from '../routing/sheets.js';
import { logins } from './session.js';

/** The key that is set while a logout on this device has not been sent to the server. */
const PENDING_LOGOUT = 'hub.logout';
/** The key of the reason why the login screen is shown. Removed by the next login. */
const NOTICE = 'hub.notice';
/** The key that is set and removed at once to notify the other tabs that the user has logged out. */
const LOGOUT_SIGNAL = 'hub.leaving';
/** Keys of values that belong to the device rather than to the user, and so survive a logout. */
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
 * Logs out while the server is unreachable: removes all data of the user now, and sends the logout to the server when
 * the page is opened the next time.
 */
export async function logOutOffline(userId: string): Promise<void> {
  deviceStorage.set(PENDING_LOGOUT, '1');
  await removeUserData(userId);
}

/**
 * Shows the login screen after another device has ended the session. Drafts and unsent messages are kept for the next
 * login.
 */
export function showSessionEnded(): void {
  tabStorage.set(NOTICE, 'ended');
  logins.save(undefined);
}

/** Whether the login screen is shown because another device has ended the session. */
export const wasSessionEnded = (): boolean => tabStorage.get(NOTICE) === 'ended';

/** Clears the state of the previous logout after a login. */
export function clearLogoutState(): void {
  tabStorage.set(NOTICE, undefined);
  deviceStorage.set(PENDING_LOGOUT, undefined);
}

/** Navigates to `/`, because another user may log in next, and must not get to this user's conversation. */
function resetHistoryEntry(): void {
  navigate('/', { replace: true, state: { from: undefined, sheets: [] } });
}

window.addEventListener('storage', ({ key, newValue }) => {
  if (key === LOGOUT_SIGNAL && newValue !== null) resetHistoryEntry();
});

// Sends a pending logout, which ends the session: scripts cannot remove the refresh cookie, which could still renew it.
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
