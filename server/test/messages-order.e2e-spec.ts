import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { v4 as uuid } from 'uuid';
import { closeHubs, closeSockets, registerAll, startHub, type TestHub, type TestPerson } from './support/hub.js';

/** Returns the numbers from 1 to `count`. */
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('messages', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(closeHubs);

  it('sent concurrently by several people reach every participant in one order without gaps, which keeps the order of each sender', async () => {
    const people = await registerAll(hub, 5);
    const conversationId = await createGroup(people);
    const sockets = await Promise.all(people.flatMap((person) => [person.connect(), person.connect()]));
    // Each sender uses one of their two sockets, and does not wait for acknowledgements.
    const sent = await Promise.all(
      people.map((_, sender) =>
        Promise.all(upTo(120).map((n) => sockets[sender * 2]!.send({ conversationId, content: `${sender}:${n}` }))),
      ),
    );

    for (const [sender, messages] of sent.entries()) {
      expect(messages.map(({ content }) => content)).toEqual(upTo(120).map((n) => `${sender}:${n}`));
      expect(messages).toEqual(messages.toSorted((a, b) => a.seq - b.seq));
    }
    const all = sent.flat().toSorted((a, b) => a.seq - b.seq);
    expect(all.map(({ seq }) => seq)).toEqual(upTo(600));
    for (const [index, socket] of sockets.entries()) {
      const own = sent[Math.floor(index / 2)]!.length;
      await Promise.all([
        socket.waitForCount('message_sent', own),
        socket.waitForCount('new_message', all.length - own),
      ]);
      expect(socket.messages()).toEqual(all);
      expect(socket.payloads('message_sent').map(({ sender }) => sender.id)).toEqual(
        upTo(own).map(() => people[Math.floor(index / 2)]!.id),
      );
    }
    await expectOrdered(conversationId, 600);
  });

  it('sent through two nodes to one conversation have one order without gaps', async () => {
    const other = await startHub({}, hub.database);
    const people = await registerAll(hub, 4);
    const conversationId = await createGroup(people);
    const sockets = await Promise.all(people.map((person, index) => person.connect({}, index % 2 ? hub : other)));
    const sent = await Promise.all(
      sockets.map((socket, sender) =>
        Promise.all(upTo(100).map((n) => socket.send({ conversationId, content: `${sender}:${n}` }))),
      ),
    );
    for (const messages of sent) expect(messages).toEqual(messages.toSorted((a, b) => a.seq - b.seq));
    await expectOrdered(conversationId, 400);
  });

  it('have a createdAt that never decreases, even when the clock is set back', async () => {
    const [ana, ben] = (await registerAll(hub, 2)) as [TestPerson, TestPerson];
    const anaSocket = await ana.connect();
    const first = await anaSocket.send({ receiverId: ben.id, content: 'before' });
    const conversationId = first.conversation.id;
    const later = '2999-01-01T00:00:00.000Z';
    await hub.sql.rows('update conversations set last_activity_at = $2 where id = $1', [conversationId, later]);
    expect((await anaSocket.send({ conversationId, content: 'after' })).createdAt).toBe(later);
    await expectOrdered(conversationId, 2);
  });

  it('sent concurrently by two people to each other, through two nodes, create one conversation', async () => {
    const other = await startHub({}, hub.database);
    for (let round = 1; round <= 3; round += 1) {
      const people = await registerAll(hub, 12);
      const sockets = await Promise.all(people.map((person) => person.connect()));
      const socketsOnOther = await Promise.all(people.map((person) => person.connect({}, other)));
      // In each pair, the two people send in opposite directions: one through the first node, one through the second.
      const sent = await Promise.all(
        people.flatMap((_, one) =>
          people.flatMap((receiver, index) => {
            if (index === one) return [];
            const socket = (one < index ? sockets : socketsOnOther)[one]!;
            return [socket.send({ receiverId: receiver.id, content: 'Hello' })];
          }),
        ),
      );
      const conversations = Map.groupBy(sent, (message) => message.conversation.id);
      expect(conversations.size).toBe((12 * 11) / 2);
      for (const messages of conversations.values()) {
        expect(messages.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2]);
        expect(new Set(messages.map(({ sender }) => sender.id)).size).toBe(2);
      }
      const lists = await Promise.all(people.map(({ client }) => client.call(conversationsRoutes.list, {})));
      for (const list of lists) expect(new Set(list.map(({ user }) => user.id)).size).toBe(11);
      for (const list of lists) expect(list.map(({ lastSeq }) => lastSeq)).toEqual(upTo(11).map(() => 2));
      closeSockets();
    }
    const wrongConversations = await hub.sql.rows(
      `select conversation_id from participants p join conversations c on c.id = p.conversation_id and c.kind = 'direct'
        group by conversation_id having count(*) <> 2`,
    );
    expect(wrongConversations).toEqual([]);
  });

  it('sent concurrently by two people to each other create one conversation, however slow the insert of the conversation is', async () => {
    const other = await startHub({}, hub.database);
    const people = await registerAll(hub, 12);
    const sockets = await Promise.all(people.map((person, index) => person.connect({}, index % 2 ? hub : other)));
    // The delay of 50 ms is long enough for both nodes to insert the conversation at the same time.
    await hub.sql.rows(
      `create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.05); return new; end $$`,
    );
    await hub.sql.rows('create trigger slow before insert on participants for each row execute function linger()');
    const sent = await Promise.all(
      sockets.map((socket, index) => socket.send({ receiverId: people[index ^ 1]!.id, content: 'Hello' })),
    );
    await hub.sql.rows('drop trigger slow on participants');
    for (let pair = 0; pair < sent.length; pair += 2) {
      expect(sent[pair]!.conversation).toEqual(sent[pair + 1]!.conversation);
      expect(sent[pair]!.seq + sent[pair + 1]!.seq).toBe(1 + 2);
    }
  });

  it('sent concurrently by two people to each other, through one node, create one conversation', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const people = await registerAll(hub, 20);
      const sockets = await Promise.all(people.map((person) => person.connect()));
      const sent = await Promise.all(
        sockets.map((socket, index) => socket.send({ receiverId: people[index ^ 1]!.id, content: 'Hello' })),
      );
      for (let pair = 0; pair < people.length; pair += 2) {
        const [mine, theirs] = [sent[pair]!, sent[pair + 1]!];
        expect(mine.conversation).toEqual(theirs.conversation);
        expect(mine.seq + theirs.seq).toBe(1 + 2);
        expect(await sockets[pair]!.next('new_message')).toEqual(theirs);
        expect(await sockets[pair + 1]!.next('new_message')).toEqual(mine);
        expect(sockets[pair]!.messages().map(({ seq }) => seq)).toEqual([1, 2]);
      }
      closeSockets();
    }
  });

  /** Inserts a conversation of several people with SQL: the schema allows such groups. */
  async function createGroup(people: TestPerson[]): Promise<string> {
    const id = uuid();
    await hub.sql.rows("insert into conversations (id, kind) values ($1, 'group')", [id]);
    await hub.sql.rows('insert into participants (conversation_id, user_id) select $1, unnest($2::uuid[])', [
      id,
      people.map((person) => person.id),
    ]);
    return id;
  }

  /** Checks that the stored messages have seq 1 to `count`, and that their time never decreases with seq. */
  async function expectOrdered(conversationId: string, count: number): Promise<void> {
    const [row] = await hub.sql.rows(
      `select count(*)::integer as count, min(seq) as first, max(seq) as last,
              count(*) filter (where created_at < before)::integer as backwards
         from (select seq, created_at, lag(created_at) over (order by seq) as before
                 from messages where conversation_id = $1) m`,
      [conversationId],
    );
    expect(row).toEqual({ count, first: 1, last: count, backwards: 0 });
  }
});
