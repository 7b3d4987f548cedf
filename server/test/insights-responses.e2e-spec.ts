import type { ServerResponse } from 'node:http';
import { closeSockets, startHub, type TestHub } from './support/hub.js';
import { modelCalls, createChat, createInsight, insightRows } from './support/insights.js';
import {
  API_KEY,
  modelSettingsFor,
  insightJson,
  ModelServer,
  USAGE,
  type ModelResponse,
} from './support/model-server.js';

describe('insights from models with unusual responses', () => {
  let model: ModelServer;
  let hub: TestHub;
  beforeAll(async () => {
    model = await ModelServer.start();
    hub = await startHub(modelSettingsFor(model));
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await model.close();
  });

  it.each([
    ['JSON', insightJson({ keyPoints: [{ text: 'Rain', messages: [1] }] }), 1],
    [
      'JSON in a Markdown fence',
      `Here you are:\n\`\`\`json\n${insightJson({ keyPoints: [{ text: 'Rain', messages: ['1'] }] })}\n\`\`\``,
      1,
    ],
    [
      'items of the wrong shape',
      insightJson({ keyPoints: [7, { text: 'Rain', messages: [1] }, { text: 3 }], decisions: 'none' }),
      1,
    ],
    ['plain text', 'Ana and Ben meet at noon.', 0],
  ])('accept a server without response_format and streaming that responds with %s', async (_, content, keyPoints) => {
    const plainModel = await ModelServer.start();
    const plainHub = await startHub({ OPENAI_BASE_URL: plainModel.url }, hub.database);
    const chat = await createChat(plainHub, 'It rains.', 'Noon then?');
    plainModel.respondWith(({ body }) => (body.response_format || body.stream ? { status: 400 } : { content }));

    const insight = await createInsight(chat.ana, chat);

    expect(insight).toMatchObject({ generator: 'openai', summary: 'Ana and Ben meet at noon.' });
    expect(insight.keyPoints).toHaveLength(keyPoints);
    expect(plainModel.requests[0]!.authorization).not.toContain(API_KEY);
    await plainHub.stop();
    await plainModel.close();
  });

  it('parse an event stream with comments and CRLF line ends', async () => {
    const chat = await createChat(hub, 'It snows.', 'At last!');
    const [first, second] = [insightJson().slice(0, 30), insightJson().slice(30)];
    const events = [first, second].map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}`);
    model.respondWith(() => ({
      write: (response) => startEventStream(response).end([': hello', ...events, 'data: [DONE]', ''].join('\r\n\r\n')),
    }));

    expect(await createInsight(chat.ana, chat)).toMatchObject({
      generator: 'openai',
      summary: 'Ana and Ben meet at noon.',
    });
  });

  it.each([
    ['was cut off', unstreamed({ content: insightJson().slice(0, 60) }, 'length'), 'Ana and Ben meet at noon.'],
    ['is a text of 700 kB', unstreamed({ content: 'no end '.repeat(100_000) }), /^(?:no end ){59}no end…$/u],
  ])('get a summary of bounded length from a response that %s', async (_, response, summary) => {
    const chat = await createChat(hub, 'The barn is full.', 'Good.');
    model.respondWith(() => response);

    expect((await createInsight(chat.ana, chat)).summary).toEqual(
      typeof summary === 'string' ? summary : expect.stringMatching(summary),
    );
  });

  it('fall back to the extractive digest when the model refuses', async () => {
    const chat = await createChat(hub, 'The barn is full of apples.', 'Good.');
    for (const response of [
      unstreamed({ content: null, refusal: 'I cannot help with that.' }),
      unstreamed({ content: '' }, 'content_filter'),
    ]) {
      model.respondWith(() => response);
      expect(await createInsight(chat.ana, chat)).toMatchObject({
        generator: 'extractive',
        model: null,
        tokens: { prompt: USAGE.prompt_tokens },
      });
      await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
    }
    expect((await modelCalls(hub, chat)).map(({ outcome }) => outcome as string)).toEqual(['refused', 'refused']);
  });

  it.each([
    ['a blank text', unstreamed({ content: ' ' })],
    ['only tool calls', unstreamed({ content: null, tool_calls: [{ id: '1', type: 'function' }] }, 'tool_calls')],
    ['no choice', { body: { choices: [] } }],
    ['HTML instead of JSON', { write: (response: ServerResponse) => response.writeHead(200, JSON_TYPE).end('<html>') }],
    [
      'an event of 5 MB',
      { write: (response: ServerResponse) => startEventStream(response).end(`data: ${'x'.repeat(5_000_000)}\n\n`) },
    ],
  ])('fail when the model responds with %s', async (_, response) => {
    const chat = await createChat(hub, 'Who feeds the hens?', 'I do.');
    model.respondWith(() => response);
    await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({
      problem: { code: 'insight.model_unavailable' },
    });
    expect(await insightRows(hub, chat)).toEqual([]);
    expect(await modelCalls(hub, chat)).toMatchObject([{ outcome: 'unavailable', attempts: 1 }]);
  });

  it('accept citations and owners in the various forms that models write', async () => {
    const chat = await createChat(hub, 'We sell the boat.', 'Agreed.');
    const item = { text: 'Sell it', messages: ['#1', '2', 2] };
    model.respondWith(() => ({
      content: insightJson({
        decisions: [item, { ...item, messages: '2' }],
        actionItems: [
          { ...item, owner: null, due: 5 },
          { ...item, owner: { name: 'Ana' }, due: ' today ' },
        ],
      }),
    }));

    expect(await createInsight(chat.ana, chat)).toMatchObject({
      decisions: [{ messageIds: chat.messageIds }, { messageIds: [chat.messageIds[1]] }],
      actionItems: [
        { owner: null, due: null },
        { owner: null, due: 'today' },
      ],
      droppedItems: 0,
    });
  });

  it('drop and count items that cite no existing message', async () => {
    const chat = await createChat(hub, 'We sell the boat.', 'Agreed.');
    model.respondWith(() => ({
      content: insightJson({
        decisions: [
          { text: 'Sell the boat', messages: [1, 2, 2, 77] },
          { text: 'Buy a plane', messages: [3, 0, -1] },
          { text: 'Nothing', messages: [] },
        ],
      }),
    }));

    expect(await createInsight(chat.ana, chat)).toMatchObject({
      decisions: [{ text: 'Sell the boat', messageIds: chat.messageIds }],
      droppedItems: 2,
    });
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

/** A response that is not streamed. */
function unstreamed(message: object, reason = 'stop'): ModelResponse {
  return { body: { choices: [{ index: 0, message, finish_reason: reason }], usage: USAGE } };
}

function startEventStream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}
