import { closeSockets, startHub, type Hub } from './support/hub.js';
import { callsOf, chat, create } from './support/insights.js';
import { keysFor, minutes, ModelServer, USAGE, type ModelAnswer } from './support/model-server.js';

const SUMMARY = 'Ana and Ben meet at noon.';
const SECRET = 'They want minutes, so {"summary": "A secret draft of it."} it is.';
const WELL = { generator: 'openai', summary: SUMMARY, keyPoints: [{ text: 'Noon' }] };
const ANSWER = minutes({ keyPoints: [{ text: 'Noon', messages: [1] }] });

describe('insights by models that think, decorate and break off', () => {
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

  it.each<[string, string]>([
    ['a thought', `<think>\n${SECRET}\n</think>\n\n${ANSWER}`],
    ['a thought that the template began', `${SECRET}\n</think>\n\n${ANSWER}`],
    ['a thought of Magistral', `[THINK]${SECRET}[/THINK]${ANSWER}`],
    [
      'channels of gpt-oss',
      `<|channel|>analysis<|message|>${SECRET}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}`,
    ],
    ['a thought within its summary', minutes({ ...JSON.parse(ANSWER), summary: `<think>${SECRET}</think>${SUMMARY}` })],
    ['a fence and prose', `Here is the secret:\n\`\`\`json\n${ANSWER}\n\`\`\`\nThat was the secret.`],
    ['several objects', `{"note": "secret"}\n${ANSWER}\n{"secret": true}`],
    ['an object in an object', `{"secret": 1, "result": ${ANSWER}}`],
    ['line breaks within its strings', ANSWER.replace('meet at', 'meet\n\tat')],
    ['a byte order mark and half a character', `\uFEFF${ANSWER.replace('noon.', String.raw`\ud83dnoon.`)}`],
  ])('show and store nothing of %s', async (_, says) => {
    const talk = await chat(hub, 'Noon then?', 'Yes.');
    const hers = await talk.ana.connect();
    for (const pieces of [says.match(/[^]{1,3}/gu)!, [says]]) {
      model.willAnswer(() => ({ says: pieces }));
      expect(await create(talk.ana, talk)).toMatchObject(WELL);
      await hers.next('insight_created');
      for (const { text } of hers.all('insight_progress')) expect(SUMMARY.startsWith(text)).toBe(true);
      await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    }
  });

  it('follow an answer as soon as its thought has ended', async () => {
    const talk = await chat(hub, 'Noon then?', 'Yes.');
    const hers = await talk.ana.connect();
    model.willAnswer(() => ({ says: [SECRET, '\n</thi', 'nk>\n', ANSWER.slice(0, 30), ANSWER.slice(30)] }));
    await create(talk.ana, talk);
    expect(SUMMARY.startsWith((await hers.next('insight_progress')).text)).toBe(true);
  });

  it.each<[string, readonly object[]]>([
    ['reasoning_content', [{ reasoning_content: SECRET }, { content: ANSWER }]],
    [
      'reasoning',
      [
        { reasoning: SECRET, content: '' },
        { content: ANSWER, reasoning: null },
      ],
    ],
    [
      'parts of the content',
      [
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: SECRET }] }] },
        { content: [{ type: 'text', text: ANSWER }] },
      ],
    ],
  ])('ignore thoughts that come as %s', async (_, deltas) => {
    const talk = await chat(hub, 'Noon then?', 'Yes.');
    model.willAnswer(() => ({ deltas }));
    expect(await create(talk.ana, talk)).toMatchObject(WELL);
    await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    const message = Object.assign({}, ...deltas.filter((delta) => (delta as { content?: unknown }).content)) as object;
    model.willAnswer(() => ({ body: { choices: [{ message: { role: 'assistant', ...message } }] } }));
    expect(await create(talk.ana, talk)).toMatchObject(WELL);
  });

  it.each<[string, ModelAnswer]>([
    ['a thought without an end', { says: `<think>${SECRET}`, finish: 'length' }],
    ['half a sentence', { says: '{"summary": "Ana and Ben do no', finish: 'length' }],
    ['nothing to summarize', { says: 'There are no messages to summarize.' }],
    ['a placeholder', { says: minutes({ summary: '…' }) }],
    ['one word', { says: minutes({ summary: 'Summary' }) }],
    ['its schema', { says: '{"type": "object", "properties": {"summary": {"type": "string"}}}' }],
    [
      'what it was sent',
      { says: '=== x ===\n{"n": 1, "from": "Ana", "text": "The barn is full of apples."}\n=== x ===' },
    ],
    ['a refusal in words', { says: "I'm sorry, but I can't help with that." }],
    ['broken JSON in prose', { says: 'Ana and Ben talk. {"summary" = "They talk"}' }],
  ])('are put together without the model when it answers %s', async (_, answer) => {
    const talk = await chat(hub, 'The barn is full of apples.', 'Good.');
    const hers = await talk.ana.connect();
    model.willAnswer(() => answer);

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'extractive', model: null, tokens: { prompt: USAGE.prompt_tokens } });
    expect(insight.summary).toContain('barn is full of apples');
    expect(model.requests).toHaveLength(1);
    expect(await callsOf(hub, talk)).toMatchObject([{ outcome: 'refused' }]);
    await hers.next('insight_created');
    expect(JSON.stringify(hers.all('insight_progress'))).not.toMatch(/secret|schema|sorry/);
  });

  it('keep of an answer that was cut off what is complete', async () => {
    const talk = await chat(hub, 'We sell the boat.', 'Agreed.');
    const decisions = '"decisions": [{"text": "Sell it", "messages": [1]}, {"text": "Agreed", "messages": [1, 2';
    model.willAnswer(() => ({ says: `{"summary": "Ana sells the boat.", ${decisions}`, finish: 'length' }));
    expect(await create(talk.ana, talk)).toMatchObject({
      generator: 'openai',
      summary: 'Ana sells the boat.',
      decisions: [{ text: 'Sell it', messageIds: [talk.ids[0]] }],
    });
    await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    model.willAnswer(() => ({ says: '{"summary": "Ana sells the boat. Ben is ag', finish: 'length' }));
    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai', summary: 'Ana sells the boat.' });
  });

  it('say so where nothing was said but links', async () => {
    const talk = await chat(hub, 'https://evil.example/a', '![](https://evil.example/b)');
    model.willAnswer(() => ({ says: minutes({ summary: 'https://evil.example/a' }) }));
    expect(await create(talk.ana, talk)).toMatchObject({
      generator: 'extractive',
      summary: 'Ana and Ben sent nothing but links or signs.',
      keyPoints: [],
    });
  });
});
