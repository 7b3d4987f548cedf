import { messagesRoutes, PAGE_BYTES } from '@smart-hub/contract/messages';
import { Problem } from '@smart-hub/contract/problem';
import { syncRoutes, type SyncPage } from '@smart-hub/contract/sync';
import { CONVERSATION_PAGE, CONVERSATIONS_CHANGED } from '../src/inbox/inbox.store.js';
import { MESSAGE_QUERIES } from '../src/messages/messages.store.js';
import { sendRequest, invalidFields } from './support/http.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import type { TestSocket } from './support/test-socket.js';

type Revs = Record<string, number>;

/**
 * Requests and applies page after page, as a client does.
 *
 * @returns the messages by conversation, the revisions that the client has then, and the other fields of the last page
 */
async function syncFully(requestPage: (known: Revs) => Promise<SyncPage>, known: Revs = {}) {
  const messages = new Map<string, Map<number, string>>();
  const revs = { ...known };
  for (;;) {
    const { changes, more, ...rest } = await requestPage(revs);
    for (const change of changes) {
      const { id } = change.conversation;
      if (change.reset || !messages.has(id)) messages.set(id, new Map());
      for (const { seq, content } of change.messages) messages.get(id)!.set(seq, content);
      revs[id] = change.rev;
    }
    if (!more) return { messages, revs, ...rest };
  }
}

describe('sync', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  let anaSocket: TestSocket;
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    anaSocket = await ana.connect();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  const overRest = (person: TestPerson) => (conversations: Revs) =>
    person.client.call(syncRoutes.sync, { body: { conversations } });

  async function sendMany(count: number, from = 1, receiver = ben) {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    return Promise.all(numbers.map((n) => anaSocket.send({ receiverId: receiver.id, content: `message ${n}` })));
  }

  it('returns new messages page by page, and then nothing', async () => {
    const sent = await sendMany(600);
    const id = sent[0]!.conversation.id;

    const all = await syncFully(overRest(ben));
    expect([...all.messages.get(id)!]).toEqual(sent.map(({ seq, content }) => [seq, content]));
    expect(all.revs).toEqual({ [id]: 600 });
    expect(all.totalUnread).toBe(600);
    expect(all.positions).toMatchObject([{ conversationId: id, unread: 600 }]);

    expect((await overRest(ben)(all.revs)).changes).toEqual([]);
    const [later] = await sendMany(1, 601);
    const { changes } = await overRest(ben)(all.revs);
    expect(changes).toMatchObject([{ rev: 601, reset: false, messages: [later] }]);
  });

  it('returns the same over the socket as over REST', async () => {
    await sendMany(3);
    const benSocket = await ben.connect();
    const { peopleAt, ...page } = await benSocket.hub.command('sync', { conversations: {} });
    expect(await overRest(ben)({})).toEqual({ ...page, peopleAt: expect.any(String) });
    expect(peopleAt).toEqual(expect.any(String));
  });

  it('resets a client that is too far behind, or ahead of a restored database, to the newest page', async () => {
    const sent = await sendMany(1100);
    const id = sent[0]!.conversation.id;
    for (const known of [{}, { [id]: 50 }, { [id]: 5000 }]) {
      const [change] = (await overRest(ben)(known)).changes;
      expect(change).toMatchObject({ reset: true, rev: 1100 });
      expect(change!.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => 1001 + n));
    }
    const { changes } = await overRest(ben)({ [id]: 200 });
    expect(changes[0]).toMatchObject({ reset: false });
  });

  it('refuses invalid revisions and invalid conversation ids', async () => {
    const benSocket = await ben.connect();
    const id = (await sendMany(1))[0]!.conversation.id;
    const refusals = async (conversations: unknown) => [
      invalidFields(await sendRequest(hub, 'POST /api/sync', { token: ben.token, json: { conversations } })),
      Problem.parse((await benSocket.emitRaw('sync', { conversations })).error).errors?.map(({ field }) => field),
    ];

    for (const rev of [-1, 1.5, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e300, '1', null]) {
      expect(await refusals({ [id]: rev })).toEqual([[`conversations.${id}`], [`conversations.${id}`]]);
    }
    expect(await refusals({ x: 1 })).toEqual([['conversations.x'], ['conversations.x']]);
    expect(await refusals([])).toEqual([['conversations'], ['conversations']]);
    expect((await overRest(ben)({ [id]: 2_147_483_647 })).changes).toMatchObject([{ reset: true }]);
  });

  it('returns many conversations in several pages', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, (_, n) => register(hub, `Person ${n}`)));
    for (const person of people) await anaSocket.send({ receiverId: person.id, content: 'Hello!' });

    const first = await overRest(ana)({});
    expect(first).toMatchObject({ more: true, positions: [] });
    expect(first.changes).toHaveLength(50);
    const all = await syncFully(overRest(ana));
    expect(all.messages.size).toBe(60);
    expect(all.positions).toHaveLength(60);
  });

  it('lists conversations of other people as removed, and shows nothing of them', async () => {
    const eve = await register(hub, 'Eve');
    const [message] = await sendMany(1);
    const id = message!.conversation.id;

    const page = await overRest(eve)({ [id]: 0 });

    const nothing = { changes: [], removed: [id], positions: [], totalUnread: 0, people: [], more: false };
    expect(page).toEqual({ ...nothing, peopleAt: expect.any(String) });
    expect((await overRest(ben)({ [id]: 0 })).removed).toEqual([]);
  });

  it('leaves no gap between its pages and the live events', async () => {
    let n = 0;
    const sending: Promise<unknown>[] = [];
    /** Sends a message. Called at every step of the client: before, during and after each request. */
    const sendNow = () => {
      n += 1;
      sending.push(anaSocket.send({ receiverId: ben.id, content: `message ${n}` }));
    };
    for (let round = 0; round < 20; round += 1) {
      sendNow();
      const connecting = ben.connect();
      sendNow();
      const benSocket = await connecting;
      sendNow();
      const syncing = syncFully((conversations) => {
        sendNow();
        return benSocket.hub.command('sync', { conversations }).finally(sendNow);
      });
      sendNow();
      const { messages } = await syncing;
      await Promise.all(sending);
      await anaSocket.send({ receiverId: ben.id, content: `end of round ${round}` });
      while ((await benSocket.next('new_message')).content !== `end of round ${round}`);

      const seen = new Map([...messages.values()][0]);
      for (const { seq, content } of benSocket.payloads('new_message')) seen.set(seq, content);
      const stored = await hub.sql.rows<{ seq: number; content: string }>(
        'select seq, content from messages m join participants p using (conversation_id) where p.user_id = $1 order by seq',
        [ben.id],
      );
      const bySeq = [...seen].toSorted(([one], [other]) => one - other);
      expect(bySeq).toEqual(stored.map(({ seq, content }) => [seq, content]));
      benSocket.close();
    }
  });

  it('reads messages by the primary key, as the conversation list and the history do, however long a conversation is', async () => {
    const [message] = await sendMany(1);
    const { id } = message!.conversation;
    await hub.sql.rows(
      `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
       select $1, n, gen_random_uuid(), $2, 'filler', n, now() from generate_series(2, 20000) n`,
      [id, ana.id],
    );
    await hub.sql.rows('update conversations set last_seq = 20000, last_rev = 20000 where id = $1', [id]);
    await hub.sql.rows('analyze users, conversations, participants, messages');

    const statements: [statement: string, values: unknown[]][] = [
      [MESSAGE_QUERIES.upTo, [id, 20_001, 100, PAGE_BYTES, ana.id]],
      [MESSAGE_QUERIES.upTo, [id, 10_000, 100, PAGE_BYTES, ana.id]],
      [MESSAGE_QUERIES.transcript, [id, 10_000, 100]],
      [MESSAGE_QUERIES.after, [id, 10_000, 100, PAGE_BYTES, ana.id]],
      [MESSAGE_QUERIES.changed, [id, 19_950, 19_950, 100, PAGE_BYTES, ana.id]],
      [CONVERSATION_PAGE, [ana.id, null, 500, PAGE_BYTES]],
      [CONVERSATIONS_CHANGED, [ana.id, { [id]: 19_950 }, 51, PAGE_BYTES]],
    ];
    for (const [statement, values] of statements) {
      const lines = await hub.sql.rows<{ 'QUERY PLAN': string }>(`explain analyze ${statement}`, values);
      const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
      const [, read] = plan.match(
        /(?:using messages_pkey|Bitmap Heap Scan) on messages m .*actual time=\S+ rows=(\d+)/,
      )!;
      expect(Number(read)).toBeLessThanOrEqual(100);
      expect(plan).toContain('messages_pkey');
      expect(plan).not.toContain('Seq Scan on messages');
      // A page is read in the order of the key: a sort would first read the whole conversation.
      if (statement === MESSAGE_QUERIES.upTo || statement === MESSAGE_QUERIES.after) expect(plan).not.toContain('Sort');
    }
    const page = await ben.client.call(messagesRoutes.list, {
      params: { conversationId: id },
      query: { before: 10_000, limit: 3 },
    });
    expect(page.map(({ seq }) => seq)).toEqual([9997, 9998, 9999]);
  });
});
