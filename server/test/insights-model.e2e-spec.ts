import type { ServerResponse } from 'node:http';
import { countTokens } from '../src/insights/openai/tokens.js';
import { closeSockets, startHub, type TestHub } from './support/hub.js';
import { modelCalls, createChat, createInsight, insertMessages, insightRows } from './support/insights.js';
import {
  API_KEY,
  modelSettingsFor,
  transcriptLinesOf,
  insightJson,
  ModelServer,
  USAGE,
  type ModelResponse,
  type ModelRequest,
} from './support/model-server.js';

describe('insights by a model', () => {
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

  it('are retried after a 429 and a 503 response, not before the time in Retry-After', async () => {
    const chat = await createChat(hub, 'It rains.', 'Not here.');
    model.respondWith((_, index): ModelResponse => {
      if (index === 0) return { status: 429, headers: { 'retry-after': '1' } };
      return index === 1 ? { status: 503, headers: { 'retry-after-ms': '5' } } : { content: insightJson() };
    });

    expect(await createInsight(chat.ana, chat)).toMatchObject({ generator: 'openai' });
    const [first, second] = model.requests;
    expect(second!.receivedAt - first!.receivedAt).toBeGreaterThanOrEqual(990);
    expect(model.requests).toHaveLength(3);
    const [calls] = await hub.sql.rows('select attempts, outcome from model_calls where conversation_id = $1', [
      chat.params.conversationId,
    ]);
    expect(calls).toEqual({ attempts: 3, outcome: 'answered' });
  });

  it.each([
    ['is a date are retried after that date', () => new Date(Date.now() + 2000).toUTCString(), 900, 2],
    ['is longer than the time limit fail without a retry', () => '3600', 0, 1],
  ])('with a Retry-After that %s', async (_, retryAfter, minWaitMs, requests) => {
    const chat = await createChat(hub, 'It hails.', 'Take cover.');
    model.respondWith((__, index): ModelResponse =>
      index === 0 ? { status: 429, headers: { 'retry-after': retryAfter() } } : { content: insightJson() },
    );

    const [result] = await Promise.allSettled([createInsight(chat.ana, chat)]);

    expect(model.requests).toHaveLength(requests);
    expect(model.requests.at(-1)!.receivedAt - model.requests[0]!.receivedAt).toBeGreaterThanOrEqual(minWaitMs);
    if (requests > 1) expect(result).toMatchObject({ status: 'fulfilled' });
    else expect(result).toMatchObject({ reason: { problem: { code: 'insight.model_unavailable', retryable: true } } });
  });

  it('fail and are not stored when the model takes longer than OPENAI_TIMEOUT', async () => {
    const hubWithTimeout = await startHub(
      { OPENAI_BASE_URL: model.url, OPENAI_TIMEOUT: '0.2', INSIGHT_TIMEOUT: '20' },
      hub.database,
    );
    const chat = await createChat(hubWithTimeout, 'Are you there?', 'Yes.');
    const never = Promise.withResolvers<{ content: string }>();
    for (const modelResponse of [
      () => never.promise,
      () => ({ write: (response: ServerResponse) => void startEventStream(response).write(': wait\n\n') }),
      () => ({ write: (response: ServerResponse) => void response.writeHead(200, JSON_TYPE).write('{"choices":') }),
    ]) {
      model.respondWith(modelResponse);
      await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({
        problem: { code: 'insight.model_unavailable' },
      });
    }
    never.resolve({ content: insightJson() });

    expect(await insightRows(hub, chat)).toEqual([]);
    const outcomes = (await modelCalls(hub, chat)).map(({ outcome }) => outcome as string);
    expect(outcomes).toEqual(['unavailable', 'unavailable', 'unavailable']);
    await hubWithTimeout.stop();
  });

  it('fail when the model is misconfigured, without revealing the host or the API key of the model', async () => {
    const chat = await createChat(hub, 'Hello model', 'Hello');
    for (const status of [401, 404]) {
      model.respondWith(() => ({ status, body: { error: { message: `Incorrect API key provided: ${API_KEY}` } } }));
      const failure = await createInsight(chat.ana, chat).catch((error: unknown) => error);
      expect(failure).toMatchObject({ problem: { code: 'insight.model_misconfigured', status: 502 } });
      expect(JSON.stringify(failure)).not.toMatch(
        new RegExp(`${API_KEY}|OPENAI|${new URL(model.url).host}|API key`, 'i'),
      );
      expect(model.requests).toHaveLength(1);
    }
    expect(await insightRows(hub, chat)).toEqual([]);
    const calls = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      chat.params.conversationId,
    ]);
    expect(calls).toMatchObject([{ outcome: 'misconfigured' }, { outcome: 'misconfigured' }]);
    expect(JSON.stringify(calls)).not.toContain(API_KEY);
  });

  it('of a long conversation are generated in parts within the token budget, and state how many messages were left out', async () => {
    const chat = await createChat(hub, 'First of many.', 'Yes.');
    await insertMessages(hub, chat, 5000);
    model.respondWith((request) => ({
      content: insightJson({ keyPoints: [{ text: 'Fields', messages: [lastTranscriptNumber(request)] }] }),
    }));

    const insight = await createInsight(chat.ana, chat);

    // One call for each of three parts of the conversation, and one call that merges the three results.
    expect(model.requests).toHaveLength(4);
    for (const { body } of model.requests) expect(JSON.stringify(body.messages).length).toBeLessThan(4000 * 6);
    expect(insight.toSeq).toBe(5002);
    expect(insight.fromSeq).toBe(5002 - insight.coveredMessages + 1);
    expect(insight.coveredMessages).toBeGreaterThan(150);
    expect(insight.skippedMessages).toBe(5002 - insight.coveredMessages);
    expect(insight.tokens).toEqual({ prompt: 4 * USAGE.prompt_tokens, completion: 4 * USAGE.completion_tokens });
    const numbers = model.requests.slice(0, 3).flatMap((request) => transcriptLinesOf(request).map(({ n }) => n));
    expect(numbers).toEqual(Array.from({ length: insight.coveredMessages }, (_, index) => insight.fromSeq + index));
  });

  it('are generated within INSIGHT_MAX_CALLS and OPENAI_MAX_INPUT_TOKENS, however long the messages are', async () => {
    const hubWithBudget = await startHub(
      { OPENAI_BASE_URL: model.url, OPENAI_MAX_INPUT_TOKENS: '1500', INSIGHT_MAX_CALLS: '1' },
      hub.database,
    );
    const chat = await createChat(
      hubWithBudget,
      'a '.repeat(3999),
      'b'.repeat(8000),
      '字'.repeat(8000),
      'The last one.',
    );
    model.respondWith(() => ({ content: insightJson() }));

    const insight = await createInsight(chat.ana, chat);

    expect(model.requests).toHaveLength(1);
    const sent = model.requests[0]!.body.messages.map(({ content }) => content).join('\n');
    expect(countTokens(sent)).toBeLessThanOrEqual(1500);
    expect(transcriptLinesOf(model.requests[0]!).at(-1)).toMatchObject({ n: 4, text: 'The last one.' });
    expect(insight.coveredMessages + insight.skippedMessages).toBe(4);
    await hubWithBudget.stop();
  });

  it('add a row to model_calls that contains no message contents', async () => {
    const chat = await createChat(hub, 'My secret is a pineapple.', 'Mine is a walrus.');
    model.respondWith(() => ({ content: insightJson() }));
    await createInsight(chat.ben, chat);

    const calls = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      chat.params.conversationId,
    ]);
    expect(calls).toEqual([
      {
        id: expect.any(String),
        conversation_id: chat.params.conversationId,
        requested_by: chat.ben.id,
        model: 'gpt-4o-mini',
        host: new URL(model.url).host,
        from_seq: 1,
        to_seq: 2,
        attempts: 1,
        prompt_tokens: USAGE.prompt_tokens,
        completion_tokens: USAGE.completion_tokens,
        outcome: 'answered',
        started_at: expect.any(Date),
        ended_at: expect.any(Date),
      },
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/pineapple|walrus|Ana and Ben/);
  });
});

function lastTranscriptNumber(request: ModelRequest): number {
  return transcriptLinesOf(request).at(-1)?.n ?? 5002;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function startEventStream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}
