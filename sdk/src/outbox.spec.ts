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
  return { outbox, attempts, connection, sent };
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
});
