import { closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import {
  createChat,
  createChats,
  createInsight,
  insertMessages,
  insertRepeatedMessages,
  insightRows,
} from './support/insights.js';
import { modelSettingsFor, insightJson, ModelServer } from './support/model-server.js';

/**
 * Limit of the CPU time that the process uses while it generates one ordinary insight beside hostile ones, in
 * milliseconds. An unbounded digest of one hostile conversation takes longer. Unlike wall-clock time, CPU time does not
 * depend on the other load of the machine.
 */
const CPU_LIMIT_MS = 5000;
const OVERLOADED = { problem: { code: 'server.overloaded', status: 503, retryable: true } };
const UNAVAILABLE = { problem: { code: 'insight.model_unavailable', status: 503, retryable: true } };

describe('insights of conversations that take long to read', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('do not delay the insights of other people', async () => {
    const ordinary = await createChat(hub, 'Lunch at noon?', 'Yes, at the station.');
    const ana = await register(hub, 'Ana');
    const hostile = await createChats(hub, ana, 4, 'Hello.');
    for (const chat of hostile) await insertRepeatedMessages(hub, chat, 40, 'x\n'.repeat(4000));
    const hostileInsights = Promise.allSettled(hostile.map((chat) => createInsight(ana, chat)));
    await waitUntil('a hostile insight is being generated', async () => {
      const rows = await hub.sql.rows('select 1 from insight_claims');
      return rows.length > 0;
    });

    const before = process.cpuUsage();
    expect(await createInsight(ordinary.ben, ordinary)).toMatchObject({ generator: 'extractive', toSeq: 2 });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(CPU_LIMIT_MS);
    expect((await hostileInsights).map(({ status }) => status)).toEqual(hostile.map(() => 'fulfilled'));
  });

  it('fail for every requester when reading the messages takes too long, and store nothing', async () => {
    const hubWithTimeout = await startHub({ INSIGHT_THREAD_TIMEOUT: '0.01' }, hub.database);
    const chat = await createChat(hubWithTimeout, 'First of many.', 'Yes.');
    await insertMessages(hubWithTimeout, chat, 5000);

    for (const failure of await Promise.allSettled([createInsight(chat.ana, chat), createInsight(chat.ben, chat)]))
      expect(failure).toMatchObject({ reason: UNAVAILABLE });

    expect(await insightRows(hub, chat)).toEqual([]);
    await hubWithTimeout.stop();
  });
});

describe('the insight queue', () => {
  let model: ModelServer;
  let hub: TestHub;
  let modelMayRespond: PromiseWithResolvers<void>;
  const environment = () => ({
    ...modelSettingsFor(model),
    INSIGHTS_AT_ONCE: '1',
    INSIGHT_QUEUE: '2',
    INSIGHT_QUEUE_PER_USER: '1',
  });
  beforeAll(async () => {
    model = await ModelServer.start();
    // The queue limits apply to each node separately, so this hub has one node.
    hub = await startHub(environment(), undefined, { nodes: 1 });
  });
  beforeEach(() => {
    modelMayRespond = Promise.withResolvers();
    model.respondWith(async () => {
      await modelMayRespond.promise;
      return { content: insightJson() };
    });
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await model.close();
  });

  it('refuses requests beyond the limit per user or the limit for all users, and accepts them when the queue is empty again', async () => {
    const [ana, ben, cleo] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Cleo')];
    const [first, second, third] = await createChats(hub, ana, 3, 'It rains.');
    const [benChat] = await createChats(hub, ben, 1, 'It snows.');
    const [cleoChat] = await createChats(hub, cleo, 1, 'It hails.');
    const running = createInsight(ana, first!);
    await waitUntil('the model gets a request', () => model.requests.length === 1);

    const anaRequests = [createInsight(ana, second!), createInsight(ana, third!)];
    await expect(firstRefusal(anaRequests)).resolves.toMatchObject(OVERLOADED);
    // A request for an insight that is already being generated does not count against the queue limits.
    const same = createInsight(ana, first!);
    const otherRequests = [createInsight(ben, benChat!), createInsight(cleo, cleoChat!)];
    await expect(firstRefusal(otherRequests)).resolves.toMatchObject(OVERLOADED);
    modelMayRespond.resolve();

    expect((await same).id).toBe((await running).id);
    const statuses = (await Promise.allSettled([...anaRequests, ...otherRequests])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(await createInsight(ana, third!)).toMatchObject({ generator: 'openai' });
  });

  it('generates one insight for all waiting requests about the same conversation', async () => {
    const ana = await register(hub, 'Ana');
    const [first, second] = await createChats(hub, ana, 2, 'It rains.');
    const running = createInsight(ana, first!);
    await waitUntil('the model gets a request', () => model.requests.length === 1);
    const waiting = [createInsight(ana, second!), createInsight(ana, second!), createInsight(second!.ben, second!)];
    modelMayRespond.resolve();

    const insights = await Promise.all([running, ...waiting]);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(2);
    expect(model.requests).toHaveLength(2);
  });

  it('makes a waiting request fail when INSIGHT_TIMEOUT has passed', async () => {
    const hubWithTimeout = await startHub({ ...environment(), INSIGHT_TIMEOUT: '12' }, hub.database, { nodes: 1 });
    const ana = await register(hubWithTimeout, 'Ana');
    const [first, second] = await createChats(hubWithTimeout, ana, 2, 'It rains.');
    const requests = [createInsight(ana, first!), createInsight(ana, second!)];
    // The model responds to neither request: without a time limit in the queue, the second request would wait for the
    // first one forever.
    for (const failure of await Promise.allSettled(requests)) expect(failure).toMatchObject({ reason: UNAVAILABLE });
    modelMayRespond.resolve();
    expect(await createInsight(ana, second!)).toMatchObject({ generator: 'openai' });
    await hubWithTimeout.stop();
  });
});

/** Resolves with the error of the first request that is refused. */
function firstRefusal(requests: readonly Promise<unknown>[]): Promise<unknown> {
  return new Promise((resolve) => {
    for (const request of requests) request.catch(resolve);
  });
}
