import type { ServerResponse } from 'node:http';
import { countTokens } from '../src/insights/openai/tokens.js';
import { closeSockets, startHub, type Hub } from './support/hub.js';
import { callsOf, chat, create, fill, rowsOf } from './support/insights.js';
import {
  KEY,
  keysFor,
  linesOf,
  minutes,
  ModelServer,
  USAGE,
  type ModelAnswer,
  type ModelRequest,
} from './support/model-server.js';

describe('insights by a model', () => {
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

  it('are tried again after a 429 and a 503, no sooner than the model asks for', async () => {
    const talk = await chat(hub, 'It rains.', 'Not here.');
    model.willAnswer((_, index): ModelAnswer => {
      if (index === 0) return { status: 429, headers: { 'retry-after': '1' } };
      return index === 1 ? { status: 503, headers: { 'retry-after-ms': '5' } } : { says: minutes() };
    });

    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai' });
    const [first, second] = model.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
    expect(model.requests).toHaveLength(3);
    const [audited] = await hub.sql.rows('select attempts, outcome from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toEqual({ attempts: 3, outcome: 'answered' });
  });

  it.each([
    ['a date', () => new Date(Date.now() + 2000).toUTCString(), 900, 2],
    ['more than anybody waits for', () => '3600', 0, 1],
  ])('heed a Retry-After that is %s', async (_, after, pause, requests) => {
    const talk = await chat(hub, 'It hails.', 'Take cover.');
    model.willAnswer((__, index): ModelAnswer =>
      index === 0 ? { status: 429, headers: { 'retry-after': after() } } : { says: minutes() },
    );

    const [made] = await Promise.allSettled([create(talk.ana, talk)]);

    expect(model.requests).toHaveLength(requests);
    expect(model.requests.at(-1)!.at - model.requests[0]!.at).toBeGreaterThanOrEqual(pause);
    if (requests > 1) expect(made).toMatchObject({ status: 'fulfilled' });
    else expect(made).toMatchObject({ reason: { problem: { code: 'insight.model_unavailable', retryable: true } } });
  });

  it('are given up when the model takes too long', async () => {
    const slow = await startHub(
      { OPENAI_BASE_URL: model.url, OPENAI_TIMEOUT: '0.2', INSIGHT_TIMEOUT: '20' },
      hub.database,
    );
    const talk = await chat(slow, 'Are you there?', 'Yes.');
    const never = Promise.withResolvers<{ says: string }>();
    for (const answer of [
      () => never.promise,
      () => ({ writes: (response: ServerResponse) => void stream(response).write(': wait\n\n') }),
      () => ({ writes: (response: ServerResponse) => void response.writeHead(200, JSON_TYPE).write('{"choices":') }),
    ]) {
      model.willAnswer(answer);
      await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_unavailable' } });
    }
    never.resolve({ says: minutes() });

    expect(await rowsOf(hub, talk)).toEqual([]);
    const outcomes = (await callsOf(hub, talk)).map(({ outcome }) => outcome as string);
    expect(outcomes).toEqual(['unavailable', 'unavailable', 'unavailable']);
    await slow.stop();
  });

  it('say that the model is not set up, and neither where it is nor its key', async () => {
    const talk = await chat(hub, 'Hello model', 'Hello');
    for (const status of [401, 404]) {
      model.willAnswer(() => ({ status, body: { error: { message: `Incorrect API key provided: ${KEY}` } } }));
      const failure = await create(talk.ana, talk).catch((error: unknown) => error);
      expect(failure).toMatchObject({ problem: { code: 'insight.model_misconfigured', status: 502 } });
      expect(JSON.stringify(failure)).not.toMatch(new RegExp(`${KEY}|OPENAI|${new URL(model.url).host}|API key`, 'i'));
      expect(model.requests).toHaveLength(1);
    }
    expect(await rowsOf(hub, talk)).toEqual([]);
    const audited = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toMatchObject([{ outcome: 'misconfigured' }, { outcome: 'misconfigured' }]);
    expect(JSON.stringify(audited)).not.toContain(KEY);
  });

  it('of a long conversation are made in parts within the budget, and say what they leave out', async () => {
    const talk = await chat(hub, 'First of many.', 'Yes.');
    await fill(hub, talk, 5000);
    model.willAnswer((request) => ({
      says: minutes({ keyPoints: [{ text: 'Fields', messages: [lastNumber(request)] }] }),
    }));

    const insight = await create(talk.ana, talk);

    // Three parts and what merges them.
    expect(model.requests).toHaveLength(4);
    for (const { body } of model.requests) expect(JSON.stringify(body.messages).length).toBeLessThan(4000 * 6);
    expect(insight.toSeq).toBe(5002);
    expect(insight.fromSeq).toBe(5002 - insight.coveredMessages + 1);
    expect(insight.coveredMessages).toBeGreaterThan(150);
    expect(insight.skippedMessages).toBe(5002 - insight.coveredMessages);
    expect(insight.tokens).toEqual({ prompt: 4 * USAGE.prompt_tokens, completion: 4 * USAGE.completion_tokens });
    const numbers = model.requests.slice(0, 3).flatMap((request) => linesOf(request).map(({ n }) => n));
    expect(numbers).toEqual(Array.from({ length: insight.coveredMessages }, (_, index) => insight.fromSeq + index));
  });

  it('keep to one call and a small budget, however long the messages are', async () => {
    const small = await startHub(
      { OPENAI_BASE_URL: model.url, OPENAI_MAX_INPUT_TOKENS: '1500', INSIGHT_MAX_CALLS: '1' },
      hub.database,
    );
    const talk = await chat(small, 'a '.repeat(3999), 'b'.repeat(8000), '字'.repeat(8000), 'The last one.');
    model.willAnswer(() => ({ says: minutes() }));

    const insight = await create(talk.ana, talk);

    expect(model.requests).toHaveLength(1);
    const sent = model.requests[0]!.body.messages.map(({ content }) => content).join('\n');
    expect(countTokens(sent)).toBeLessThanOrEqual(1500);
    expect(linesOf(model.requests[0]!).at(-1)).toMatchObject({ n: 4, text: 'The last one.' });
    expect(insight.coveredMessages + insight.skippedMessages).toBe(4);
    await small.stop();
  });

  it('leave a record of every call, without what was said', async () => {
    const talk = await chat(hub, 'My secret is a pineapple.', 'Mine is a walrus.');
    model.willAnswer(() => ({ says: minutes() }));
    await create(talk.ben, talk);

    const audited = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toEqual([
      {
        id: expect.any(String),
        conversation_id: talk.params.conversationId,
        requested_by: talk.ben.id,
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
    expect(JSON.stringify(audited)).not.toMatch(/pineapple|walrus|Ana and Ben/);
  });
});

function lastNumber(request: ModelRequest): number {
  return linesOf(request).at(-1)?.n ?? 5002;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function stream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}
