/// <reference lib="dom" />

/** A key-value store of strings in `localStorage` or `sessionStorage`. No call throws. */
export interface BrowserStorage {
  /** Returns the value of a key; undefined if there is none. */
  get(key: string): string | undefined;
  /**
   * Stores a value; undefined removes the key. A value that the browser refuses is kept in memory until the page is
   * closed.
   */
  set(key: string, value: string | undefined): void;
  keys(): string[];
  /**
   * Whether all values of keys with this prefix survive closing the page. False where the browser blocks the storage.
   */
  isDurable(prefix: string): boolean;
  /**
   * Calls the listener after every change, including changes by other tabs: with the changed key, or with undefined
   * when the whole storage was cleared. Returns a function that removes the listener.
   */
  watch(listener: (key: string | undefined) => void): () => void;
}

type Area = 'localStorage' | 'sessionStorage';

const instances = new Map<Area, BrowserStorage>();

/**
 * Returns a storage of the browser with a fallback in memory: the browser may block site data, have no space left, or
 * clear the storage while the page is open. All calls with the same area return the same object.
 */
export function browserStorage(area: Area): BrowserStorage {
  const storage = instances.get(area) ?? new MirroredStorage(area);
  instances.set(area, storage);
  return storage;
}

/**
 * Invariant: a value that this page has read or written remains readable until any page of the site changes its key.
 */
class MirroredStorage implements BrowserStorage {
  /** The values that this page has read or written. */
  private readonly mirror = new Map<string, string>();
  /**
   * Keys whose last change the browser has refused. For them the mirror is right: it has the new value, or none if
   * removed.
   */
  private readonly unsaved = new Set<string>();
  private readonly listeners = new Set<(key: string | undefined) => void>();

  constructor(private readonly area: Area) {
    globalThis.addEventListener?.('storage', (event) => this.onStorage(event));
  }

  get(key: string): string | undefined {
    const stored = this.unsaved.has(key) ? undefined : this.stored(key);
    if (stored === undefined) return this.mirror.get(key);
    this.mirror.set(key, stored);
    return stored;
  }

  set(key: string, value: string | undefined): void {
    this.updateMirror(key, value);
    try {
      if (value === undefined) this.native.removeItem(key);
      else this.native.setItem(key, value);
      this.unsaved.delete(key);
    } catch {
      this.unsaved.add(key);
    }
    this.notify(key);
  }

  keys(): string[] {
    const stored = tryAccess(() => Object.keys(this.native)) ?? [];
    return [...new Set([...stored.filter((key) => !this.unsaved.has(key)), ...this.mirror.keys()])];
  }

  isDurable(prefix: string): boolean {
    if (!tryAccess(() => this.native)) return false;
    return [...this.mirror].every(([key, value]) => !key.startsWith(prefix) || this.stored(key) === value);
  }

  watch(listener: (key: string | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The storage itself. Looked up on every access, because the browser may begin to refuse access at any time. */
  private get native(): Storage {
    return this.area === 'localStorage' ? localStorage : sessionStorage;
  }

  private stored(key: string): string | undefined {
    return tryAccess(() => this.native.getItem(key)) ?? undefined;
  }

  private updateMirror(key: string, value: string | undefined): void {
    if (value === undefined) this.mirror.delete(key);
    else this.mirror.set(key, value);
  }

  /**
   * Applies a change by another tab. A null key means that the user has cleared the site's data, because pages only
   * remove single keys: then the values of this page are kept in memory.
   */
  private onStorage({ key, newValue, storageArea }: StorageEvent): void {
    if (storageArea !== tryAccess(() => this.native)) return;
    if (key !== null) {
      this.unsaved.delete(key);
      this.updateMirror(key, newValue ?? undefined);
    }
    this.notify(key ?? undefined);
  }

  private notify(key: string | undefined): void {
    for (const listener of this.listeners) listener(key);
  }
}

/** Returns the result of an access to the storage; undefined when the browser refuses it. */
function tryAccess<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
