import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import { memoryStore, type OutboxEntry, type OutboxStore, type OutgoingMessage } from './outbox-store.js';
import { Outbox } from './outbox.js';
import { HubError } from './hub-error.js';

interface Attempt {
  readonly entry: OutboxEntry;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const refusal = (code: Problem['code'], retryable: boolean, retryAfter?: number) =>
  new HubError({ code, retryable, detail: code, ...(retryAfter !== undefined && { retryAfter }) } as Problem);

const to = (conversationId: string, content: string): OutgoingMessage => ({ conversationId, content });

function outboxOf(store: OutboxStore = memoryStore(), left: OutboxEntry[] = []) {
  const attempts: Attempt[] = [];
  const connection = { open: true };
  const outbox = new Outbox(left, {
    store,
    problemOf: ({ message }) => (message.content === 'refused' ? refusal('request.invalid', false).problem : undefined),
    isReady: () => connection.open,
    send: (entry) =>
      new Promise<Message>((resolve, reject) => {
        attempts.push({ entry, resolve: () => resolve({} as Message), reject });
      }),
    queueOf: ({ conversationId }) => conversationId ?? '',
    onStored: () => undefined,
    onChange: () => undefined,
  });
  const sent = () => attempts.map(({ entry }) => entry.message.content);
  const open = () => {
    connection.open = true;
    outbox.connectionOpened();
    outbox.flush();
  };
  /** Ends the connection and rejects the attempts in flight. */
  const end = async (byServer = true) => {
    connection.open = false;
    outbox.connectionEnded(byServer);
    for (const { reject } of attempts) reject(new Error('socket has been disconnected'));
    await settle();
  };
  const reconnect = async (byServer?: boolean) => {
    await end(byServer);
    await jest.advanceTimersByTimeAsync(500);
    open();
  };
  return { outbox, attempts, connection, sent, open, end, reconnect, seen: { count: 0 } };
}

/** Lets all promises settle that do not wait for a timer. */
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('the outbox', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends messages of one conversation one after the other, and those of several conversations concurrently', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await Promise.all([outbox.add(to('a', '1')), outbox.add(to('a', '2')), outbox.add(to('b', '3'))]);
    expect(sent()).toEqual(['1', '3']);
    attempts[0]!.resolve();
    await settle();
    expect(sent()).toEqual(['1', '3', '2']);
  });

  it('shows unsent messages of another tab, and sends them if that tab does not send them', async () => {
    const { outbox, attempts, sent } = outboxOf();
    const shown = () => outbox.entries.map(({ message }) => message.content);
    await outbox.add(to('a', 'mine'));
    const [mine] = outbox.entries;
    const theirs = { ...mine!, clientMessageId: 'theirs', order: mine!.order + 1, message: to('a', 'theirs') };
    outbox.mergeStored([theirs, mine!]);
    expect(shown()).toEqual(['mine', 'theirs']);
    attempts[0]!.resolve();
    await settle();
    // This read of the store began before the entry of this tab was removed from the store.
    outbox.mergeStored([theirs, mine!]);
    expect([shown(), sent()]).toEqual([['theirs'], ['mine']]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(sent()).toEqual(['mine', 'theirs']);
  });

  it('shows that a message has failed in another tab, and does not send a message that was discarded in another tab', async () => {
    const { outbox, connection, sent } = outboxOf();
    connection.open = false;
    await outbox.add(to('a', '1'));
    const [entry] = outbox.entries;
    const problem = refusal('conversation.not_found', false).problem;
    outbox.mergeStored([{ ...entry!, problem }]);
    expect(outbox.entries).toEqual([{ ...entry!, problem }]);
    outbox.mergeStored([]);
    expect(outbox.entries).toEqual([]);
    connection.open = true;
    outbox.flush();
    await settle();
    expect(sent()).toEqual([]);
  });

  it('retries a message with backoff and the same clientMessageId, before later messages of the conversation', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await outbox.add(to('a', '1'));
    await outbox.add(to('a', '2'));
    attempts[0]!.reject(new Error('operation has timed out'));
    await settle();
    expect(sent()).toEqual(['1']);
    await jest.advanceTimersByTimeAsync(400);
    attempts[1]!.reject(refusal('server.overloaded', true, 5));
    await jest.advanceTimersByTimeAsync(4900);
    expect(sent()).toEqual(['1', '1']);
    await jest.advanceTimersByTimeAsync(200);
    expect(sent()).toEqual(['1', '1', '1']);
    expect(new Set(attempts.map(({ entry }) => entry.clientMessageId)).size).toBe(1);
    attempts[2]!.resolve();
    await settle();
    expect(sent().at(-1)).toBe('2');
  });

  it('sends in at most 20 conversations concurrently', async () => {
    const { outbox, attempts, sent } = outboxOf();
    const ids = Array.from({ length: 25 }, (_, index) => `${index}`);
    for (const id of ids) await outbox.add(to(id, id));
    expect(sent()).toEqual(ids.slice(0, 20));
    attempts[0]!.resolve();
    attempts[1]!.reject(refusal('conversation.not_found', false));
    await settle();
    expect(sent()).toEqual(ids.slice(0, 22));
  });

  it('sends nothing for at least a second after the rate limit was exceeded, and then the refused message first', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await outbox.add(to('a', '1'));
    await outbox.add(to('b', '2'));
    await outbox.add(to('b', '3'));
    attempts[0]!.reject(refusal('rate.limited', true, 0.05));
    await settle();
    attempts[1]!.resolve();
    await jest.advanceTimersByTimeAsync(900);
    expect(sent()).toEqual(['1', '2']);
    await jest.advanceTimersByTimeAsync(200);
    expect(sent()).toEqual(['1', '2', '1', '3']);
    attempts[2]!.reject(refusal('rate.limited', true, 5));
    attempts[3]!.resolve();
    await jest.advanceTimersByTimeAsync(4900);
    expect(sent()).toEqual(['1', '2', '1', '3']);
    await jest.advanceTimersByTimeAsync(200);
    expect(sent()).toEqual(['1', '2', '1', '3', '1']);
  });

  it('sends in one conversation at a time after the rate limit was exceeded, and in one more with each stored message', async () => {
    const { outbox, attempts, sent } = outboxOf();
    for (const id of ['a', 'b', 'c', 'd']) await outbox.add(to(id, id));
    for (const attempt of attempts) attempt.reject(refusal('rate.limited', true, 1));
    await jest.advanceTimersByTimeAsync(1100);
    expect(sent().slice(4)).toEqual(['a']);
    attempts[4]!.resolve();
    await settle();
    expect(sent().slice(4)).toEqual(['a', 'b', 'c']);
  });

  it('does not retry while there is no connection, and retries at once when there is one', async () => {
    const { outbox, attempts, connection, sent } = outboxOf();
    await outbox.add(to('a', '1'));
    connection.open = false;
    attempts[0]!.reject(new Error('socket has been disconnected'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sent()).toEqual(['1']);
    connection.open = true;
    outbox.flush();
    expect(sent()).toEqual(['1', '1']);
  });

  it('keeps a refused message until the user retries or discards it, and sends the others', async () => {
    const store = memoryStore();
    const { outbox, attempts, sent } = outboxOf(store);
    const id = await outbox.add(to('a', '1'));
    await outbox.add(to('a', '2'));
    attempts[0]!.reject(refusal('conversation.not_found', false));
    await settle();
    expect(sent()).toEqual(['1', '2']);
    expect(outbox.entries[0]).toMatchObject({ clientMessageId: id, problem: { code: 'conversation.not_found' } });
    expect(await store.load()).toEqual(outbox.entries);
    attempts[1]!.resolve();
    await settle();
    await outbox.retry(id);
    expect(sent()).toEqual(['1', '2', '1']);
    await outbox.discard(id);
    expect(await store.load()).toEqual([]);
  });

  it('retries a message that was refused because the token has expired', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await outbox.add(to('a', '1'));
    attempts[0]!.reject(refusal('auth.token_expired', false));
    await jest.advanceTimersByTimeAsync(400);
    expect(outbox.entries[0]?.problem).toBeUndefined();
    expect(sent()).toEqual(['1', '1']);
  });

  it('does not retry a message that has arrived in an event of the server, although its acknowledgement was lost', async () => {
    const { outbox, attempts, sent } = outboxOf();
    const id = await outbox.add(to('a', '1'));
    await outbox.add(to('a', '2'));
    outbox.confirm(id);
    await settle();
    expect(sent()).toEqual(['1', '2']);
    attempts[0]!.reject(new Error('socket has been disconnected'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sent()).toEqual(['1', '2']);
  });

  it('sends the messages that are in the store after a reload, in the order in which they were written', async () => {
    const store = memoryStore();
    const before = outboxOf(store);
    before.connection.open = false;
    for (const content of ['1', '2', '3']) await before.outbox.add(to('a', content));
    before.outbox.close();
    const { outbox, attempts, sent } = outboxOf(store, (await store.load()).toReversed());
    outbox.flush();
    for (const index of [0, 1, 2]) {
      attempts[index]!.resolve();
      await settle();
    }
    expect(sent()).toEqual(['1', '2', '3']);
    expect(outbox.entries).toEqual([]);
    expect(await store.load()).toEqual([]);
  });

  it('rejects a message that the store cannot save', async () => {
    const store = { ...memoryStore(), put: () => Promise.reject(new Error('The disk is full.')) };
    const { outbox, sent } = outboxOf(store);
    await expect(outbox.add(to('a', '1'))).rejects.toThrow('The disk is full.');
    expect(outbox.entries).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it('marks a message that the server would refuse as failed without sending it, and sends the others', async () => {
    const store = memoryStore();
    const { outbox, connection, sent } = outboxOf(store);
    connection.open = false;
    const id = await outbox.add(to('a', 'refused'));
    await outbox.add(to('a', '2'));
    expect(outbox.entries).toMatchObject([{ problem: { code: 'request.invalid' } }, { message: { content: '2' } }]);
    expect(await store.load()).toEqual(outbox.entries);
    connection.open = true;
    await outbox.retry(id);
    await settle();
    expect(outbox.entries[0]).toMatchObject({ problem: { code: 'request.invalid' } });
    expect(sent()).toEqual(['2']);
  });

  it('marks a message from the store that the server would refuse as failed, and ignores values that are not messages', async () => {
    const entry = (content: string, order: number) => ({
      clientMessageId: content,
      order,
      message: to('a', content),
      createdAt: '2026-01-01T00:00:00.000Z',
    });
    const garbage = [null, 7, {}, { ...entry('x', 0), message: null }, { ...entry('x', 0), message: { content: 'x' } }];
    const { outbox, sent } = outboxOf(memoryStore(), [
      ...(garbage as OutboxEntry[]),
      entry('refused', 1),
      entry('fine', 2),
    ]);
    outbox.flush();
    expect(sent()).toEqual(['fine']);
    outbox.mergeStored([
      ...(garbage as OutboxEntry[]),
      ...outbox.entries,
      entry('fine', 2),
      { ...entry('refused', 3), clientMessageId: '3' },
    ]);
    const states = outbox.entries.map(({ message, problem }) => [message.content, problem?.code]);
    expect(states).toEqual([
      ['refused', 'request.invalid'],
      ['fine', undefined],
      ['refused', 'request.invalid'],
    ]);
  });

  it('remembers the ids of at most 256 removed messages', async () => {
    const { outbox, attempts } = outboxOf();
    for (let index = 0; index < 600; index += 1) {
      await outbox.add(to('a', `${index}`));
      attempts[index]!.resolve();
      await settle();
    }
    const collections = Object.values(outbox).filter((value) => value instanceof Set || value instanceof Map) as {
      size: number;
    }[];
    expect(collections.length).toBeGreaterThan(3);
    expect(Math.max(...collections.map(({ size }) => size))).toBeLessThanOrEqual(256);
    // This read of the store began before the last entry was removed from the store.
    outbox.mergeStored([attempts.at(-1)!.entry]);
    expect(outbox.entries).toEqual([]);
  });

  describe('with a message that ends connections', () => {
    /**
     * Runs an outbox on a server that acknowledges every message, except bad messages, which end the connection.
     *
     * @returns how many connections have ended
     */
    async function run(box: ReturnType<typeof outboxOf>, isBad: (content: string) => boolean, seconds = 20) {
      let ends = 0;
      for (let tick = 0; tick < seconds * 20; tick += 1) {
        for (; box.seen.count < box.attempts.length; box.seen.count += 1) {
          const attempt = box.attempts[box.seen.count]!;
          if (!isBad(attempt.entry.message.content)) attempt.resolve();
          else {
            ends += 1;
            await box.reconnect();
          }
        }
        await jest.advanceTimersByTimeAsync(50);
      }
      return ends;
    }

    it('sends all other messages first, and marks that message as failed after four attempts', async () => {
      const store = memoryStore();
      const box = outboxOf(store);
      const { outbox, sent } = box;
      box.open();
      await outbox.add(to('a', 'bad'));
      for (const content of ['1', '2']) await outbox.add(to('a', content));
      for (const content of ['3', '4']) await outbox.add(to('b', content));
      const ends = await run(box, (content) => content === 'bad');

      expect(ends).toBe(4);
      expect(outbox.entries).toMatchObject([
        {
          message: { content: 'bad' },
          endedConnections: 4,
          problem: { code: 'message.undeliverable', retryable: false },
        },
      ]);
      expect(await store.load()).toEqual(outbox.entries);
      const isBeforeBad = (content: string) => sent().lastIndexOf(content) < sent().lastIndexOf('bad');
      expect(['1', '2', '3', '4'].map(isBeforeBad)).toEqual([true, true, true, true]);
      // After its second attempt the bad message no longer blocks its conversation.
      expect(sent().filter((content) => ['1', '2'].includes(content))).toEqual(['1', '2']);
    });

    it('continues after a reload to count the connections that the message has ended', async () => {
      const store = memoryStore();
      const before = outboxOf(store);
      before.open();
      await before.outbox.add(to('a', 'bad'));
      await before.reconnect();
      await jest.advanceTimersByTimeAsync(300);
      await before.reconnect();
      before.outbox.close();
      expect(before.sent()).toEqual(['bad', 'bad']);

      const box = outboxOf(store, await store.load());
      box.open();
      await box.outbox.add(to('a', '1'));
      expect(box.sent()).toEqual(['1']);
      expect(await run(box, (content) => content === 'bad')).toBe(2);
      expect(box.outbox.entries).toMatchObject([{ problem: { code: 'message.undeliverable' } }]);
    });

    it('makes two more attempts when the user retries the failed message, and removes it when it is stored', async () => {
      const box = outboxOf();
      box.open();
      const id = await box.outbox.add(to('a', 'bad'));
      await run(box, () => true);
      const before = box.attempts.length;
      await box.outbox.retry(id);
      expect(await run(box, () => true)).toBe(2);
      expect(box.outbox.entries).toMatchObject([{ problem: { code: 'message.undeliverable' } }]);
      await box.outbox.retry(id);
      expect(await run(box, () => false)).toBe(0);
      expect(box.attempts).toHaveLength(before + 3);
      expect(box.outbox.entries).toEqual([]);
    });

    it('sends that message only while no other one is in flight, and then sends no other one for two seconds', async () => {
      const box = outboxOf();
      box.open();
      await box.outbox.add(to('a', '1'));
      await box.reconnect();
      await box.outbox.add(to('b', '2'));
      await jest.advanceTimersByTimeAsync(1000);
      await box.outbox.add(to('c', '3'));
      expect(box.sent()).toEqual(['1', '2']);
      box.attempts[1]!.resolve();
      await settle();
      await box.outbox.add(to('d', '4'));
      expect(box.sent()).toEqual(['1', '2', '1']);
      await jest.advanceTimersByTimeAsync(2000);
      expect(box.sent()).toEqual(['1', '2', '1', '3', '4']);
    });

    it('marks several such messages as failed, but not the messages that were in flight with them', async () => {
      const box = outboxOf();
      box.open();
      for (const content of ['1', 'bad 2', '3', 'bad 4', '5', '6']) await box.outbox.add(to(content, content));
      await box.reconnect();
      expect(box.outbox.entries.map(({ endedConnections }) => endedConnections)).toEqual([1, 1, 1, 1, 1, 1]);
      box.seen.count = 6;
      await run(box, (content) => content.startsWith('bad'), 60);
      expect(box.outbox.entries.map(({ message, problem }) => [message.content, problem?.code])).toEqual([
        ['bad 2', 'message.undeliverable'],
        ['bad 4', 'message.undeliverable'],
      ]);
      const goods = box
        .sent()
        .slice(6)
        .filter((content) => !content.startsWith('bad'));
      expect(goods.toSorted()).toEqual(['1', '3', '5', '6']);
    });
  });

  describe('does not mark a message as failed', () => {
    const ends: [cause: string, lose: (box: ReturnType<typeof outboxOf>) => Promise<void>][] = [
      [
        'the server restarts, so that the first attempt to reconnect fails',
        async (box) => {
          await box.end();
          box.outbox.connectionFailed();
          await jest.advanceTimersByTimeAsync(1000);
          box.open();
        },
      ],
      [
        'the network is down for 15 seconds',
        async (box) => {
          await box.end();
          await jest.advanceTimersByTimeAsync(15_000);
          box.open();
        },
      ],
      ['this client has ended the connection', (box) => box.reconnect(false)],
      [
        'the connection ends more than two seconds after the message was sent',
        async (box) => {
          await jest.advanceTimersByTimeAsync(2500);
          await box.reconnect();
        },
      ],
    ];
    it.each(ends)('when %s', async (_, lose) => {
      const box = outboxOf();
      box.open();
      await box.outbox.add(to('a', '1'));
      await box.outbox.add(to('a', '2'));
      for (let times = 0; times < 10; times += 1) await lose(box);
      expect(box.sent()).toEqual(Array.from({ length: 11 }, () => '1'));
      box.attempts.at(-1)!.resolve();
      await settle();
      expect(box.outbox.entries.map(({ message, problem }) => [message.content, problem])).toEqual([['2', undefined]]);
      expect(box.sent().at(-1)).toBe('2');
    });

    it('when connections also end while the message is not in flight, each of which decrements endedConnections', async () => {
      const box = outboxOf();
      const ended = () => box.outbox.entries[0]!.endedConnections;
      box.open();
      await box.outbox.add(to('a', '1'));
      await box.reconnect();
      await jest.advanceTimersByTimeAsync(300);
      await box.reconnect();
      expect([ended(), box.sent().length]).toEqual([2, 2]);
      await jest.advanceTimersByTimeAsync(1900);
      await box.reconnect();
      expect([ended(), box.sent().length]).toEqual([1, 2]);
      await jest.advanceTimersByTimeAsync(200);
      await box.reconnect();
      expect([ended(), box.sent().length]).toEqual([0, 3]);
    });

    it('when the network fails repeatedly, also while no message is in flight', async () => {
      const box = outboxOf();
      box.open();
      await box.outbox.add(to('a', '1'));
      for (let times = 0; times < 30; times += 1) {
        await box.reconnect();
        await jest.advanceTimersByTimeAsync(200);
      }
      expect(box.outbox.entries[0]!.problem).toBeUndefined();
      expect(box.outbox.entries[0]!.endedConnections).toBeLessThan(2);
      await jest.advanceTimersByTimeAsync(5000);
      box.attempts.at(-1)!.resolve();
      await settle();
      expect(box.outbox.entries).toEqual([]);
    });
  });
});
