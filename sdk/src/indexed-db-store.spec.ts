import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { randomUUID } from 'node:crypto';
import { deleteIndexedDbStore } from './entries-database.js';
import { indexedDbStore } from './indexed-db-store.js';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';

const entry = (id: string): OutboxEntry => ({
  clientMessageId: id,
  order: 1,
  message: { conversationId: 'a', content: id },
  createdAt: '2026-01-01T00:00:00.000Z',
});

/** Returns the entries that are in the database, as a page that is opened later loads them. */
const stored = (name: string) => indexedDbStore(name).load();

/** Returns a list to which every database is added that is opened from now on. */
function opened(): IDBDatabase[] {
  const databases: IDBDatabase[] = [];
  const open = indexedDB.open.bind(indexedDB);
  jest.spyOn(indexedDB, 'open').mockImplementation((...given) => {
    const request = open(...given);
    request.addEventListener('success', () => databases.push(request.result));
    return request;
  });
  return databases;
}

const never = () => new EventTarget() as IDBOpenDBRequest;
const full = () => {
  throw new DOMException('Full.', 'QuotaExceededError');
};

describe('indexedDbStore', () => {
  let name: string;
  const stops: (() => void)[] = [];
  const watch = (store: OutboxStore, ...listeners: Parameters<NonNullable<OutboxStore['watch']>>) =>
    stops.push(store.watch!(...listeners));
  beforeEach(() => (name = randomUUID()));
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('keeps entries in memory and is not durable if the browser refuses access to the database', async () => {
    jest.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Blocked.', 'SecurityError');
    });
    const store = indexedDbStore(name);
    expect(await store.load()).toEqual([]);
    expect(store.isDurable).toBe(false);
    await Promise.all([store.put(entry('1')), store.put(entry('2'))]);
    await store.delete('1');
    expect(await store.load()).toEqual([entry('2')]);
  });

  it('saves entries with the next change if it could not save them while the disk was full', async () => {
    const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
    const store = indexedDbStore(name);
    await store.put(entry('1'));
    expect([store.isDurable, await store.load()]).toEqual([false, [entry('1')]]);
    const durable = new Promise<void>((resolve) => watch(store, () => undefined, resolve));
    put.mockRestore();
    await store.put(entry('2'));
    await durable;
    expect(store.isDurable).toBe(true);
    expect(await stored(name)).toEqual([entry('1'), entry('2')]);
  });

  it('waits two seconds, and only once, while the browser does not open the database, and saves all entries when it does', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const answer = Promise.withResolvers<void>();
    const real = indexedDB.open.bind(indexedDB);
    jest.spyOn(indexedDB, 'open').mockImplementation((...given) => {
      const request = never();
      const open = () => {
        const actual = real(...given);
        for (const type of ['upgradeneeded', 'success'])
          actual.addEventListener(type, () => {
            Object.assign(request, { result: actual.result });
            request.dispatchEvent(new Event(type));
          });
      };
      void answer.promise.then(open);
      return request;
    });
    const store = indexedDbStore(name);
    const published = new Promise<readonly OutboxEntry[]>((resolve) => watch(store, resolve));
    const putting = store.put(entry('1'));
    await jest.advanceTimersByTimeAsync(2000);
    await putting;
    await store.put(entry('2'));
    expect(store.isDurable).toBe(false);
    answer.resolve();
    expect(await published).toEqual([entry('1'), entry('2')]);
    expect(store.isDurable).toBe(true);
  });

  it('keeps an entry in memory when a transaction never completes', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const store = indexedDbStore(name);
    await store.load();
    const hanging = jest
      .spyOn(IDBDatabase.prototype, 'transaction')
      .mockReturnValue(Object.assign(new EventTarget(), { objectStore: () => ({ put: never }) }) as never);
    const putting = store.put(entry('1'));
    await jest.advanceTimersByTimeAsync(2000);
    await putting;
    expect(store.isDurable).toBe(false);
    hanging.mockRestore();
    expect(await store.load()).toEqual([entry('1')]);
  });

  it('reopens the database after its connection was closed', async () => {
    const databases = opened();
    const store = indexedDbStore(name);
    await store.put(entry('1'));
    databases[0]!.close();
    await store.put(entry('2'));
    expect(await stored(name)).toEqual([entry('1'), entry('2')]);
    expect(store.isDurable).toBe(true);
  });

  it('restores unsent entries after the browser has cleared the database of an open page', async () => {
    const databases = opened();
    const store = indexedDbStore(name);
    await Promise.all([store.put(entry('1')), store.put(entry('2'))]);
    await store.delete('1');
    const clearing = databases[0]!.transaction('entries', 'readwrite');
    clearing.objectStore('entries').clear();
    await new Promise((resolve) => clearing.addEventListener('complete', resolve));
    // The parameter has the class of fake-indexeddb as its type.
    forceCloseDatabase(databases[0] as never);
    await store.put(entry('3'));
    expect(await stored(name)).toEqual([entry('2'), entry('3')]);
  });

  it('does not restore entries after another tab has deleted the database', async () => {
    const store = indexedDbStore(name);
    await store.put(entry('1'));
    await deleteIndexedDbStore(name);
    await store.put(entry('2'));
    expect(await stored(name)).toEqual([entry('2')]);
  });

  it('saves entries if the browser refuses a BroadcastChannel to the other tabs', async () => {
    jest.spyOn(globalThis, 'BroadcastChannel').mockImplementation(() => {
      throw new DOMException('Blocked.', 'SecurityError');
    });
    const store = indexedDbStore(name);
    const stop = store.watch!(() => undefined);
    await store.put(entry('1'));
    stop();
    expect(await stored(name)).toEqual([entry('1')]);
  });
});
