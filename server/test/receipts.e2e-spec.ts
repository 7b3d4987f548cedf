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

  /** What the database counts, told by nobody. */
  async function recount(person: TestPerson): Promise<number> {
    const [row] = await hub.sql.rows<{ unread: number }>(
      `select count(*)::integer as unread
         from participants p join messages m on m.conversation_id = p.conversation_id and m.seq > p.read_seq and m.sender_id <> p.user_id
        where p.user_id = $1`,
      [person.id],
    );
    return row!.unread;
  }

  it('tell both people how far the other has come, and the reader what is left', async () => {
    const [hers, his, hisPhone] = await Promise.all([ana.connect(), ben.connect(), ben.connect()]);
    const first = await hers.send({ receiverId: ben.id, content: 'one' });
    await hers.send({ receiverId: ben.id, content: 'two' });
    const place = { conversationId: first.conversation.id };

    expect(await his.hub.command('mark_delivered', { ...place, seq: 2 })).toEqual({ ...place, userId: ben.id, seq: 2 });
    expect(await hers.next('conversation_delivered')).toEqual({ ...place, userId: ben.id, seq: 2 });

    const read = await his.hub.command('mark_read', { ...place, seq: 1 });
    expect(read).toEqual({ ...place, userId: ben.id, seq: 1, lastSeq: 2, unread: 1, totalUnread: 1 });
    expect(await hisPhone.next('conversation_read')).toEqual(read);
    expect(await hers.next('conversation_read')).toEqual({ ...place, userId: ben.id, seq: 1 });
    expect(await recount(ben)).toBe(1);
  });

  it('never go back, and never beyond what there is', async () => {
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
    const place = { conversationId: conversation.id };

    expect(await his.hub.command('mark_read', { ...place, seq: 99 })).toMatchObject({ seq: 1, unread: 0 });
    expect(await his.hub.command('mark_read', { ...place, seq: 0 })).toMatchObject({ seq: 1, unread: 0 });
    await hers.send({ receiverId: ben.id, content: 'two' });

    expect(await recount(ben)).toBe(1);
    expect(await hers.next('conversation_read')).toMatchObject({ seq: 1 });
    expect(hers.payloads('conversation_read')).toHaveLength(1);
  });

  it('count what is unread everywhere alike: in events, in lists and in the table', async () => {
    const eve = await register(hub, 'Eve');
    const [hers, his, evil] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const [toBen] = await Promise.all([
      hers.send({ receiverId: ben.id, content: 'one' }),
      hers.send({ receiverId: ben.id, content: 'two' }),
      evil.send({ receiverId: ben.id, content: 'three' }),
    ]);

    let told = await his.next('unread_changed');
    while (told.totalUnread < 3) told = await his.next('unread_changed');
    expect(told.totalUnread).toBe(await recount(ben));
    const listed = await ben.client.call(conversationsRoutes.list, {});
    expect(listed.find(({ id }) => id === toBen.conversation.id)?.unread).toBe(2);
    expect((await ben.client.call(syncRoutes.sync, { body: { conversations: {} } })).totalUnread).toBe(3);

    await his.hub.command('mark_read', { conversationId: toBen.conversation.id, seq: 2 });
    expect(await recount(ben)).toBe(1);
  });

  it('of somebody who reads in private are told to nobody else, now or later', async () => {
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
    const place = { conversationId: conversation.id };

    expect(await his.hub.command('mark_read', { ...place, seq: 1, private: true })).toMatchObject({
      seq: 1,
      unread: 0,
    });

    const readSeqOf = async (viewer: TestPerson) => {
      const [listed] = await viewer.client.call(conversationsRoutes.list, {});
      return listed!.participants.find(({ userId }) => userId === ben.id)?.readSeq;
    };
    expect(await readSeqOf(ben)).toBe(1);
    expect(await readSeqOf(ana)).toBe(0);
    await his.hub.command('mark_read', { ...place, seq: 1 });
    expect(await hers.next('conversation_read')).toEqual({ ...place, userId: ben.id, seq: 1 });
    expect(hers.payloads('conversation_read')).toHaveLength(1);
    expect(await readSeqOf(ana)).toBe(1);
  });

  describe('and sending', () => {
    /** What somebody is told of the only conversation that they have. */
    async function listed(person: TestPerson) {
      const [conversation] = await person.client.call(conversationsRoutes.list, {});
      const own = conversation!.participants.find(({ userId }) => userId === person.id)!;
      const { positions } = await person.client.call(syncRoutes.sync, { body: { conversations: {} } });
      expect(positions[0]).toMatchObject({ unread: conversation!.unread, participants: conversation!.participants });
      return { unread: conversation!.unread, read: own.readSeq, delivered: own.deliveredSeq };
    }

    it('leave what somebody else has sent meanwhile unread', async () => {
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      for (const content of ['one', 'two', 'three']) await his.send({ receiverId: ana.id, content });
      // What waited in her outbox goes out before she has seen anything.
      await hers.send({ receiverId: ben.id, content: 'four' });
      expect(await listed(ana)).toEqual({ unread: 3, read: 0, delivered: 0 });
      expect(await recount(ana)).toBe(3);
      expect(await listed(ben)).toEqual({ unread: 1, read: 3, delivered: 3 });
      const [seenByHim] = await ben.client.call(conversationsRoutes.list, {});
      expect(seenByHim!.participants.find(({ userId }) => userId === ana.id)).toMatchObject({
        readSeq: 0,
        deliveredSeq: 0,
      });
    });

    it('move positions over own messages wherever that skips none of somebody else', async () => {
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
      expect(await listed(ana)).toEqual({ unread: 0, read: 1, delivered: 1 });
      await his.send({ receiverId: ana.id, content: 'two' });
      await hers.send({ receiverId: ben.id, content: 'three' });
      expect(await listed(ana)).toEqual({ unread: 1, read: 1, delivered: 1 });
      await hers.hub.command('mark_delivered', { conversationId: conversation.id, seq: 3 });
      await hers.send({ receiverId: ben.id, content: 'four' });
      expect(await listed(ana)).toEqual({ unread: 1, read: 1, delivered: 4 });
      // Between what she has read and what she sends there are messages of hers only.
      await hers.hub.command('mark_read', { conversationId: conversation.id, seq: 2 });
      await hers.send({ receiverId: ben.id, content: 'five' });
      expect(await listed(ana)).toEqual({ unread: 0, read: 5, delivered: 5 });
      expect(await listed(ben)).toEqual({ unread: 4, read: 0, delivered: 0 });
    });

    it('of both at once count as the table does', async () => {
      const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const [socket, receiver] = index % 2 ? [hers, ben] : [his, ana];
          const { conversation, seq } = await socket.send({ receiverId: receiver.id, content: `message ${index}` });
          if (index % 5 === 0) await socket.hub.command('mark_read', { conversationId: conversation.id, seq });
        }),
      );
      for (const person of [ana, ben]) expect((await listed(person)).unread).toBe(await recount(person));
      expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
    });
  });

  it('of a hundred marks at once are kept as the furthest', async () => {
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, index) => hers.send({ receiverId: ben.id, content: `message ${index}` })),
    );
    const place = { conversationId: sent[0]!.conversation.id };

    const answers = await Promise.all(sent.map(({ seq }) => his.hub.command('mark_read', { ...place, seq })));

    answers.forEach((answer, index) => expect(answer.seq).toBeGreaterThanOrEqual(sent[index]!.seq));
    expect(Math.max(...answers.map(({ seq }) => seq))).toBe(100);
    const told: number[] = [];
    while (told.at(-1) !== 100) told.push((await hers.next('conversation_read')).seq);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(await recount(ben)).toBe(0);
  });

  it('are refused to a stranger, who sees none of them', async () => {
    const eve = await register(hub, 'Eve');
    const [hers, his, evil] = await Promise.all([ana.connect(), ben.connect(), eve.connect()]);
    const { conversation } = await hers.send({ receiverId: ben.id, content: 'one' });
    const place = { conversationId: conversation.id, seq: 1 };

    for (const command of ['mark_read', 'mark_delivered'] as const) {
      await expect(evil.hub.command(command, place)).rejects.toMatchObject({ code: 'conversation.not_found' });
      await his.hub.command(command, place);
    }

    await evil.send({ receiverId: ana.id, content: 'the last event' });
    await evil.next('message_sent');
    expect(evil.receivedNames()).not.toContain('conversation_read');
    expect(evil.receivedNames()).not.toContain('conversation_delivered');
    expect(await recount(ben)).toBe(0);
  });
});
