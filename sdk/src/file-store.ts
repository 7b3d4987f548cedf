import { readFile, rename, writeFile } from 'node:fs/promises';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';

/**
 * Keeps unsent messages in a file: for Node. One process at a time.
 *
 * What changes while the file is being written is written together, next.
 */
export function fileStore(path: string): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  let writing = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = async () => {
    next = undefined;
    // Renamed into place: a crash in the middle leaves the old file whole.
    await writeFile(`${path}.new`, JSON.stringify([...entries.values()]), { flush: true });
    await rename(`${path}.new`, path);
  };
  const keep = () => {
    next ??= writing.then(write);
    // A write that fails is told to those who wait for it; the next one writes all of it again.
    writing = next.catch(() => undefined);
    return next;
  };
  return {
    async load() {
      for (const entry of await read(path)) entries.set(entry.clientMessageId, entry);
      return [...entries.values()];
    },
    put(entry) {
      entries.set(entry.clientMessageId, entry);
      return keep();
    },
    delete(id) {
      entries.delete(id);
      return keep();
    },
  };
}

async function read(path: string): Promise<OutboxEntry[]> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as OutboxEntry[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
