import { deleteIndexedDbStore, indexedDbStore, type OutboxStore } from '@smart-hub/sdk';

/** The name of the IndexedDB database with the unsent messages of a user. */
const databaseNameOf = (userId: string): string => `hub-${userId}`;

/**
 * One store per user as long as the page is open. If the browser does not persist the messages, they still survive
 * when the session is ended on another device.
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
