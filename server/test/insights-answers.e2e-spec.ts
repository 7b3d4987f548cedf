import type { ServerResponse } from 'node:http';
import { closeSockets, startHub, type Hub } from './support/hub.js';
import { callsOf, chat, create, rowsOf } from './support/insights.js';
import { KEY, keysFor, minutes, ModelServer, USAGE, type ModelAnswer } from './support/model-server.js';

describe('insights by models of all kinds', () => {
  let model: ModelServer;
  let hub: Hub;
  beforeAll(async () => {
    model = await ModelServer.start();
    hub = await startHub(keysFor(model));
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await model.close();
  });

  it.each([
    ['only plain JSON', minutes({ keyPoints: [{ text: 'Rain', messages: [1] }] }), 1],
    [
      'JSON inside a fence',
      `Here you are:\n\`\`\`json\n${minutes({ keyPoints: [{ text: 'Rain', messages: ['1'] }] })}\n\`\`\``,
      1,
    ],
    [
      'items of wrong shapes',
      minutes({ keyPoints: [7, { text: 'Rain', messages: [1] }, { text: 3 }], decisions: 'none' }),
      1,
    ],
    ['plain text', 'Ana and Ben meet at noon.', 0],
  ])('understand a server that speaks %s', async (_, says, keyPoints) => {
    const plain = await ModelServer.start();
    const tolerant = await startHub({ OPENAI_BASE_URL: plain.url }, hub.database);
    const talk = await chat(tolerant, 'It rains.', 'Noon then?');
    plain.willAnswer(({ body }) => (body.response_format || body.stream ? { status: 400 } : { says }));

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'openai', summary: 'Ana and Ben meet at noon.' });
    expect(insight.keyPoints).toHaveLength(keyPoints);
    expect(plain.requests[0]!.authorization).not.toContain(KEY);
    await tolerant.stop();
    await plain.close();
  });

  it('understand a stream with comments and other ends of lines', async () => {
    const talk = await chat(hub, 'It snows.', 'At last!');
    const [first, second] = [minutes().slice(0, 30), minutes().slice(30)];
    const events = [first, second].map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}`);
    model.willAnswer(() => ({
      writes: (response) => stream(response).end([': hello', ...events, 'data: [DONE]', ''].join('\r\n\r\n')),
    }));

    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai', summary: 'Ana and Ben meet at noon.' });
  });

  it.each([
    ['is cut off', whole({ content: minutes().slice(0, 60) }, 'length'), 'Ana and Ben meet at noon.'],
    ['is endless', whole({ content: 'no end '.repeat(100_000) }), /^(?:no end ){59}no end…$/u],
  ])('make the best of an answer that %s', async (_, answer, summary) => {
    const talk = await chat(hub, 'The barn is full.', 'Good.');
    model.willAnswer(() => answer);

    expect((await create(talk.ana, talk)).summary).toEqual(
      typeof summary === 'string' ? summary : expect.stringMatching(summary),
    );
  });

  it('do without a model that refuses', async () => {
    const talk = await chat(hub, 'The barn is full of apples.', 'Good.');
    for (const answer of [
      whole({ content: null, refusal: 'I cannot help with that.' }),
      whole({ content: '' }, 'content_filter'),
    ]) {
      model.willAnswer(() => answer);
      expect(await create(talk.ana, talk)).toMatchObject({
        generator: 'extractive',
        model: null,
        tokens: { prompt: USAGE.prompt_tokens },
      });
      await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    }
    expect((await callsOf(hub, talk)).map(({ outcome }) => outcome as string)).toEqual(['refused', 'refused']);
  });

  it.each([
    ['nothing', whole({ content: ' ' })],
    ['only what to call', whole({ content: null, tool_calls: [{ id: '1', type: 'function' }] }, 'tool_calls')],
    ['no choice', { body: { choices: [] } }],
    ['no JSON', { writes: (response: ServerResponse) => response.writeHead(200, JSON_TYPE).end('<html>') }],
    [
      'without an end',
      { writes: (response: ServerResponse) => stream(response).end(`data: ${'x'.repeat(5_000_000)}\n\n`) },
    ],
  ])('fail when the model answers %s', async (_, answer) => {
    const talk = await chat(hub, 'Who feeds the hens?', 'I do.');
    model.willAnswer(() => answer);
    await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_unavailable' } });
    expect(await rowsOf(hub, talk)).toEqual([]);
    expect(await callsOf(hub, talk)).toMatchObject([{ outcome: 'unavailable', attempts: 1 }]);
  });

  it('take citations and owners as models write them', async () => {
    const talk = await chat(hub, 'We sell the boat.', 'Agreed.');
    const item = { text: 'Sell it', messages: ['#1', '2', 2] };
    model.willAnswer(() => ({
      says: minutes({
        decisions: [item, { ...item, messages: '2' }],
        actionItems: [
          { ...item, owner: null, due: 5 },
          { ...item, owner: { name: 'Ana' }, due: ' today ' },
        ],
      }),
    }));

    expect(await create(talk.ana, talk)).toMatchObject({
      decisions: [{ messageIds: talk.ids }, { messageIds: [talk.ids[1]] }],
      actionItems: [
        { owner: null, due: null },
        { owner: null, due: 'today' },
      ],
      droppedItems: 0,
    });
  });

  it('drop and count what rests on nothing', async () => {
    const talk = await chat(hub, 'We sell the boat.', 'Agreed.');
    model.willAnswer(() => ({
      says: minutes({
        decisions: [
          { text: 'Sell the boat', messages: [1, 2, 2, 77] },
          { text: 'Buy a plane', messages: [3, 0, -1] },
          { text: 'Nothing', messages: [] },
        ],
      }),
    }));

    expect(await create(talk.ana, talk)).toMatchObject({
      decisions: [{ text: 'Sell the boat', messageIds: talk.ids }],
      droppedItems: 2,
    });
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer in one piece. */
function whole(message: object, reason = 'stop'): ModelAnswer {
  return { body: { choices: [{ index: 0, message, finish_reason: reason }], usage: USAGE } };
}

function stream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}
