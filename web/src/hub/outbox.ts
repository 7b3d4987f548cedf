import { deleteIndexedDbStore, indexedDbStore, type OutboxStore } from '@smart-hub/sdk';

/** The name of the IndexedDB database with the unsent messages of a user. */
const databaseNameOf = (userId: string): string => `hub-${userId}`;

/**
 * The stores by user id, kept as long as the page is open. So unsent messages survive a login screen even if the
 * browser does not persist them, for example when another device has ended the session.
 */
const stores = new Map<string, OutboxStore>();

/** Returns the store of the unsent messages of a user. */
export function outboxOf(userId: string): OutboxStore {
  const store = stores.get(userId) ?? indexedDbStore(databaseNameOf(userId));
  stores.set(userId, store);
  return store;
}

/** Deletes the unsent messages of a user from this device. */
export async function deleteOutbox(userId: string): Promise<void> {
  stores.delete(userId);
  await deleteIndexedDbStore(databaseNameOf(userId));
}
