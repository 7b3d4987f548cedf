/// <reference lib="dom" />
import type { OutboxEntry, OutboxStore } from './outbox-store.js';

const ENTRIES = 'entries';

/**
 * Keeps unsent messages in the browser. Tabs may share it: each shows what the others keep, and sends what they left behind;
 * the server stores it once.
 *
 * @param name one database per name; it should name the server and the user
 */
export function indexedDbStore(name: string): OutboxStore {
  let database: Promise<IDBDatabase> | undefined;
  let tabs: BroadcastChannel | undefined;
  const open = () => {
    const forget = () => (database = undefined);
    database ??= openDatabase(name, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return database;
  };
  async function load() {
    const entries = (await open()).transaction(ENTRIES).objectStore(ENTRIES);
    return settled(entries.getAll() as IDBRequest<OutboxEntry[]>);
  }
  return {
    load,
    async put(entry) {
      await change(await open(), (entries) => entries.put(entry));
      tabs?.postMessage(null);
    },
    async delete(id) {
      await change(await open(), (entries) => entries.delete(id));
      tabs?.postMessage(null);
    },
    watch(listener) {
      const channel = new BroadcastChannel(name);
      tabs = channel;
      channel.addEventListener('message', () => void load().then(listener, () => undefined));
      return () => channel.close();
    },
  };
}

/**
 * Removes a store and what is in it, also while other tabs have it open.
 *
 * @param name as for {@link indexedDbStore}
 */
export async function deleteIndexedDbStore(name: string): Promise<void> {
  await settled(indexedDB.deleteDatabase(name));
}

/** @param onClosed called when another tab deletes the database: it is closed then, or that tab would wait */
function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(ENTRIES, { keyPath: 'clientMessageId' });
  });
  request.addEventListener('success', () => {
    request.result.addEventListener('versionchange', () => {
      request.result.close();
      onClosed();
    });
  });
  return settled(request);
}

/** Resolves when the transaction is complete, not when its request is: only then would it survive a crash. */
function change(database: IDBDatabase, act: (entries: IDBObjectStore) => void): Promise<void> {
  const transaction = database.transaction(ENTRIES, 'readwrite', { durability: 'strict' });
  act(transaction.objectStore(ENTRIES));
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => {
      reject(transaction.error ?? new Error('The browser gave up the transaction.'));
    });
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused.')));
  });
}
