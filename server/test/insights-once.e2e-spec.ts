import { insightsRoutes } from '@smart-hub/contract/insights';
import { HubClient } from '@smart-hub/sdk';
import { v7 as uuid } from 'uuid';
import { InsightsService } from '../src/insights/insights.service.js';
import { cluster } from './support/cluster.js';
import { closeSockets, startHub, type Hub, type TestPerson } from './support/hub.js';
import { chat, create, find, rowsOf } from './support/insights.js';
import { KEY, keysFor, minutes, ModelServer, USAGE } from './support/model-server.js';

describe('insights by a model, on two nodes', () => {
  let model: ModelServer;
  let hub: Hub;
  let other: Hub;
  beforeAll(async () => {
    model = await ModelServer.start();
    const keys = keysFor(model);
    hub = await startHub(keys);
    other = await startHub(keys, hub.database);
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await other.stop();
    await hub.close();
    await model.close();
  });

  it('are made by one call and stored as one row, however many ask at once on two nodes', async () => {
    const talk = await chat(hub, 'Lunch at noon?', 'Yes, at the station.');
    const { ana, ben, params } = talk;
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const [hersThere, hisThere] = await Promise.all([ana.connect({}, other), ben.connect({}, other)]);
    const asked = Promise.withResolvers<void>();
    const mayAnswer = Promise.withResolvers<void>();
    model.willAnswer(async () => {
      asked.resolve();
      await mayAnswer.promise;
      return { says: minutes({ decisions: [{ text: 'Lunch at noon', messages: [1, 2] }] }) };
    });
    const clients = [ana, ben].flatMap(({ token }) => [hub, other].map(({ url }) => new HubClient({ url, token })));

    const requests = Array.from({ length: 20 }, (_, index) =>
      clients[index % 4]!.call(insightsRoutes.create, { params }),
    );
    await asked.promise;
    // While the model thinks, people chat on.
    await hers.send({ receiverId: ben.id, content: 'See you there!' });
    expect(await his.next('new_message')).toMatchObject({ content: 'See you there!' });
    expect(await find(ana, talk)).toBeNull();
    mayAnswer.resolve();
    const insights = await Promise.all(requests);

    expect(model.requests).toHaveLength(1);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(1);
    expect(await rowsOf(hub, talk)).toHaveLength(1);
    expect(insights[0]).toMatchObject({
      generator: 'openai',
      model: 'gpt-4o-mini',
      toSeq: 2,
      messagesSince: 1,
      tokens: { prompt: USAGE.prompt_tokens, completion: USAGE.completion_tokens },
      decisions: [{ text: 'Lunch at noon', messageIds: talk.ids }],
    });
    expect(model.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: `Bearer ${KEY}`,
      body: { model: 'gpt-4o-mini', temperature: 0.7, response_format: { type: 'json_schema' } },
    });
    // Without a Redis a node tells its own sockets; what is said now, on both, reaches them after all that they are told of the insight.
    for (const [mine, theirs] of [
      [hers, his],
      [hersThere, hisThere],
    ] as const) {
      await mine.send({ receiverId: ben.id, content: 'On my way.' });
      await theirs.next('new_message');
      await theirs.send({ receiverId: ana.id, content: 'Me, too.' });
      await mine.next('new_message');
    }
    const event = { conversationId: params.conversationId, insight: insights[0] };
    for (const pair of [
      [hers, hersThere],
      [his, hisThere],
    ] as const)
      expect(pair.flatMap((socket) => socket.all('insight_created'))).toEqual(
        cluster().redis ? [event, event] : [event],
      );
  });

  it('reach both, and their progress only the one who asked', async () => {
    const talk = await chat(hub, 'I moved to Porto.', 'Nice!');
    const [hers, his] = await Promise.all([talk.ana.connect(), talk.ben.connect()]);
    model.willAnswer(() => ({ says: ['{"summary": "Ana has', ' moved', ' to Porto."', ', "keyPoints": []}'] }));

    const insight = await create(talk.ana, talk);

    expect(insight.summary).toBe('Ana has moved to Porto.');
    const progress = await hers.next('insight_progress');
    expect(progress.conversationId).toBe(talk.params.conversationId);
    expect(insight.summary.startsWith(progress.text)).toBe(true);
    await his.next('insight_created');
    expect(his.all('insight_progress')).toEqual([]);
  });

  it('are taken over when their maker has died', async () => {
    const talk = await chat(hub, 'I am writing a book.', 'About what?');
    const started = performance.now();
    await hub.sql.rows(
      `insert into insight_claims (conversation_id, holder, expires_at)
       values ($1, $2, clock_timestamp() + interval '700 milliseconds')`,
      [talk.params.conversationId, uuid()],
    );
    model.willAnswer(() => ({ says: minutes() }));

    await create(talk.ana, talk);

    expect(performance.now() - started).toBeGreaterThan(690);
    expect(model.requests).toHaveLength(1);
    expect(await hub.sql.rows('select 1 from insight_claims')).toEqual([]);
  });

  it('are taken over when their maker stops', async () => {
    const talk = await chat(hub, 'I keep bees.', 'How many?');
    const stopping = await startHub(keysFor(model), hub.database);
    const asked = Promise.withResolvers<void>();
    let calls = 0;
    model.willAnswer(async () => {
      calls += 1;
      if (calls > 1) return { says: minutes() };
      asked.resolve();
      return new Promise(() => undefined);
    });
    const on = ({ url }: Hub, { token }: TestPerson) =>
      new HubClient({ url, token }).call(insightsRoutes.create, { params: talk.params });

    const hers = on(stopping, talk.ana).catch((error: unknown) => error);
    await asked.promise;
    const his = on(other, talk.ben);
    const waiting = async () => {
      // It has looked at the claim at least once after that.
      await find(talk.ben, talk);
      return other.parts(InsightsService).some((service) => service['requests'].size > 0);
    };
    await until(waiting, (isWaiting) => isWaiting);
    await waiting();
    await stopping.stop();

    expect(await hers).toMatchObject({ code: 'insight.model_unavailable' });
    expect(String(await hers)).toContain('The server is stopping: ask again.');
    expect((await his).conversation.id).toBe(talk.params.conversationId);
    expect(calls).toBe(2);
  });

  it('outlast their lease while their maker lives', async () => {
    const talk = await chat(hub, 'I sing in a choir.', 'Where?');
    let calls = 0;
    const done = Promise.withResolvers<void>();
    model.willAnswer(async () => {
      calls += 1;
      await done.promise;
      return { says: minutes() };
    });
    const renewed = async () => {
      const [row] = await hub.sql.rows<{ at: Date }>(
        'select expires_at as at from insight_claims where conversation_id = $1',
        [talk.params.conversationId],
      );
      return row?.at.getTime() ?? 0;
    };
    const hers = create(talk.ana, talk);
    const first = await until(renewed, (at) => at > 0);
    const his = new HubClient({ url: other.url, token: talk.ben.token }).call(insightsRoutes.create, {
      params: talk.params,
    });
    await until(renewed, (at) => at >= first + 800);
    done.resolve();

    expect((await hers).id).toBe((await his).id);
    expect(calls).toBe(1);
  });

  it('that fail store nothing, fail for all who waited, and are tried again by the next request', async () => {
    const talk = await chat(hub, 'It snows.', 'Here, too.');
    model.willAnswer(() => ({ status: 500, headers: { 'retry-after-ms': '1' } }));
    // So that all three have asked before the first attempt begins.
    const claims = await hub.hold('lock table insight_claims', []);
    const elsewhere = new HubClient({ url: other.url, token: talk.ana.token });
    const requests = Promise.allSettled([
      create(talk.ana, talk),
      create(talk.ben, talk),
      elsewhere.call(insightsRoutes.create, { params: talk.params }),
    ]);
    const waiting = `select 1 from pg_locks where relation = 'insight_claims'::regclass and not granted`;
    await until(
      () => hub.sql.rows(waiting),
      (rows) => rows.length === 3,
    );
    await claims.release();
    const failures = await requests;

    for (const failure of failures)
      expect(failure).toMatchObject({
        status: 'rejected',
        reason: { problem: { code: 'insight.model_unavailable', status: 503, retryable: true } },
      });
    // The first attempt and three retries: once for all three.
    expect(model.requests).toHaveLength(4);
    expect(await rowsOf(hub, talk)).toEqual([]);
    model.willAnswer(() => ({ says: minutes() }));
    expect(await create(talk.ben, talk)).toMatchObject({ generator: 'openai', requestedBy: talk.ben.id });
    expect(model.requests).toHaveLength(1);
  });
});

/** Asks until the answer is as awaited. */
async function until<T>(ask: () => Promise<T>, awaited: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (awaited(value)) return value;
  }
}
