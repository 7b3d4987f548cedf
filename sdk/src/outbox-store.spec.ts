import 'fake-indexeddb/auto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore } from './file-store.js';
import { indexedDbStore } from './indexed-db-store.js';
import { memoryStore, type OutboxEntry, type OutboxStore } from './outbox-store.js';

const entry = (id: string, content = id): OutboxEntry => ({
  clientMessageId: id,
  order: 1,
  message: { conversationId: 'a', content },
  createdAt: '2026-01-01T00:00:00.000Z',
});

/**
 * For each kind, a function that opens the same store again, as after a reload. A store in memory is always one object.
 */
const kinds: [name: string, openerIn: (folder: string) => () => OutboxStore][] = [
  ['in memory', () => () => memory],
  ['in a file', (folder) => () => fileStore(join(folder, 'outbox.json'))],
  ['in IndexedDB', (folder) => () => indexedDbStore(folder)],
];
const memory = memoryStore();

describe('an outbox store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-store-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(kinds)('%s still has the entries after a reload that were put and not deleted', async (_, openerIn) => {
    const open = openerIn(folder);
    const store = open();
    expect(await store.load()).toEqual([]);
    await Promise.all(['1', '2', '3'].map((id) => store.put(entry(id))));
    await Promise.all([store.delete('2'), store.delete('unknown'), store.put(entry('3', 'changed'))]);
    expect(await open().load()).toEqual([entry('1'), entry('3', 'changed')]);
  });

  it('in a file rejects a file that is not an outbox, and does not change that file', async () => {
    const path = join(folder, 'outbox.json');
    for (const text of ['', '[{"clientMess', '{}', 'null', '7']) {
      await writeFile(path, text);
      await expect(fileStore(path).load()).rejects.toMatchObject({
        name: 'HubError',
        message: expect.stringContaining(`${path} is not an outbox`) as string,
      });
      expect(await readFile(path, 'utf8')).toBe(text);
    }
    await writeFile(path, JSON.stringify([null, 7, {}, entry('1')]));
    expect(await fileStore(path).load()).toEqual([entry('1')]);
  });

  it('in IndexedDB notifies the other tabs of each change until their listeners are removed', async () => {
    const [one, other] = [indexedDbStore(folder), indexedDbStore(folder)];
    const notifications: string[][] = [];
    let onNotified = () => {};
    const listen = (store: OutboxStore, name: string) =>
      store.watch!((entries) => {
        notifications.push([name, ...entries.map(({ clientMessageId }) => clientMessageId)]);
        onNotified();
      });
    const next = () => new Promise<void>((resolve) => (onNotified = resolve));
    const stops = [listen(one, 'one'), listen(other, 'other')];
    await Promise.all([next(), one.put(entry('1'))]);
    await Promise.all([next(), other.put(entry('2'))]);
    await Promise.all([next(), other.delete('1')]);
    for (const stop of stops) stop();
    expect(notifications).toEqual([
      ['other', '1'],
      ['one', '1', '2'],
      ['one', '2'],
    ]);
  });
});
