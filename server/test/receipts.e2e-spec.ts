import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { syncRoutes } from '@smart-hub/contract/sync';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';

describe('receipts', () => {
  let hub: Hub;
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
         from participants p join messages m on m.conversation_id = p.conversation_id and m.seq > p.read_seq
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
    expect(read).toEqual({ ...place, userId: ben.id, seq: 1, unread: 1, totalUnread: 1 });
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
    expect(hers.all('conversation_read')).toHaveLength(1);
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

    // Sending is reading.
    await his.send({ receiverId: ana.id, content: 'four' });
    // Eve's conversation may be told of only now: its count is the one of now, too.
    while (told.totalUnread > 1 || told.conversationId !== toBen.conversation.id)
      told = await his.next('unread_changed');
    expect(told).toEqual({ conversationId: toBen.conversation.id, unread: 0, totalUnread: 1 });
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
    expect(hers.all('conversation_read')).toHaveLength(1);
    expect(await readSeqOf(ana)).toBe(1);
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
    const told = hers.all('conversation_read').map(({ seq }) => seq);
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
    expect(evil.names()).not.toContain('conversation_read');
    expect(evil.names()).not.toContain('conversation_delivered');
    expect(await recount(ben)).toBe(0);
  });
});
