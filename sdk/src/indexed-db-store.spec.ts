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

/** What a page that is opened later finds. */
const stored = (name: string) => indexedDbStore(name).load();

/** The databases that are opened from now on. */
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

describe('the store in IndexedDB', () => {
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

  it('keeps entries in memory, and says so, where the browser refuses the database', async () => {
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

  it('stores with the next change what it could not store while the disk was full', async () => {
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

  it('waits for a browser that does not answer once, for two seconds, and stores all when it answers', async () => {
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

  it('goes on when a transaction never ends', async () => {
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

  it('opens the database again after its connection was closed', async () => {
    const databases = opened();
    const store = indexedDbStore(name);
    await store.put(entry('1'));
    databases[0]!.close();
    await store.put(entry('2'));
    expect(await stored(name)).toEqual([entry('1'), entry('2')]);
    expect(store.isDurable).toBe(true);
  });

  it('puts back what was not sent when the browser clears the database of an open page', async () => {
    const databases = opened();
    const store = indexedDbStore(name);
    await Promise.all([store.put(entry('1')), store.put(entry('2'))]);
    await store.delete('1');
    const clearing = databases[0]!.transaction('entries', 'readwrite');
    clearing.objectStore('entries').clear();
    await new Promise((resolve) => clearing.addEventListener('complete', resolve));
    // Its types want the class.
    forceCloseDatabase(databases[0] as never);
    await store.put(entry('3'));
    expect(await stored(name)).toEqual([entry('2'), entry('3')]);
  });

  it('puts nothing back after another tab has deleted the database', async () => {
    const store = indexedDbStore(name);
    await store.put(entry('1'));
    await deleteIndexedDbStore(name);
    await store.put(entry('2'));
    expect(await stored(name)).toEqual([entry('2')]);
  });

  it('works without a channel to the other tabs', async () => {
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
