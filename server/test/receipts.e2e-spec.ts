import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { syncRoutes } from '@smart-hub/contract/sync';
import { findWrongCounters } from './support/device-differences.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

describe('receipts', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  /** Counts the unread messages of a person from the rows of the database, without any stored counter. */
  async function recount(person: TestPerson): Promise<number> {
    const [row] = await hub.sql.rows<{ unread: number }>(
      `select count(*)::integer as unread
         from participants p join messages m on m.conversation_id = p.conversation_id and m.seq > p.read_seq and m.sender_id <> p.user_id
        where p.user_id = $1`,
      [person.id],
    );
    return row!.unread;
  }

  it('reach the other participant and, with the unread counts, the other sockets of the reader', async () => {
    const [anaSocket, benSocket, benPhone] = await Promise.all([ana.connect(), ben.connect(), ben.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    await anaSocket.send({ receiverId: ben.id, content: 'two' });
    const conversationId = first.conversation.id;

    expect(await benSocket.hub.command('mark_delivered', { conversationId, seq: 2 })).toEqual({
      conversationId,
      userId: ben.id,
      seq: 2,
    });
    expect(await anaSocket.next('conversation_delivered')).toEqual({ conversationId, userId: ben.id, seq: 2 });

    const read = await benSocket.hub.command('mark_read', { conversationId, seq: 1 });
    expect(read).toEqual({ conversationId, userId: ben.id, seq: 1, lastSeq: 2, unread: 1, totalUnread: 1 });
    expect(await benPhone.next('conversation_read')).toEqual(read);
    expect(await anaSocket.next('conversation_read')).toEqual({ conversationId, userId: ben.id, seq: 1 });
    expect(await recount(ben)).toBe(1);
  });

  it('never move a position backwards, and never beyond the last message', async () => {
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    const conversationId = conversation.id;

    expect(await benSocket.hub.command('mark_read', { conversationId, seq: 99 })).toMatchObject({ seq: 1, unread: 0 });
    expect(await benSocket.hub.command('mark_read', { conversationId, seq: 0 })).toMatchObject({ seq: 1, unread: 0 });
    await anaSocket.send({ receiverId: ben.id, content: 'two' });

    expect(await recount(ben)).toBe(1);
    expect(await anaSocket.next('conversation_read')).toMatchObject({ seq: 1 });
    expect(anaSocket.payloads('conversation_read')).toHaveLength(1);
  });

  it('lead to the same unread count in events, in lists and in the database', async () => {
    const eve = await register(hub, 'Eve');
    const [anaSocket, benSocket, eveSocket] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const [toBen] = await Promise.all([
      anaSocket.send({ receiverId: ben.id, content: 'one' }),
      anaSocket.send({ receiverId: ben.id, content: 'two' }),
      eveSocket.send({ receiverId: ben.id, content: 'three' }),
    ]);

    let event = await benSocket.next('unread_changed');
    while (event.totalUnread < 3) event = await benSocket.next('unread_changed');
    expect(event.totalUnread).toBe(await recount(ben));
    const listed = await ben.client.call(conversationsRoutes.list, {});
    expect(listed.find(({ id }) => id === toBen.conversation.id)?.unread).toBe(2);
    expect((await ben.client.call(syncRoutes.sync, { body: { conversations: {} } })).totalUnread).toBe(3);

    await benSocket.hub.command('mark_read', { conversationId: toBen.conversation.id, seq: 2 });
    expect(await recount(ben)).toBe(1);
  });

  it('of a mark_read command with private: true are shown to no other participant, neither in events nor in later lists', async () => {
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    const conversationId = conversation.id;

    expect(await benSocket.hub.command('mark_read', { conversationId, seq: 1, private: true })).toMatchObject({
      seq: 1,
      unread: 0,
    });

    const readSeqOf = async (viewer: TestPerson) => {
      const [listed] = await viewer.client.call(conversationsRoutes.list, {});
      return listed!.participants.find(({ userId }) => userId === ben.id)?.readSeq;
    };
    expect(await readSeqOf(ben)).toBe(1);
    expect(await readSeqOf(ana)).toBe(0);
    await benSocket.hub.command('mark_read', { conversationId, seq: 1 });
    expect(await anaSocket.next('conversation_read')).toEqual({ conversationId, userId: ben.id, seq: 1 });
    expect(anaSocket.payloads('conversation_read')).toHaveLength(1);
    expect(await readSeqOf(ana)).toBe(1);
  });

  describe('of a user who sends a message', () => {
    /**
     * Returns the unread count and the positions of a person in their only conversation, after checking that the
     * conversation list and sync agree on them.
     */
    async function positionsOf(person: TestPerson) {
      const [conversation] = await person.client.call(conversationsRoutes.list, {});
      const own = conversation!.participants.find(({ userId }) => userId === person.id)!;
      const { positions } = await person.client.call(syncRoutes.sync, { body: { conversations: {} } });
      expect(positions[0]).toMatchObject({ unread: conversation!.unread, participants: conversation!.participants });
      return { unread: conversation!.unread, read: own.readSeq, delivered: own.deliveredSeq };
    }

    it('do not mark earlier messages of the other participant as read', async () => {
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      for (const content of ['one', 'two', 'three']) await benSocket.send({ receiverId: ana.id, content });
      // A message from Ana's outbox is sent before her client has shown the messages of Ben.
      await anaSocket.send({ receiverId: ben.id, content: 'four' });
      expect(await positionsOf(ana)).toEqual({ unread: 3, read: 0, delivered: 0 });
      expect(await recount(ana)).toBe(3);
      expect(await positionsOf(ben)).toEqual({ unread: 1, read: 3, delivered: 3 });
      const [seenByBen] = await ben.client.call(conversationsRoutes.list, {});
      expect(seenByBen!.participants.find(({ userId }) => userId === ana.id)).toMatchObject({
        readSeq: 0,
        deliveredSeq: 0,
      });
    });

    it('advance past the sent message unless that would skip a message of the other participant', async () => {
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
      expect(await positionsOf(ana)).toEqual({ unread: 0, read: 1, delivered: 1 });
      await benSocket.send({ receiverId: ana.id, content: 'two' });
      await anaSocket.send({ receiverId: ben.id, content: 'three' });
      expect(await positionsOf(ana)).toEqual({ unread: 1, read: 1, delivered: 1 });
      await anaSocket.hub.command('mark_delivered', { conversationId: conversation.id, seq: 3 });
      await anaSocket.send({ receiverId: ben.id, content: 'four' });
      expect(await positionsOf(ana)).toEqual({ unread: 1, read: 1, delivered: 4 });
      // Between Ana's read position and her next message there are only messages of her own.
      await anaSocket.hub.command('mark_read', { conversationId: conversation.id, seq: 2 });
      await anaSocket.send({ receiverId: ben.id, content: 'five' });
      expect(await positionsOf(ana)).toEqual({ unread: 0, read: 5, delivered: 5 });
      expect(await positionsOf(ben)).toEqual({ unread: 4, read: 0, delivered: 0 });
    });

    it('agree with the unread messages in the database when both participants send and read concurrently', async () => {
      const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const [socket, receiver] = index % 2 ? [anaSocket, ben] : [benSocket, ana];
          const { conversation, seq } = await socket.send({ receiverId: receiver.id, content: `message ${index}` });
          if (index % 5 === 0) await socket.hub.command('mark_read', { conversationId: conversation.id, seq });
        }),
      );
      for (const person of [ana, ben]) expect((await positionsOf(person)).unread).toBe(await recount(person));
      expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
    });
  });

  it('from a hundred concurrent mark_read commands end at the highest position', async () => {
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, index) => anaSocket.send({ receiverId: ben.id, content: `message ${index}` })),
    );
    const conversationId = sent[0]!.conversation.id;

    const results = await Promise.all(
      sent.map(({ seq }) => benSocket.hub.command('mark_read', { conversationId, seq })),
    );

    results.forEach((result, index) => expect(result.seq).toBeGreaterThanOrEqual(sent[index]!.seq));
    expect(Math.max(...results.map(({ seq }) => seq))).toBe(100);
    const published: number[] = [];
    while (published.at(-1) !== 100) published.push((await anaSocket.next('conversation_read')).seq);
    expect(published).toEqual(published.toSorted((one, other) => one - other));
    expect(await recount(ben)).toBe(0);
  });

  it('cannot be sent by a stranger, who receives none either', async () => {
    const eve = await register(hub, 'Eve');
    const [anaSocket, benSocket, eveSocket] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    const position = { conversationId: conversation.id, seq: 1 };

    for (const command of ['mark_read', 'mark_delivered'] as const) {
      await expect(eveSocket.hub.command(command, position)).rejects.toMatchObject({ code: 'conversation.not_found' });
      await benSocket.hub.command(command, position);
    }

    await eveSocket.send({ receiverId: ana.id, content: 'the last event' });
    await eveSocket.next('message_sent');
    expect(eveSocket.receivedNames()).not.toContain('conversation_read');
    expect(eveSocket.receivedNames()).not.toContain('conversation_delivered');
    expect(await recount(ben)).toBe(0);
  });
});
