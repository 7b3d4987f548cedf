import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { closeHubs, closeSockets, register, startHub } from './support/hub.js';
import { callsOf, chat, chatsOf, create, find, rowsOf } from './support/insights.js';
import { keysFor, minutes, ModelServer } from './support/model-server.js';

describe('insights by a model that falls silent', () => {
  let model: ModelServer;
  beforeAll(async () => {
    model = await ModelServer.start();
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await model.close();
  });

  it.each([
    ['of a stream', 'text/event-stream', 'data: {"choices":[{"delta":{"content":"They"}}]}\n\n'],
    ['of a whole answer', 'application/json', '{"choices":['],
  ])('are given up soon in the middle %s, and made by the next request', async (_, type, beginning) => {
    // All attempts together may take four times as long: that is not waited for.
    const hub = await startHub({ ...keysFor(model), OPENAI_TIMEOUT: '2.5' });
    const talk = await chat(hub, 'Are you there?', 'Yes.');
    model.willAnswer(() => ({
      writes: (response) => void response.writeHead(200, { 'content-type': type }).write(beginning),
    }));

    await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_unavailable' } });

    expect(performance.now() - model.requests[0]!.at).toBeLessThan(9000);
    expect(await rowsOf(hub, talk)).toEqual([]);
    model.willAnswer(() => ({ says: minutes() }));
    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai' });
  });

  it('do not depend on connections that died while they were idle', async () => {
    const hub = await startHub({ ...keysFor(model), OPENAI_TIMEOUT: '10' }, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const [last, ...others] = await chatsOf(hub, ana, 5, 'It rains.');
    const used = new WeakSet<Socket>();
    const allAsked = Promise.withResolvers<void>();
    model.willAnswer(async (__, index) => {
      if (index === others.length - 1) allAsked.resolve();
      await allAsked.promise;
      return { writes: (response) => answerOnce(response, used) };
    });
    await Promise.all(others.map((talk) => create(ana, talk)));

    expect(await create(ana, last!)).toMatchObject({ generator: 'openai' });
    expect(await callsOf(hub, last!)).toMatchObject([{ attempts: 1, outcome: 'answered' }]);
  });
});

describe('insights on a database that does not answer', () => {
  let proxy: DatabaseProxy;
  afterEach(() => {
    closeSockets();
    proxy.close();
  });
  afterAll(closeHubs);

  it.each([
    ['it was claimed', 'insert into insight_claims'],
    ['it was stored', 'insert into insights'],
  ])('are made and published when the answer was lost after %s', async (_, statement) => {
    proxy = await DatabaseProxy.to(await createDatabase());
    const hub = await startHub({}, proxy.keys);
    const talk = await chat(hub, 'We sell the boat.', 'Agreed.');
    const his = await talk.ben.connect();
    proxy.loseAnswerTo(statement);

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'extractive', toSeq: 2 });
    expect(await his.next('insight_created')).toEqual({ conversationId: talk.params.conversationId, insight });
    expect(await find(talk.ben, talk)).toEqual(insight);
    expect(await hub.sql.rows('select 1 from insight_claims')).toEqual([]);
  });
});

/** Answers the first request of a connection; the next ones on it get nothing, as if it had died unnoticed. */
function answerOnce(response: ServerResponse, used: WeakSet<Socket>): void {
  const { socket } = response.req;
  if (used.has(socket)) return;
  used.add(socket);
  const completion = { choices: [{ message: { role: 'assistant', content: minutes() } }] };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion));
}
