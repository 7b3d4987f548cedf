import { deleteIndexedDbStore, indexedDbStore, type OutboxStore } from '@smart-hub/sdk';

/** The name of the browser's database with the unsent messages of a user. */
const nameOf = (userId: string): string => `hub-${userId}`;

/** One per user as long as the page is open: what the browser does not store survives a login that was ended elsewhere. */
const stores = new Map<string, OutboxStore>();

/** The unsent messages of a user. */
export function outboxOf(userId: string): OutboxStore {
  const store = stores.get(userId) ?? indexedDbStore(nameOf(userId));
  stores.set(userId, store);
  return store;
}

/** Removes them from this device. */
export async function deleteOutbox(userId: string): Promise<void> {
  stores.delete(userId);
  await deleteIndexedDbStore(nameOf(userId));
}
