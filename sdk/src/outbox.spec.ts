import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import { memoryStore, type OutboxEntry, type OutboxStore, type OutgoingMessage } from './outbox-store.js';
import { Outbox } from './outbox.js';
import { HubError } from './problem-error.js';

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
    refusalOf: ({ message }) => (message.content === 'refused' ? refusal('request.invalid', false).problem : undefined),
    isReady: () => connection.open,
    send: (entry) =>
      new Promise<Message>((resolve, reject) => {
        attempts.push({ entry, resolve: () => resolve({} as Message), reject });
      }),
    laneOf: ({ conversationId }) => conversationId ?? '',
    onStored: () => undefined,
    onChange: () => undefined,
  });
  const sent = () => attempts.map(({ entry }) => entry.message.content);
  const open = () => {
    connection.open = true;
    outbox.connectionOpened();
    outbox.flush();
  };
  /** Ends the connection; what is on its way is not answered any more. */
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

/** Lets everything run that does not wait for time. */
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('the outbox', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has one message of a conversation on its way, and conversations side by side', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await Promise.all([outbox.add(to('a', '1')), outbox.add(to('a', '2')), outbox.add(to('b', '3'))]);
    expect(sent()).toEqual(['1', '3']);
    attempts[0]!.resolve();
    await settle();
    expect(sent()).toEqual(['1', '3', '2']);
  });

  it('shows what another tab keeps, and sends it when that tab does not', async () => {
    const { outbox, attempts, sent } = outboxOf();
    const shown = () => outbox.entries.map(({ message }) => message.content);
    await outbox.add(to('a', 'mine'));
    const [mine] = outbox.entries;
    const theirs = { ...mine!, clientMessageId: 'theirs', order: mine!.order + 1, message: to('a', 'theirs') };
    outbox.adopt([theirs, mine!]);
    expect(shown()).toEqual(['mine', 'theirs']);
    attempts[0]!.resolve();
    await settle();
    // Read before the store knew that mine is done with.
    outbox.adopt([theirs, mine!]);
    expect([shown(), sent()]).toEqual([['theirs'], ['mine']]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(sent()).toEqual(['mine', 'theirs']);
  });

  it('shows what became of a message in another tab, and sends none that was discarded there', async () => {
    const { outbox, connection, sent } = outboxOf();
    connection.open = false;
    await outbox.add(to('a', '1'));
    const [entry] = outbox.entries;
    const problem = refusal('conversation.not_found', false).problem;
    outbox.adopt([{ ...entry!, problem }]);
    expect(outbox.entries).toEqual([{ ...entry!, problem }]);
    outbox.adopt([]);
    expect(outbox.entries).toEqual([]);
    connection.open = true;
    outbox.flush();
    await settle();
    expect(sent()).toEqual([]);
  });

  it('tries again under the same id, later and later, before whatever comes after', async () => {
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

  it('sends in twenty conversations at once', async () => {
    const { outbox, attempts, sent } = outboxOf();
    const lanes = Array.from({ length: 25 }, (_, lane) => `${lane}`);
    for (const lane of lanes) await outbox.add(to(lane, lane));
    expect(sent()).toEqual(lanes.slice(0, 20));
    attempts[0]!.resolve();
    attempts[1]!.reject(refusal('conversation.not_found', false));
    await settle();
    expect(sent()).toEqual(lanes.slice(0, 22));
  });

  it('sends nothing for a second when the limit of its user is spent, and then what was refused first', async () => {
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

  it('sends in one conversation after a limit was met, and in one more after each message that is stored', async () => {
    const { outbox, attempts, sent } = outboxOf();
    for (const lane of ['a', 'b', 'c', 'd']) await outbox.add(to(lane, lane));
    for (const attempt of attempts) attempt.reject(refusal('rate.limited', true, 1));
    await jest.advanceTimersByTimeAsync(1100);
    expect(sent().slice(4)).toEqual(['a']);
    attempts[4]!.resolve();
    await settle();
    expect(sent().slice(4)).toEqual(['a', 'b', 'c']);
  });

  it('waits for a connection, and then goes on at once', async () => {
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

  it('keeps what is refused for its user, and goes on', async () => {
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

  it('waits with a message while the session is renewed', async () => {
    const { outbox, attempts, sent } = outboxOf();
    await outbox.add(to('a', '1'));
    attempts[0]!.reject(refusal('auth.token_expired', false));
    await jest.advanceTimersByTimeAsync(400);
    expect(outbox.entries[0]?.problem).toBeUndefined();
    expect(sent()).toEqual(['1', '1']);
  });

  it('needs no acknowledgement for what is seen to be stored', async () => {
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

  it('goes on after a reload with what is left, in its order', async () => {
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

  it('refuses a message that cannot be kept', async () => {
    const store = { ...memoryStore(), put: () => Promise.reject(new Error('The disk is full.')) };
    const { outbox, sent } = outboxOf(store);
    await expect(outbox.add(to('a', '1'))).rejects.toThrow('The disk is full.');
    expect(outbox.entries).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it('fails at once with what would be refused, sends nothing of it, and goes on', async () => {
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

  it('fails with what an earlier version has stored and would be refused, and ignores what is no message', async () => {
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
    outbox.adopt([
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

  it('remembers a bounded number of messages that are done with', async () => {
    const { outbox, attempts } = outboxOf();
    for (let index = 0; index < 600; index += 1) {
      await outbox.add(to('a', `${index}`));
      attempts[index]!.resolve();
      await settle();
    }
    const kept = Object.values(outbox).filter((part) => part instanceof Set || part instanceof Map) as {
      size: number;
    }[];
    expect(kept.length).toBeGreaterThan(3);
    expect(Math.max(...kept.map(({ size }) => size))).toBeLessThanOrEqual(256);
    // Read before the store knew that the last one is done with.
    outbox.adopt([attempts.at(-1)!.entry]);
    expect(outbox.entries).toEqual([]);
  });

  describe('with a message that ends the connection', () => {
    /** Goes on until nothing changes: whatever is sent is stored, but for the bad one, which ends the connection. */
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

    it('sends the others, that one alone and last, and gives it up', async () => {
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
      const once = (content: string) => sent().lastIndexOf(content) < sent().lastIndexOf('bad');
      expect(['1', '2', '3', '4'].map(once)).toEqual([true, true, true, true]);
      // After its second attempt it does not keep its conversation waiting.
      expect(sent().filter((content) => ['1', '2'].includes(content))).toEqual(['1', '2']);
    });

    it('goes on counting after a reload', async () => {
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

    it('tries it again when its user says so, alone, and forgets it when it is stored', async () => {
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

    it('gives up each of several, and none of those that were on their way with them', async () => {
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

  describe('blames no message', () => {
    const ends: [why: string, lose: (box: ReturnType<typeof outboxOf>) => Promise<void>][] = [
      [
        'for a server that restarts: it is not back at the first attempt',
        async (box) => {
          await box.end();
          box.outbox.connectionFailed();
          await jest.advanceTimersByTimeAsync(1000);
          box.open();
        },
      ],
      [
        'for a network that is gone for a while',
        async (box) => {
          await box.end();
          await jest.advanceTimersByTimeAsync(15_000);
          box.open();
        },
      ],
      ['for a connection that this client ended', (box) => box.reconnect(false)],
      [
        'for the end of a connection long after it was sent',
        async (box) => {
          await jest.advanceTimersByTimeAsync(2500);
          await box.reconnect();
        },
      ],
    ];
    it.each(ends)('%s', async (_, lose) => {
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

    it('for long when connections end while it waits: each of these ends counts for it', async () => {
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

    it('that was not alone for more than one attempt: what is on its way is answered before', async () => {
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

    it('for a network that fails again and again, also when no message is on its way', async () => {
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
