import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { Insight } from '@smart-hub/contract/insights';
import { closeSockets, register, startHub, type TestHub } from './support/hub.js';
import { createChat, createInsight, insertMessages, findInsight, insightRows } from './support/insights.js';

describe('insights without a model', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('are an extractive digest that cites existing messages, emitted to both participants and to no other user', async () => {
    const chat = await createChat(
      hub,
      'Hi Ben!',
      'Hey',
      'The login bug is back on staging.',
      'Then we should postpone the release to Thursday.',
      'Agreed.',
      "I'll restore the fix by tomorrow.",
      'Who writes the release notes?',
    );
    const { ana, ben, messageIds: ids, params } = chat;
    const stranger = await register(hub, 'Eve');
    const [anaSocket, benSocket, eveSocket] = await Promise.all([ana.connect(), ben.connect(), stranger.connect()]);
    expect(await findInsight(ana, chat)).toBeNull();
    await expect(findInsight(stranger, chat)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });
    await expect(createInsight(stranger, chat)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });

    const insight = await createInsight(ana, chat);

    expect(Insight.strict().parse(insight)).toMatchObject({
      conversation: { id: params.conversationId },
      generator: 'extractive',
      model: null,
      tokens: null,
      fromSeq: 1,
      toSeq: 7,
      coveredMessages: 7,
      skippedMessages: 0,
      messagesSince: 0,
      droppedItems: 0,
      requestedBy: ana.id,
    });
    expect(insight.summary).toContain('Ana tells Ben the login bug is back on staging.');
    expect(insight.summary).not.toContain('Hi');
    expect(insight.decisions[0]!.messageIds).toContain(ids[4]);
    expect(insight.actionItems).toContainEqual({
      text: "I'll restore the fix by tomorrow.",
      owner: 'Ben',
      due: 'by tomorrow',
      messageIds: [ids[5]],
    });
    expect(insight.openQuestions).toEqual([{ text: 'Who writes the release notes?', messageIds: [ids[6]] }]);
    expect(insight.keyPoints).not.toEqual([]);
    for (const { messageIds } of insight.keyPoints) {
      expect(messageIds).not.toEqual([]);
      expect(ids).toEqual(expect.arrayContaining(messageIds));
    }
    const event = { conversationId: params.conversationId, insight };
    expect(await anaSocket.next('insight_created')).toEqual(event);
    expect(await benSocket.next('insight_created')).toEqual(event);
    await anaSocket.send({ receiverId: stranger.id, content: 'Later.' });
    await eveSocket.next('new_message');
    expect(eveSocket.payloads('insight_created')).toEqual([]);
  });

  it('are generated once, are returned with the opened conversation, and state how many messages were sent since', async () => {
    const chat = await createChat(hub, 'I sold the car to my neighbour.', 'For how much?');
    const { ana, ben, params } = chat;
    const opened = () => ana.client.call(conversationsRoutes.open, { params: { id: params.conversationId } });
    expect((await opened()).insight).toBeNull();
    const insight = await createInsight(ben, chat);
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'For 900 euros.' });

    expect(await createInsight(ana, chat)).toEqual({ ...insight, messagesSince: 1 });
    expect((await opened()).insight).toEqual({ ...insight, messagesSince: 1 });
    expect(await findInsight(ben, chat)).toEqual({ ...insight, messagesSince: 1 });
  });

  it('of a conversation without messages are refused', async () => {
    const chat = await createChat(hub, 'Something', 'more');
    await hub.sql.rows('delete from messages where conversation_id = $1', [chat.params.conversationId]);
    await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({
      problem: { code: 'insight.no_messages', status: 409 },
    });
    expect(await insightRows(hub, chat)).toEqual([]);
  });

  it('are generated from any message, even from an emoji, a link or invisible characters', async () => {
    for (const content of ['👍', '...', 'https://evil.example/x', '\u200B\u200B!', 'ok', '明日会いましょう。']) {
      const chat = await createChat(hub, content);
      expect(Insight.parse(await createInsight(chat.ana, chat)).coveredMessages).toBe(1);
    }
  });

  it('cover as many of the latest messages as fit, and state how many messages were left out', async () => {
    const chat = await createChat(hub, 'First of many.', 'Yes.');
    await insertMessages(hub, chat, 1198);
    await hub.sql.rows(
      `update messages set content = repeat('The harvest was long. ', 340) where conversation_id = $1`,
      [chat.params.conversationId],
    );

    const insight = await createInsight(chat.ana, chat);

    expect(insight.coveredMessages).toBeGreaterThan(400);
    expect(insight.coveredMessages).toBeLessThan(1200);
    expect(insight).toMatchObject({
      toSeq: 1200,
      fromSeq: 1200 - insight.coveredMessages + 1,
      skippedMessages: 1200 - insight.coveredMessages,
    });
  });
});
