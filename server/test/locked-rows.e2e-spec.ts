import {
  closeHubs,
  closeSockets,
  register,
  registerAll,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

/** A blocked send fails within 5 s; the rest is a margin for slow machines. */
const RESPONSE_LIMIT_MS = 15_000;

interface Timed<T> {
  readonly result: T;
  readonly ms: number;
}

/** Measures an operation that the lock delays. Others that end while `isSettled` is false do not wait for the lock. */
class DelayedOperation<T> {
  isSettled = false;
  readonly completion: Promise<Timed<T>>;

  constructor(work: Promise<T>) {
    const started = performance.now();
    this.completion = work.then((result) => {
      this.isSettled = true;
      return { result, ms: performance.now() - started };
    });
  }
}

/** Returns the code of the problem, or undefined if the operation succeeded. */
const codeOf = (operation: Promise<unknown>) =>
  operation.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(closeSockets);
afterAll(closeHubs);

describe('a row lock of another transaction', () => {
  /** Registers Ana and `count` other people, who each have a conversation with her. */
  async function createConversations(count: number) {
    const ana = await register(hub, 'Ana');
    const anaSocket = await ana.connect();
    const others = await registerAll(hub, count);
    const rows = [];
    for (const other of others) {
      const { conversation } = await anaSocket.send({ receiverId: other.id, content: 'first' });
      rows.push({ other, id: conversation.id });
    }
    return { ana, anaSocket, rows };
  }

  const storedContents = async (id: string) => {
    const rows = await hub.sql.rows<{ content: string }>(
      'select content from messages where conversation_id = $1 order by seq',
      [id],
    );
    return rows.map(({ content }) => content);
  };

  const isOnline = async ({ id }: TestPerson) => {
    const [row] = await hub.sql.rows<{ online: boolean }>('select online from users where id = $1', [id]);
    return row!.online;
  };

  /** Returns whether the latest statement of any connection is the one that looks for locked rows. */
  const hasLookedForLocks = async () => {
    const rows = await hub.sql.rows(
      `select from pg_stat_activity where datname = current_database() and query like '%free_conversations%'
          and pid <> pg_backend_pid()`,
    );
    return rows.length > 0;
  };

  describe.each([
    ['on the conversation', 'select from conversations where id = $1 for update'],
    [
      'on the sender as a participant',
      'select from participants where conversation_id = $1 and user_id = $2 for update',
    ],
    ['on the conversation, from an update', 'update conversations set last_activity_at = now() where id = $1'],
  ])('%s', (_, lock) => {
    const valuesOf = (id: string, userId: string) => (lock.includes('$2') ? [id, userId] : [id]);

    it('does not delay sends to other conversations, and a send to the locked conversation fails within the time limit and stores nothing', async () => {
      const { ana, anaSocket, rows } = await createConversations(12);
      const [locked, ...others] = rows;
      const { rollback: release } = await hub.openTransaction(lock, valuesOf(locked!.id, ana.id));

      const blocked = new DelayedOperation(
        codeOf(anaSocket.send({ receiverId: locked!.other.id, content: 'blocked' })),
      );
      const sends = await Promise.all(
        others.map(({ other }) => anaSocket.send({ receiverId: other.id, content: 'second' })),
      );
      expect(blocked.isSettled).toBe(false);
      expect(sends.map(({ seq }) => seq)).toEqual(others.map(() => 2));

      const outcome = await blocked.completion;
      expect(outcome.result).toBe('conversation.busy');
      expect(outcome.ms).toBeLessThan(RESPONSE_LIMIT_MS);
      expect(await storedContents(locked!.id)).toEqual(['first']);

      await release();
      expect(await anaSocket.send({ receiverId: locked!.other.id, content: 'again' })).toMatchObject({ seq: 2 });
    });

    it('keeps the order of sends to the locked conversation, which are stored when the lock is released', async () => {
      const { ana, anaSocket, rows } = await createConversations(2);
      const [locked, free] = rows;
      const recipientSocket = await locked!.other.connect();
      const { rollback: release } = await hub.openTransaction(lock, valuesOf(locked!.id, ana.id));

      const contents = ['one', 'two', 'three'];
      const sends = contents.map((content) => anaSocket.send({ receiverId: locked!.other.id, content }));
      await anaSocket.send({ receiverId: free!.other.id, content: 'meanwhile' });
      // The server looks for locked rows after the first attempt has timed out: only a retry finds the lock released.
      await waitUntil('the server has looked for locked rows', hasLookedForLocks);
      await release();

      expect((await Promise.all(sends)).map(({ seq }) => seq)).toEqual([2, 3, 4]);
      expect(await storedContents(locked!.id)).toEqual(['first', ...contents]);
      await recipientSocket.waitForCount('new_message', 3);
      expect(recipientSocket.messages().map(({ content }) => content)).toEqual(contents);
    });
  });

  it('on a participant does not delay receipts of other users, and a receipt of that participant fails within the time limit', async () => {
    const { rows } = await createConversations(2);
    const [locked, free] = rows;
    const [lockedSocket, freeSocket] = await Promise.all([locked!.other.connect(), free!.other.connect()]);
    const { rollback: release } = await hub.openTransaction(
      'select from participants where conversation_id = $1 and user_id = $2 for update',
      [locked!.id, locked!.other.id],
    );
    const mark = (socket: TestSocket, conversationId: string) =>
      socket.hub.command('mark_read', { conversationId, seq: 1 });

    const blocked = new DelayedOperation(codeOf(mark(lockedSocket, locked!.id)));
    expect(await mark(freeSocket, free!.id)).toMatchObject({ seq: 1, unread: 0 });
    expect(blocked.isSettled).toBe(false);

    const outcome = await blocked.completion;
    expect(outcome.result).toBe('conversation.busy');
    expect(outcome.ms).toBeLessThan(RESPONSE_LIMIT_MS);
    await release();
    expect(await mark(lockedSocket, locked!.id)).toMatchObject({ seq: 1, unread: 0 });
  });

  it('on a user does not delay concurrent first messages between others, and a first message to that user is stored when the lock is released', async () => {
    const [ana, ben, cem, dee] = await registerAll(hub, 4);
    const [anaSocket, cemSocket] = await Promise.all([ana!.connect(), cem!.connect()]);
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const blocked = anaSocket.send({ receiverId: ben!.id, content: 'blocked' });
    const others = [dee!, ana!].map((other) => cemSocket.send({ receiverId: other.id, content: 'first' }));
    await Promise.all(others);
    await release();
    expect(await blocked).toMatchObject({ seq: 1 });
  });

  it('on a user does not delay first messages between others, and a first message to that user fails within the time limit', async () => {
    const [ana, ben, cem, dee] = await registerAll(hub, 4);
    const [anaSocket, cemSocket] = await Promise.all([ana!.connect(), cem!.connect()]);
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const blocked = new DelayedOperation(codeOf(anaSocket.send({ receiverId: ben!.id, content: 'blocked' })));
    await cemSocket.send({ receiverId: dee!.id, content: 'first' });
    expect(blocked.isSettled).toBe(false);

    const outcome = await blocked.completion;
    expect(outcome.result).toBe('conversation.busy');
    expect(outcome.ms).toBeLessThan(RESPONSE_LIMIT_MS);
    await release();
    expect(await anaSocket.send({ receiverId: ben!.id, content: 'again' })).toMatchObject({ seq: 1 });
  });

  it('on a user does not delay first messages between others, however many people write to that user', async () => {
    const [ben, cem, dee, ...senders] = await registerAll(hub, 60);
    const [cemSocket, ...senderSockets] = await Promise.all([cem!, ...senders].map((person) => person.connect()));
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const send = (socket: TestSocket) => socket.send({ receiverId: ben!.id, content: 'blocked' });
    const blocked = senderSockets.map((socket) => new DelayedOperation(codeOf(send(socket))));
    await cemSocket!.send({ receiverId: dee!.id, content: 'first' });
    expect(blocked.some(({ isSettled }) => isSettled)).toBe(false);
    for (const { result, ms } of await Promise.all(blocked.map(({ completion }) => completion))) {
      expect(result).toBe('conversation.busy');
      expect(ms).toBeLessThan(RESPONSE_LIMIT_MS);
    }
    await release();
  });

  it('on a user does not delay the presence of other users', async () => {
    const [ana, ben, cem] = await registerAll(hub, 3);
    const cemSocket = await cem!.connect();
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ana!.id]);
    const connected = new DelayedOperation(ana!.connect());

    await ben!.connect();
    expect(connected.isSettled).toBe(false);
    expect(await cemSocket.next('user_joined')).toEqual({ id: ben!.id });

    await release();
    await connected.completion;
    // A user whose client has received the initial state is stored as online: `sender.online` of a message is true.
    expect(await isOnline(ana!)).toBe(true);
    expect(await cemSocket.next('user_joined')).toEqual({ id: ana!.id });
  });

  it('on a user lets that user connect within the time limit, without being stored as online', async () => {
    const [ana, ben] = await registerAll(hub, 2);
    await ben!.connect();
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ana!.id]);

    const connected = new DelayedOperation(ana!.connect());
    expect((await connected.completion).ms).toBeLessThan(RESPONSE_LIMIT_MS);
    expect(await isOnline(ana!)).toBe(false);
    await release();
  });
});

describe('a table lock of another transaction', () => {
  it('makes every send fail within the time limit, however many conversations the sends go to', async () => {
    const ana = await register(hub, 'Ana');
    const anaSocket = await ana.connect();
    const others = await registerAll(hub, 60);
    const send = (content: string) => others.map(({ id }) => anaSocket.send({ receiverId: id, content }));
    await Promise.all(send('first'));
    const { rollback: release } = await hub.openTransaction('lock table messages in share mode', []);

    const { result, ms } = await new DelayedOperation(Promise.all(send('blocked').map(codeOf))).completion;
    expect(new Set(result)).toEqual(new Set(['conversation.busy']));
    expect(ms).toBeLessThan(RESPONSE_LIMIT_MS);
    await release();
    expect((await Promise.all(send('again'))).map(({ seq }) => seq)).toEqual(others.map(() => 2));
  });

  it.each(['share', 'access exclusive'])(
    'in %s mode makes a receipt fail, and only delays the receipt if the lock is released in time',
    async (mode) => {
      const [ana, ben] = await registerAll(hub, 2);
      const [anaSocket, benSocket] = await Promise.all([ana!.connect(), ben!.connect()]);
      const { conversation } = await anaSocket.send({ receiverId: ben!.id, content: 'first' });
      const mark = () => benSocket.hub.command('mark_read', { conversationId: conversation.id, seq: 1 });
      const lock = () => hub.openTransaction(`lock table participants in ${mode} mode`, []);

      const first = await lock();
      expect((await new DelayedOperation(codeOf(mark())).completion).result).toBe('conversation.busy');
      await first.rollback();

      const second = await lock();
      const receipt = mark();
      await second.rollback();
      expect(await receipt).toMatchObject({ seq: 1, unread: 0 });
    },
  );
});
