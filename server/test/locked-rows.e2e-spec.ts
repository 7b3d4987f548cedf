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

/** A blocked send is answered within 5 s; machines differ. */
const ANSWERED_MS = 15_000;

interface Timed<T> {
  readonly result: T;
  readonly ms: number;
}

/** Something that takes its time because of the lock: what does not wait for the lock is over before it. */
class Pending<T> {
  isSettled = false;
  readonly answer: Promise<Timed<T>>;

  constructor(work: Promise<T>) {
    const started = performance.now();
    this.answer = work.then((result) => {
      this.isSettled = true;
      return { result, ms: performance.now() - started };
    });
  }
}

/** The code of the problem, or undefined if there was none. */
const codeOf = (sending: Promise<unknown>) =>
  sending.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(closeSockets);
afterAll(closeHubs);

describe('a row that another transaction has locked', () => {
  /** Ana, and people who each have a conversation with her. */
  async function conversations(count: number) {
    const ana = await register(hub, 'Ana');
    const hers = await ana.connect();
    const others = await registerAll(hub, count);
    const rows = [];
    for (const other of others) {
      const { conversation } = await hers.send({ receiverId: other.id, content: 'first' });
      rows.push({ other, id: conversation.id });
    }
    return { ana, hers, rows };
  }

  const stored = async (id: string) => {
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

  /** Whether a connection's newest statement is the one that looks for locked rows. */
  const hasLooked = async () => {
    const rows = await hub.sql.rows(
      `select from pg_stat_activity where datname = current_database() and query like '%free_conversations%'
          and pid <> pg_backend_pid()`,
    );
    return rows.length > 0;
  };

  describe.each([
    ['the conversation', 'select from conversations where id = $1 for update'],
    ["the sender's participation", 'select from participants where conversation_id = $1 and user_id = $2 for update'],
    ['a row that is being updated', 'update conversations set last_activity_at = now() where id = $1'],
  ])('%s', (_, lock) => {
    const valuesOf = (id: string, userId: string) => (lock.includes('$2') ? [id, userId] : [id]);

    it('delays no send to another conversation, and its own send is answered in time with nothing stored', async () => {
      const { ana, hers, rows } = await conversations(12);
      const [locked, ...others] = rows;
      const { rollback: release } = await hub.openTransaction(lock, valuesOf(locked!.id, ana.id));

      const blocked = new Pending(codeOf(hers.send({ receiverId: locked!.other.id, content: 'blocked' })));
      const sends = await Promise.all(
        others.map(({ other }) => hers.send({ receiverId: other.id, content: 'second' })),
      );
      expect(blocked.isSettled).toBe(false);
      expect(sends.map(({ seq }) => seq)).toEqual(others.map(() => 2));

      const answer = await blocked.answer;
      expect(answer.result).toBe('conversation.busy');
      expect(answer.ms).toBeLessThan(ANSWERED_MS);
      expect(await stored(locked!.id)).toEqual(['first']);

      await release();
      expect(await hers.send({ receiverId: locked!.other.id, content: 'again' })).toMatchObject({ seq: 2 });
    });

    it('keeps the order of its own sends, which are stored when it is released', async () => {
      const { ana, hers, rows } = await conversations(2);
      const [locked, free] = rows;
      const his = await locked!.other.connect();
      const { rollback: release } = await hub.openTransaction(lock, valuesOf(locked!.id, ana.id));

      const contents = ['one', 'two', 'three'];
      const sends = contents.map((content) => hers.send({ receiverId: locked!.other.id, content }));
      await hers.send({ receiverId: free!.other.id, content: 'meanwhile' });
      // The first attempt has been given up: it is a retry that finds the lock released.
      await waitUntil('the locked rows have been looked for', hasLooked);
      await release();

      expect((await Promise.all(sends)).map(({ seq }) => seq)).toEqual([2, 3, 4]);
      expect(await stored(locked!.id)).toEqual(['first', ...contents]);
      await his.waitForCount('new_message', 3);
      expect(his.messages().map(({ content }) => content)).toEqual(contents);
    });
  });

  it('delays no receipt of others, and its own receipt is answered in time', async () => {
    const { rows } = await conversations(2);
    const [locked, free] = rows;
    const [lockedSocket, freeSocket] = await Promise.all([locked!.other.connect(), free!.other.connect()]);
    const { rollback: release } = await hub.openTransaction(
      'select from participants where conversation_id = $1 and user_id = $2 for update',
      [locked!.id, locked!.other.id],
    );
    const mark = (socket: TestSocket, conversationId: string) =>
      socket.hub.command('mark_read', { conversationId, seq: 1 });

    const blocked = new Pending(codeOf(mark(lockedSocket, locked!.id)));
    expect(await mark(freeSocket, free!.id)).toMatchObject({ seq: 1, unread: 0 });
    expect(blocked.isSettled).toBe(false);

    const answer = await blocked.answer;
    expect(answer.result).toBe('conversation.busy');
    expect(answer.ms).toBeLessThan(ANSWERED_MS);
    await release();
    expect(await mark(lockedSocket, locked!.id)).toMatchObject({ seq: 1, unread: 0 });
  });

  it('of a user delays no first message of the same instant, and its own is stored when it is released', async () => {
    const [ana, ben, cem, dee] = await registerAll(hub, 4);
    const [hers, his] = await Promise.all([ana!.connect(), cem!.connect()]);
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const blocked = hers.send({ receiverId: ben!.id, content: 'blocked' });
    const others = [dee!, ana!].map((other) => his.send({ receiverId: other.id, content: 'first' }));
    await Promise.all(others);
    await release();
    expect(await blocked).toMatchObject({ seq: 1 });
  });

  it('of a user delays no first message between others, and its own is answered in time', async () => {
    const [ana, ben, cem, dee] = await registerAll(hub, 4);
    const [hers, his] = await Promise.all([ana!.connect(), cem!.connect()]);
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const blocked = new Pending(codeOf(hers.send({ receiverId: ben!.id, content: 'blocked' })));
    await his.send({ receiverId: dee!.id, content: 'first' });
    expect(blocked.isSettled).toBe(false);

    const answer = await blocked.answer;
    expect(answer.result).toBe('conversation.busy');
    expect(answer.ms).toBeLessThan(ANSWERED_MS);
    await release();
    expect(await hers.send({ receiverId: ben!.id, content: 'again' })).toMatchObject({ seq: 1 });
  });

  it('of a user delays no first message of others, however many write to that user', async () => {
    const [ben, cem, dee, ...senders] = await registerAll(hub, 60);
    const [his, ...theirs] = await Promise.all([cem!, ...senders].map((person) => person.connect()));
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ben!.id]);

    const send = (socket: TestSocket) => socket.send({ receiverId: ben!.id, content: 'blocked' });
    const blocked = theirs.map((socket) => new Pending(codeOf(send(socket))));
    await his!.send({ receiverId: dee!.id, content: 'first' });
    expect(blocked.some(({ isSettled }) => isSettled)).toBe(false);
    for (const { result, ms } of await Promise.all(blocked.map(({ answer }) => answer))) {
      expect(result).toBe('conversation.busy');
      expect(ms).toBeLessThan(ANSWERED_MS);
    }
    await release();
  });

  it('of a user delays the presence of nobody else', async () => {
    const [ana, ben, cem] = await registerAll(hub, 3);
    const watching = await cem!.connect();
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ana!.id]);
    const opening = new Pending(ana!.connect());

    await ben!.connect();
    expect(opening.isSettled).toBe(false);
    expect(await watching.next('user_joined')).toEqual({ id: ben!.id });

    await release();
    await opening.answer;
    // After the state, the user is online: a message that is sent now says so.
    expect(await isOnline(ana!)).toBe(true);
    expect(await watching.next('user_joined')).toEqual({ id: ana!.id });
  });

  it('of a user withholds the state from that user only for a moment', async () => {
    const [ana, ben] = await registerAll(hub, 2);
    await ben!.connect();
    const { rollback: release } = await hub.openTransaction('select from users where id = $1 for update', [ana!.id]);

    const connected = new Pending(ana!.connect());
    expect((await connected.answer).ms).toBeLessThan(ANSWERED_MS);
    expect(await isOnline(ana!)).toBe(false);
    await release();
  });
});

describe('a table that another transaction has locked', () => {
  it('delays no answer, however many conversations are written to', async () => {
    const ana = await register(hub, 'Ana');
    const hers = await ana.connect();
    const others = await registerAll(hub, 60);
    const send = (content: string) => others.map(({ id }) => hers.send({ receiverId: id, content }));
    await Promise.all(send('first'));
    const { rollback: release } = await hub.openTransaction('lock table messages in share mode', []);

    const { result, ms } = await new Pending(Promise.all(send('blocked').map(codeOf))).answer;
    expect(new Set(result)).toEqual(new Set(['conversation.busy']));
    expect(ms).toBeLessThan(ANSWERED_MS);
    await release();
    expect((await Promise.all(send('again'))).map(({ seq }) => seq)).toEqual(others.map(() => 2));
  });

  it.each(['share', 'access exclusive'])(
    'in %s mode delays receipts until it is released, or given up',
    async (mode) => {
      const [ana, ben] = await registerAll(hub, 2);
      const [hers, his] = await Promise.all([ana!.connect(), ben!.connect()]);
      const { conversation } = await hers.send({ receiverId: ben!.id, content: 'first' });
      const mark = () => his.hub.command('mark_read', { conversationId: conversation.id, seq: 1 });
      const lock = () => hub.openTransaction(`lock table participants in ${mode} mode`, []);

      const first = await lock();
      expect((await new Pending(codeOf(mark())).answer).result).toBe('conversation.busy');
      await first.rollback();

      const second = await lock();
      const marked = mark();
      await second.rollback();
      expect(await marked).toMatchObject({ seq: 1, unread: 0 });
    },
  );
});
