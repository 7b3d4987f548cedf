/// <reference lib="dom" />

/** Texts under keys, in one of the browser's storages. No call throws. */
export interface BrowserStorage {
  get(key: string): string | undefined;
  /** Undefined removes it. What the browser does not take is kept in memory, for as long as the page is open. */
  set(key: string, value: string | undefined): void;
  keys(): string[];
  /** Whether what is under the keys that begin so survives closing the page; of an unusable storage nothing does. */
  keeps(prefix: string): boolean;
  /** Calls the listener after every change, also of another tab; without a key when all was cleared. Returns what stops it. */
  watch(listener: (key: string | undefined) => void): () => void;
}

type Area = 'localStorage' | 'sessionStorage';

const opened = new Map<Area, BrowserStorage>();

/**
 * A storage of the browser that goes on in memory where the browser refuses: site data may be blocked, the storage full, or cleared
 * under an open page. One object per area, for the whole page.
 */
export function browserStorage(area: Area): BrowserStorage {
  const storage = opened.get(area) ?? new MirroredStorage(area);
  opened.set(area, storage);
  return storage;
}

/** Invariant: what this page has read or written stays, until this page or another one changes that key. */
class MirroredStorage implements BrowserStorage {
  private readonly mirror = new Map<string, string>();
  /** Keys whose last change the browser did not take: the mirror has the newer value, or none. */
  private readonly untaken = new Set<string>();
  private readonly listeners = new Set<(key: string | undefined) => void>();

  constructor(private readonly area: Area) {
    globalThis.addEventListener?.('storage', (event) => this.follow(event));
  }

  get(key: string): string | undefined {
    const stored = this.untaken.has(key) ? undefined : this.stored(key);
    if (stored === undefined) return this.mirror.get(key);
    this.mirror.set(key, stored);
    return stored;
  }

  set(key: string, value: string | undefined): void {
    this.reflect(key, value);
    try {
      if (value === undefined) this.medium.removeItem(key);
      else this.medium.setItem(key, value);
      this.untaken.delete(key);
    } catch {
      this.untaken.add(key);
    }
    this.notify(key);
  }

  keys(): string[] {
    const stored = attempt(() => Object.keys(this.medium)) ?? [];
    return [...new Set([...stored.filter((key) => !this.untaken.has(key)), ...this.mirror.keys()])];
  }

  keeps(prefix: string): boolean {
    if (!attempt(() => this.medium)) return false;
    return [...this.mirror].every(([key, value]) => !key.startsWith(prefix) || this.stored(key) === value);
  }

  watch(listener: (key: string | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Read anew each time: the browser may refuse at any time. */
  private get medium(): Storage {
    return this.area === 'localStorage' ? localStorage : sessionStorage;
  }

  private stored(key: string): string | undefined {
    return attempt(() => this.medium.getItem(key)) ?? undefined;
  }

  private reflect(key: string, value: string | undefined): void {
    if (value === undefined) this.mirror.delete(key);
    else this.mirror.set(key, value);
  }

  /** Follows another tab. Without a key: somebody cleared the site's data, which the page does by no key but one by one. */
  private follow({ key, newValue, storageArea }: StorageEvent): void {
    if (storageArea !== attempt(() => this.medium)) return;
    if (key !== null) {
      this.untaken.delete(key);
      this.reflect(key, newValue ?? undefined);
    }
    this.notify(key ?? undefined);
  }

  private notify(key: string | undefined): void {
    for (const listener of this.listeners) listener(key);
  }
}

/** @returns undefined when the browser refuses */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
