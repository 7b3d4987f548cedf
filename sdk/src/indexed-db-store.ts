/// <reference lib="dom" />
import { EntriesDatabase, type EntryChanges } from './entries-database.js';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';

/**
 * Returns a store of unsent messages in IndexedDB. Several tabs can use it at the same time: each tab shows the unsent
 * messages of the other tabs, and sends those of closed tabs; the server stores each message once.
 *
 * The browser may refuse access to the database, have no space left, not respond, or clear the database. Then the
 * entries are kept in memory, and saved with the next change: no method rejects, and `isDurable` is false until all
 * entries survive closing the page.
 *
 * @param name the name of the database; it must be unique for the server and the user
 */
export function indexedDbStore(name: string): OutboxStore {
  return new IndexedDbStore(name);
}

/** Invariant: an entry that no tab has deleted since it was put is in the database or in `unsaved`. */
class IndexedDbStore implements OutboxStore {
  private durable = true;
  /** Entries that this page has put or loaded. They are saved again after the browser has cleared the database. */
  private readonly ownEntries = new Map<string, OutboxEntry>();
  /** Changes that are not in the database yet; undefined deletes an entry. */
  private readonly unsaved = new Map<string, OutboxEntry | undefined>();
  /** The last write that was started or scheduled. */
  private writing = Promise.resolve();
  /** The scheduled write that has not started; undefined if there is none. */
  private next: Promise<void> | undefined;
  private channel: BroadcastChannel | undefined;
  private onEntries: ((entries: readonly OutboxEntry[]) => void) | undefined;
  private onDurability: (() => void) | undefined;
  private readonly database: EntriesDatabase;

  constructor(private readonly name: string) {
    this.database = new EntriesDatabase(name, {
      onLateOpen: () => void this.recover(),
      onClosed: (isDeleted) => this.closed(isDeleted),
    });
  }

  get isDurable(): boolean {
    return this.durable;
  }

  async load(): Promise<OutboxEntry[]> {
    const stored = await this.read();
    for (const entry of stored ?? []) this.ownEntries.set(entry.clientMessageId, entry);
    return this.withUnsaved(stored ?? []);
  }

  put(entry: OutboxEntry): Promise<void> {
    this.ownEntries.set(entry.clientMessageId, entry);
    return this.change(entry.clientMessageId, entry);
  }

  delete(id: string): Promise<void> {
    this.ownEntries.delete(id);
    return this.change(id, undefined);
  }

  watch(onEntries: (entries: readonly OutboxEntry[]) => void, onDurability?: () => void): () => void {
    this.onEntries = onEntries;
    this.onDurability = onDurability;
    this.channel = openChannel(this.name);
    this.channel?.addEventListener('message', () => void this.publish());
    return () => {
      this.channel?.close();
      this.channel = this.onEntries = this.onDurability = undefined;
    };
  }

  /**
   * Makes a change in memory, and saves it. Resolves without waiting for that if the last write has failed, because the
   * next one may fail as well.
   */
  private async change(id: string, entry: OutboxEntry | undefined): Promise<void> {
    this.unsaved.set(id, entry);
    const saved = this.save();
    if (this.durable) await saved;
  }

  /** Saves all unsaved changes. Changes that are made during one write are saved together by the next one. */
  private save(): Promise<void> {
    this.next ??= this.writing.then(() => {
      this.next = undefined;
      return this.write(new Map(this.unsaved));
    });
    this.writing = this.next;
    return this.next;
  }

  private async write(changes: EntryChanges): Promise<void> {
    try {
      await this.database.write(changes);
    } catch {
      return this.setDurable(false);
    }
    for (const [id, entry] of changes) if (this.unsaved.get(id) === entry) this.unsaved.delete(id);
    this.setDurable(true);
    this.channel?.postMessage(null);
  }

  /** Reads the entries of the database. @returns undefined when the database cannot be read */
  private async read(): Promise<OutboxEntry[] | undefined> {
    try {
      return await this.database.read();
    } catch {
      this.setDurable(false);
      return undefined;
    }
  }

  /** Applies the unsaved changes to the entries of the database. */
  private withUnsaved(stored: readonly OutboxEntry[]): OutboxEntry[] {
    const entries = new Map(stored.map((entry) => [entry.clientMessageId, entry]));
    for (const [id, entry] of this.unsaved) {
      if (entry) entries.set(id, entry);
      else entries.delete(id);
    }
    return [...entries.values()];
  }

  /** Reads the entries of all tabs and passes them to the listener. */
  private async publish(): Promise<void> {
    const stored = await this.read();
    if (!stored) return;
    const entries = this.withUnsaved(stored);
    // Forgets entries that another tab has deleted, so that they are not saved again later.
    const ids = new Set(entries.map(({ clientMessageId }) => clientMessageId));
    for (const id of this.ownEntries.keys()) if (!ids.has(id)) this.ownEntries.delete(id);
    this.onEntries?.(entries);
  }

  /** Saves the unsaved changes, and then notifies the listener, after the database has opened late. */
  private async recover(): Promise<void> {
    await this.save();
    await this.publish();
  }

  private closed(isDeleted: boolean): void {
    if (isDeleted) {
      this.ownEntries.clear();
      this.unsaved.clear();
      return;
    }
    for (const [id, entry] of this.ownEntries) this.unsaved.set(id, entry);
    if (this.unsaved.size > 0) void this.save();
  }

  private setDurable(durable: boolean): void {
    if (durable === this.durable) return;
    this.durable = durable;
    this.onDurability?.();
  }
}

/**
 * Opens the channel on which tabs notify each other of changes.
 *
 * @returns undefined where the browser refuses it: then a tab does not show the unsent messages of other tabs
 */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
