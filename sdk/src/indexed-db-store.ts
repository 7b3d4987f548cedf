/// <reference lib="dom" />
import { EntriesDatabase, type EntryChanges } from './entries-database.js';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';

/**
 * Keeps unsent messages in the browser. Tabs may share it: each shows what the others keep, and sends what they left behind;
 * the server stores it once. What the browser does not store (it may refuse, be full, not answer, or clear it) is kept in memory,
 * and stored with the next change: nothing rejects, and `isDurable` says whether all of it survives closing the page.
 *
 * @param name one database per name; it should name the server and the user
 */
export function indexedDbStore(name: string): OutboxStore {
  return new IndexedDbStore(name);
}

/** Invariant: what was put and not deleted is in the database or in `unstored`, unless another tab has deleted it. */
class IndexedDbStore implements OutboxStore {
  private durable = true;
  /** What was put here, or left behind by an earlier page: it is put back when the browser has cleared the database. */
  private readonly own = new Map<string, OutboxEntry>();
  /** Changes that the database does not have yet. */
  private readonly unstored = new Map<string, OutboxEntry | undefined>();
  private writing = Promise.resolve();
  private next: Promise<void> | undefined;
  private tabs: BroadcastChannel | undefined;
  private onEntries: ((entries: readonly OutboxEntry[]) => void) | undefined;
  private onDurability: (() => void) | undefined;
  private readonly database: EntriesDatabase;

  constructor(private readonly name: string) {
    this.database = new EntriesDatabase(name, {
      onLateOpen: () => void this.recover(),
      onLost: (byUs) => this.lost(byUs),
    });
  }

  get isDurable(): boolean {
    return this.durable;
  }

  async load(): Promise<OutboxEntry[]> {
    const stored = await this.read();
    for (const entry of stored ?? []) this.own.set(entry.clientMessageId, entry);
    return this.withUnstored(stored ?? []);
  }

  put(entry: OutboxEntry): Promise<void> {
    this.own.set(entry.clientMessageId, entry);
    return this.change(entry.clientMessageId, entry);
  }

  delete(id: string): Promise<void> {
    this.own.delete(id);
    return this.change(id, undefined);
  }

  watch(onEntries: (entries: readonly OutboxEntry[]) => void, onDurability?: () => void): () => void {
    this.onEntries = onEntries;
    this.onDurability = onDurability;
    this.tabs = channelOf(this.name);
    this.tabs?.addEventListener('message', () => void this.publish());
    return () => {
      this.tabs?.close();
      this.tabs = this.onEntries = this.onDurability = undefined;
    };
  }

  /** Nobody waits for a browser that has not stored the last change: this one is stored when it does. */
  private async change(id: string, entry: OutboxEntry | undefined): Promise<void> {
    this.unstored.set(id, entry);
    const stored = this.store();
    if (this.durable) await stored;
  }

  /** What changes during a write is written together, next. */
  private store(): Promise<void> {
    this.next ??= this.writing.then(() => {
      this.next = undefined;
      return this.write(new Map(this.unstored));
    });
    this.writing = this.next;
    return this.next;
  }

  private async write(changes: EntryChanges): Promise<void> {
    try {
      await this.database.write(changes);
    } catch {
      return this.become(false);
    }
    for (const [id, entry] of changes) if (this.unstored.get(id) === entry) this.unstored.delete(id);
    this.become(true);
    this.tabs?.postMessage(null);
  }

  /** @returns undefined when the browser does not say */
  private async read(): Promise<OutboxEntry[] | undefined> {
    try {
      return await this.database.read();
    } catch {
      this.become(false);
      return undefined;
    }
  }

  private withUnstored(stored: readonly OutboxEntry[]): OutboxEntry[] {
    const entries = new Map(stored.map((entry) => [entry.clientMessageId, entry]));
    for (const [id, entry] of this.unstored) {
      if (entry) entries.set(id, entry);
      else entries.delete(id);
    }
    return [...entries.values()];
  }

  private async publish(): Promise<void> {
    const stored = await this.read();
    if (!stored) return;
    const entries = this.withUnstored(stored);
    // What another tab has deleted is not put back.
    const ids = new Set(entries.map(({ clientMessageId }) => clientMessageId));
    for (const id of this.own.keys()) if (!ids.has(id)) this.own.delete(id);
    this.onEntries?.(entries);
  }

  /** The browser has answered after all. */
  private async recover(): Promise<void> {
    await this.store();
    await this.publish();
  }

  private lost(byUs: boolean): void {
    if (byUs) {
      this.own.clear();
      this.unstored.clear();
      return;
    }
    for (const [id, entry] of this.own) this.unstored.set(id, entry);
    if (this.unstored.size > 0) void this.store();
  }

  private become(durable: boolean): void {
    if (durable === this.durable) return;
    this.durable = durable;
    this.onDurability?.();
  }
}

/** @returns undefined where the browser refuses: then tabs do not show what others keep */
function channelOf(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
