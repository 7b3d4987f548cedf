import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { Insight } from '@smart-hub/contract/insights';
import { closeSockets, register, startHub, type Hub } from './support/hub.js';
import { chat, create, fill, find, rowsOf } from './support/insights.js';

describe('insights without a model', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('are a digest that cites real messages, told to both, and to nobody else', async () => {
    const talk = await chat(
      hub,
      'Hi Ben!',
      'Hey',
      'The login bug is back on staging.',
      'Then we should postpone the release to Thursday.',
      'Agreed.',
      "I'll restore the fix by tomorrow.",
      'Who writes the release notes?',
    );
    const { ana, ben, ids, params } = talk;
    const stranger = await register(hub, 'Eve');
    const [hers, his, eves] = await Promise.all([ana.connect(), ben.connect(), stranger.connect()]);
    expect(await find(ana, talk)).toBeNull();
    await expect(find(stranger, talk)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });
    await expect(create(stranger, talk)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });

    const insight = await create(ana, talk);

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
    expect(await hers.next('insight_created')).toEqual(event);
    expect(await his.next('insight_created')).toEqual(event);
    await hers.send({ receiverId: stranger.id, content: 'Later.' });
    await eves.next('new_message');
    expect(eves.all('insight_created')).toEqual([]);
  });

  it('are made once, are there when the conversation is opened, and say how much came since', async () => {
    const talk = await chat(hub, 'I sold the car to my neighbour.', 'For how much?');
    const { ana, ben, params } = talk;
    const opened = () => ana.client.call(conversationsRoutes.open, { params: { id: params.conversationId } });
    expect((await opened()).insight).toBeNull();
    const insight = await create(ben, talk);
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'For 900 euros.' });

    expect(await create(ana, talk)).toEqual({ ...insight, messagesSince: 1 });
    expect((await opened()).insight).toEqual({ ...insight, messagesSince: 1 });
    expect(await find(ben, talk)).toEqual({ ...insight, messagesSince: 1 });
  });

  it('need messages', async () => {
    const talk = await chat(hub, 'Something', 'more');
    await hub.sql.rows('delete from messages where conversation_id = $1', [talk.params.conversationId]);
    await expect(create(talk.ana, talk)).rejects.toMatchObject({
      problem: { code: 'insight.no_messages', status: 409 },
    });
    expect(await rowsOf(hub, talk)).toEqual([]);
  });

  it('answer something for whatever was said', async () => {
    for (const content of ['👍', '...', 'https://evil.example/x', '\u200B\u200B!', 'ok', '明日会いましょう。']) {
      const talk = await chat(hub, content);
      expect(Insight.parse(await create(talk.ana, talk)).coveredMessages).toBe(1);
    }
  });

  it('read back as far as there is room, and say what they leave out', async () => {
    const talk = await chat(hub, 'First of many.', 'Yes.');
    await fill(hub, talk, 1198);
    await hub.sql.rows(
      `update messages set content = repeat('The harvest was long. ', 340) where conversation_id = $1`,
      [talk.params.conversationId],
    );

    const insight = await create(talk.ana, talk);

    expect(insight.coveredMessages).toBeGreaterThan(400);
    expect(insight.coveredMessages).toBeLessThan(1200);
    expect(insight).toMatchObject({
      toSeq: 1200,
      fromSeq: 1200 - insight.coveredMessages + 1,
      skippedMessages: 1200 - insight.coveredMessages,
    });
  });
});
