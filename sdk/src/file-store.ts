import { readFile, rename, writeFile } from 'node:fs/promises';
import { misuse } from './local-problem.js';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';
import { isEntry } from './outgoing.js';

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
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return entriesIn(text, path);
}

/** @throws HubError `request.invalid` when the file is none that {@link fileStore} has written: it is left as it is */
function entriesIn(text: string, path: string): OutboxEntry[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw misuse(`${path} is no outbox: it does not hold JSON.`, error);
  }
  if (!Array.isArray(entries)) throw misuse(`${path} is no outbox: it does not hold a list.`);
  return entries.filter(isEntry);
}
