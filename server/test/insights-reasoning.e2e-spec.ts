import { closeSockets, startHub, type TestHub } from './support/hub.js';
import { modelCalls, createChat, createInsight } from './support/insights.js';
import { modelSettingsFor, insightJson, ModelServer, USAGE, type ModelResponse } from './support/model-server.js';

const SUMMARY = 'Ana and Ben meet at noon.';
const SECRET = 'They want minutes, so {"summary": "A secret draft of it."} it is.';
const EXPECTED_INSIGHT = { generator: 'openai', summary: SUMMARY, keyPoints: [{ text: 'Noon' }] };
const RESPONSE = insightJson({ keyPoints: [{ text: 'Noon', messages: [1] }] });

describe('insights by models that reason, add prose and break off', () => {
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

  it.each<[string, string]>([
    ['a reasoning block', `<think>\n${SECRET}\n</think>\n\n${RESPONSE}`],
    ['a reasoning block that the prompt template opened', `${SECRET}\n</think>\n\n${RESPONSE}`],
    ['a reasoning block of Magistral', `[THINK]${SECRET}[/THINK]${RESPONSE}`],
    [
      'the channels of gpt-oss',
      `<|channel|>analysis<|message|>${SECRET}<|end|><|start|>assistant<|channel|>final<|message|>${RESPONSE}`,
    ],
    [
      'a reasoning block in the summary',
      insightJson({ ...JSON.parse(RESPONSE), summary: `<think>${SECRET}</think>${SUMMARY}` }),
    ],
    ['prose around a Markdown fence', `Here is the secret:\n\`\`\`json\n${RESPONSE}\n\`\`\`\nThat was the secret.`],
    ['several JSON objects', `{"note": "secret"}\n${RESPONSE}\n{"secret": true}`],
    ['a nested JSON object', `{"secret": 1, "result": ${RESPONSE}}`],
    ['line breaks in JSON strings', RESPONSE.replace('meet at', 'meet\n\tat')],
    ['a byte order mark and a lone surrogate', `\uFEFF${RESPONSE.replace('noon.', String.raw`\ud83dnoon.`)}`],
  ])('contain only the insight of a response with %s, even in the progress events', async (_, content) => {
    const chat = await createChat(hub, 'Noon then?', 'Yes.');
    const anaSocket = await chat.ana.connect();
    for (const chunks of [content.match(/[^]{1,3}/gu)!, [content]]) {
      model.respondWith(() => ({ content: chunks }));
      expect(await createInsight(chat.ana, chat)).toMatchObject(EXPECTED_INSIGHT);
      await anaSocket.next('insight_created');
      for (const { text } of anaSocket.payloads('insight_progress')) expect(SUMMARY.startsWith(text)).toBe(true);
      await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
    }
  });

  it('report progress as soon as the reasoning block has ended', async () => {
    const chat = await createChat(hub, 'Noon then?', 'Yes.');
    const anaSocket = await chat.ana.connect();
    model.respondWith(() => ({ content: [SECRET, '\n</thi', 'nk>\n', RESPONSE.slice(0, 30), RESPONSE.slice(30)] }));
    await createInsight(chat.ana, chat);
    expect(SUMMARY.startsWith((await anaSocket.next('insight_progress')).text)).toBe(true);
  });

  it.each<[string, readonly object[]]>([
    ['the field reasoning_content', [{ reasoning_content: SECRET }, { content: RESPONSE }]],
    [
      'the field reasoning',
      [
        { reasoning: SECRET, content: '' },
        { content: RESPONSE, reasoning: null },
      ],
    ],
    [
      'parts of the content',
      [
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: SECRET }] }] },
        { content: [{ type: 'text', text: RESPONSE }] },
      ],
    ],
  ])('ignore reasoning that the model sends in %s', async (_, deltas) => {
    const chat = await createChat(hub, 'Noon then?', 'Yes.');
    model.respondWith(() => ({ deltas }));
    expect(await createInsight(chat.ana, chat)).toMatchObject(EXPECTED_INSIGHT);
    await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
    const message = Object.assign({}, ...deltas.filter((delta) => (delta as { content?: unknown }).content)) as object;
    model.respondWith(() => ({ body: { choices: [{ message: { role: 'assistant', ...message } }] } }));
    expect(await createInsight(chat.ana, chat)).toMatchObject(EXPECTED_INSIGHT);
  });

  it.each<[string, ModelResponse]>([
    ['an unterminated reasoning block', { content: `<think>${SECRET}`, finishReason: 'length' }],
    ['half a sentence', { content: '{"summary": "Ana and Ben do no', finishReason: 'length' }],
    ['a claim that there are no messages', { content: 'There are no messages to summarize.' }],
    ['a placeholder', { content: insightJson({ summary: '…' }) }],
    ['one word', { content: insightJson({ summary: 'Summary' }) }],
    ['the JSON schema', { content: '{"type": "object", "properties": {"summary": {"type": "string"}}}' }],
    [
      'the transcript it was sent',
      { content: '=== x ===\n{"n": 1, "from": "Ana", "text": "The barn is full of apples."}\n=== x ===' },
    ],
    ['a refusal in prose', { content: "I'm sorry, but I can't help with that." }],
    ['broken JSON in prose', { content: 'Ana and Ben talk. {"summary" = "They talk"}' }],
  ])('fall back to the extractive digest when the model responds with %s', async (_, response) => {
    const chat = await createChat(hub, 'The barn is full of apples.', 'Good.');
    const anaSocket = await chat.ana.connect();
    model.respondWith(() => response);

    const insight = await createInsight(chat.ana, chat);

    expect(insight).toMatchObject({ generator: 'extractive', model: null, tokens: { prompt: USAGE.prompt_tokens } });
    expect(insight.summary).toContain('barn is full of apples');
    expect(model.requests).toHaveLength(1);
    expect(await modelCalls(hub, chat)).toMatchObject([{ outcome: 'refused' }]);
    await anaSocket.next('insight_created');
    expect(JSON.stringify(anaSocket.payloads('insight_progress'))).not.toMatch(/secret|schema|sorry/);
  });

  it('keep the complete items and sentences of a response that was cut off', async () => {
    const chat = await createChat(hub, 'We sell the boat.', 'Agreed.');
    const decisions = '"decisions": [{"text": "Sell it", "messages": [1]}, {"text": "Agreed", "messages": [1, 2';
    model.respondWith(() => ({ content: `{"summary": "Ana sells the boat.", ${decisions}`, finishReason: 'length' }));
    expect(await createInsight(chat.ana, chat)).toMatchObject({
      generator: 'openai',
      summary: 'Ana sells the boat.',
      decisions: [{ text: 'Sell it', messageIds: [chat.messageIds[0]] }],
    });
    await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
    model.respondWith(() => ({ content: '{"summary": "Ana sells the boat. Ben is ag', finishReason: 'length' }));
    expect(await createInsight(chat.ana, chat)).toMatchObject({ generator: 'openai', summary: 'Ana sells the boat.' });
  });

  it('state in the summary that the messages contain nothing but links', async () => {
    const chat = await createChat(hub, 'https://evil.example/a', '![](https://evil.example/b)');
    model.respondWith(() => ({ content: insightJson({ summary: 'https://evil.example/a' }) }));
    expect(await createInsight(chat.ana, chat)).toMatchObject({
      generator: 'extractive',
      summary: 'Ana and Ben sent nothing but links or signs.',
      keyPoints: [],
    });
  });
});
