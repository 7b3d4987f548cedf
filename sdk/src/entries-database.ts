/// <reference lib="dom" />
import type { OutboxEntry } from './outbox-store.js';

/** How long the browser may take to open a database, or for a transaction, in milliseconds. */
const LIMIT_MS = 2000;
const ENTRIES = 'entries';

/** By id; undefined deletes. */
export type EntryChanges = ReadonlyMap<string, OutboxEntry | undefined>;

interface Ports {
  /** It has been opened after all, when somebody had given up waiting. */
  readonly onLateOpen: () => void;
  /** @param byUs whether a page of ours deleted it; otherwise the browser has closed it, and may have cleared it */
  readonly onLost: (byUs: boolean) => void;
}

/** A database of unsent messages: opened when it is needed, and again after the browser has closed it. Every call has a time limit. */
export class EntriesDatabase {
  private opening: Promise<IDBDatabase> | undefined;
  private isLate = false;

  constructor(
    private readonly name: string,
    private readonly ports: Ports,
  ) {}

  read(): Promise<OutboxEntry[]> {
    return this.use((database) => {
      const entries = database.transaction(ENTRIES).objectStore(ENTRIES);
      return settled(entries.getAll() as IDBRequest<OutboxEntry[]>);
    });
  }

  /** Resolves once the changes would survive a crash: when the transaction is complete, not when its requests are. */
  write(changes: EntryChanges): Promise<void> {
    return this.use((database) => {
      const transaction = database.transaction(ENTRIES, 'readwrite', { durability: 'strict' });
      const entries = transaction.objectStore(ENTRIES);
      for (const [id, entry] of changes) {
        if (entry) entries.put(entry);
        else entries.delete(id);
      }
      return completed(transaction);
    });
  }

  /** Once more where the connection has been closed without a word. */
  private use<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
    return this.useOnce(work).catch((error: unknown) => {
      if (isClosed(error)) return this.useOnce(work);
      throw error;
    });
  }

  private async useOnce<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
    const database = await within(this.open(), () => (this.isLate = true));
    try {
      return await within(work(database), () => this.forget(database));
    } catch (error) {
      if (isClosed(error)) this.forget(database);
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
    const database = await settled(request);
    // Unless it is closed, a page that deletes it would wait.
    database.addEventListener('versionchange', ({ newVersion }) => this.lose(database, newVersion === null));
    database.addEventListener('close', () => this.lose(database, false));
    if (this.isLate) this.ports.onLateOpen();
    this.isLate = false;
    return database;
  }

  private lose(database: IDBDatabase, byUs: boolean): void {
    this.forget(database);
    this.ports.onLost(byUs);
  }

  private forget(database: IDBDatabase): void {
    database.close();
    this.opening = undefined;
  }
}

/**
 * Removes a database and what is in it, also while other tabs have it open.
 *
 * @param name as for `indexedDbStore`
 */
export async function deleteIndexedDbStore(name: string): Promise<void> {
  await within(settled(indexedDB.deleteDatabase(name)));
}

const isClosed = (error: unknown) => error instanceof DOMException && error.name === 'InvalidStateError';

function completed(transaction: IDBTransaction): Promise<void> {
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

/** A browser with a damaged profile may never answer. @param onTimeout called then, before it rejects */
async function within<T>(work: Promise<T>, onTimeout?: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onTimeout?.();
      reject(new Error('The browser did not answer in time.'));
    }, LIMIT_MS);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
