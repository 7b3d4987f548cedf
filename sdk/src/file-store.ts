import { readFile, rename, writeFile } from 'node:fs/promises';
import { invalidArgument } from './local-problem.js';
import type { OutboxEntry, OutboxStore } from './outbox-store.js';
import { isOutboxEntry } from './outgoing-message.js';

/**
 * Returns a store of unsent messages in a JSON file, for Node. Only one process can use a file at a time.
 *
 * Each write saves all entries. Changes that are made during one write are saved together by the next write.
 *
 * @param path the path of the file; the file need not exist
 */
export function fileStore(path: string): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  let writing = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = async () => {
    next = undefined;
    // Writes another file and renames it, so that a crash during the write leaves the old file intact.
    await writeFile(`${path}.new`, JSON.stringify([...entries.values()]), { flush: true });
    await rename(`${path}.new`, path);
  };
  const save = () => {
    next ??= writing.then(write);
    // Only the callers that wait for a failed write get its error: the next write can succeed.
    writing = next.catch(() => undefined);
    return next;
  };
  return {
    async load() {
      for (const entry of await readEntries(path)) entries.set(entry.clientMessageId, entry);
      return [...entries.values()];
    },
    put(entry) {
      entries.set(entry.clientMessageId, entry);
      return save();
    },
    delete(id) {
      entries.delete(id);
      return save();
    },
  };
}

async function readEntries(path: string): Promise<OutboxEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return parseEntries(text, path);
}

/** Parses a file. @throws HubError `request.invalid` when the file is not one that {@link fileStore} has written */
function parseEntries(text: string, path: string): OutboxEntry[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw invalidArgument(`${path} is not an outbox file: it does not contain JSON.`, error);
  }
  if (!Array.isArray(entries)) throw invalidArgument(`${path} is not an outbox file: it does not contain a list.`);
  return entries.filter(isOutboxEntry);
}
