/// <reference lib="dom" />
import type { OutboxEntry } from './outbox-store.js';

/** Timeout of opening a database and of each transaction, in milliseconds. */
const TIMEOUT_MS = 2000;
/** The name of the object store. */
const ENTRIES = 'entries';

/** Changes of entries, by `clientMessageId`: an entry adds or replaces, undefined deletes. */
export type EntryChanges = ReadonlyMap<string, OutboxEntry | undefined>;

interface Dependencies {
  /** Called when the database has finally opened, after a call has already timed out while waiting for it. */
  readonly onLateOpen: () => void;
  /**
   * Called when the open database was closed.
   *
   * @param isDeleted true if a page of this origin deletes the database; false if the browser has closed it, and may
   *   have cleared it
   */
  readonly onClosed: (isDeleted: boolean) => void;
}

/**
 * The IndexedDB database of unsent messages. It is opened on demand, and reopened after the browser has closed it.
 * Every call has a timeout.
 */
export class EntriesDatabase {
  /** The open database, or the pending attempt to open it; undefined if it is closed. */
  private opening: Promise<IDBDatabase> | undefined;
  private hasTimedOut = false;

  constructor(
    private readonly name: string,
    private readonly deps: Dependencies,
  ) {}

  read(): Promise<OutboxEntry[]> {
    return this.use((database) => {
      const entries = database.transaction(ENTRIES).objectStore(ENTRIES);
      return resultOf(entries.getAll() as IDBRequest<OutboxEntry[]>);
    });
  }

  /** Resolves once the changes survive a crash: when the transaction is complete, not when its requests are. */
  write(changes: EntryChanges): Promise<void> {
    return this.use((database) => {
      const transaction = database.transaction(ENTRIES, 'readwrite', { durability: 'strict' });
      const entries = transaction.objectStore(ENTRIES);
      for (const [id, entry] of changes) {
        if (entry) entries.put(entry);
        else entries.delete(id);
      }
      return completionOf(transaction);
    });
  }

  /** Runs work with the open database. Retries it once if the browser has closed the database without an event. */
  private use<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
    return this.useOnce(work).catch((error: unknown) => {
      if (isClosed(error)) return this.useOnce(work);
      throw error;
    });
  }

  private async useOnce<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
    const database = await withTimeout(this.open(), () => (this.hasTimedOut = true));
    try {
      return await withTimeout(work(database), () => this.release(database));
    } catch (error) {
      if (isClosed(error)) this.release(database);
      throw error;
    }
  }

  private open(): Promise<IDBDatabase> {
    this.opening ??= this.openNow().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async openNow(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.name, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(ENTRIES, { keyPath: 'clientMessageId' });
    });
    const database = await resultOf(request);
    // While this connection is open, another page could not delete or upgrade the database.
    database.addEventListener('versionchange', ({ newVersion }) => this.closed(database, newVersion === null));
    database.addEventListener('close', () => this.closed(database, false));
    if (this.hasTimedOut) this.deps.onLateOpen();
    this.hasTimedOut = false;
    return database;
  }

  private closed(database: IDBDatabase, isDeleted: boolean): void {
    this.release(database);
    this.deps.onClosed(isDeleted);
  }

  private release(database: IDBDatabase): void {
    database.close();
    this.opening = undefined;
  }
}

/**
 * Deletes the database of an `indexedDbStore` with all its unsent messages, even if other tabs have it open.
 *
 * @param name the name that was given to `indexedDbStore`
 */
export async function deleteIndexedDbStore(name: string): Promise<void> {
  await withTimeout(resultOf(indexedDB.deleteDatabase(name)));
}

const isClosed = (error: unknown) => error instanceof DOMException && error.name === 'InvalidStateError';

function completionOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => {
      reject(transaction.error ?? new Error('The browser aborted the transaction.'));
    });
  });
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('The browser refused access to IndexedDB.')),
    );
  });
}

/**
 * Limits the time of an IndexedDB request, which may never complete in a browser with a damaged profile. Rejects when
 * the time is over.
 *
 * @param onTimeout called on timeout, before the promise rejects
 */
async function withTimeout<T>(work: Promise<T>, onTimeout?: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout?.();
      reject(new Error('The browser did not answer in time.'));
    }, TIMEOUT_MS);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
