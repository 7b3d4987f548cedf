import { closeSockets, register, startHub, until, type Hub } from './support/hub.js';
import { chat, chatsOf, create, fill, repeat, rowsOf } from './support/insights.js';
import { keysFor, minutes, ModelServer } from './support/model-server.js';

/**
 * The CPU time of an ordinary insight beside hostile ones, in milliseconds: less than an unbounded digest of a hostile one. Other
 * than the time of the clock it does not depend on what else the machine does.
 */
const CPU_LIMIT_MS = 5000;
const OVERLOADED = { problem: { code: 'server.overloaded', status: 503, retryable: true } };
const UNAVAILABLE = { problem: { code: 'insight.model_unavailable', status: 503, retryable: true } };

describe('insights of hostile conversations', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('do not delay the insights of other people', async () => {
    const ordinary = await chat(hub, 'Lunch at noon?', 'Yes, at the station.');
    const ana = await register(hub, 'Ana');
    const hostile = await chatsOf(hub, ana, 4, 'Hello.');
    for (const talk of hostile) await repeat(hub, talk, 40, 'x\n'.repeat(4000));
    const made = Promise.allSettled(hostile.map((talk) => create(ana, talk)));
    await until('a hostile insight is being made', async () => {
      const rows = await hub.sql.rows('select 1 from insight_claims');
      return rows.length > 0;
    });

    const before = process.cpuUsage();
    expect(await create(ordinary.ben, ordinary)).toMatchObject({ generator: 'extractive', toSeq: 2 });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(CPU_LIMIT_MS);
    expect((await made).map(({ status }) => status)).toEqual(hostile.map(() => 'fulfilled'));
  });

  it('fail for everybody who waits when reading takes too long, and store nothing', async () => {
    const impatient = await startHub({ INSIGHT_THREAD_TIMEOUT: '0.01' }, hub.database);
    const talk = await chat(impatient, 'First of many.', 'Yes.');
    await fill(impatient, talk, 5000);

    for (const failure of await Promise.allSettled([create(talk.ana, talk), create(talk.ben, talk)]))
      expect(failure).toMatchObject({ reason: UNAVAILABLE });

    expect(await rowsOf(hub, talk)).toEqual([]);
    await impatient.stop();
  });
});

describe('the queue of the insights', () => {
  let model: ModelServer;
  let hub: Hub;
  let mayAnswer: PromiseWithResolvers<void>;
  const keys = () => ({
    ...keysFor(model),
    INSIGHTS_AT_ONCE: '1',
    INSIGHT_QUEUE: '2',
    INSIGHT_QUEUE_PER_USER: '1',
  });
  beforeAll(async () => {
    model = await ModelServer.start();
    // The limits are those of a node.
    hub = await startHub(keys(), undefined, { nodes: 1 });
  });
  beforeEach(() => {
    mayAnswer = Promise.withResolvers();
    model.willAnswer(async () => {
      await mayAnswer.promise;
      return { says: minutes() };
    });
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await model.close();
  });

  it('refuses what is beyond the limits of one user and of all, and accepts it later', async () => {
    const [ana, ben, cleo] = [await register(hub, 'Ana'), await register(hub, 'Ben'), await register(hub, 'Cleo')];
    const [first, second, third] = await chatsOf(hub, ana, 3, 'It rains.');
    const [bens] = await chatsOf(hub, ben, 1, 'It snows.');
    const [cleos] = await chatsOf(hub, cleo, 1, 'It hails.');
    const running = create(ana, first!);
    await until('the model is asked', () => model.requests.length === 1);

    const hers = [create(ana, second!), create(ana, third!)];
    await expect(firstRefusal(hers)).resolves.toMatchObject(OVERLOADED);
    // What is being made already takes no place in the queue.
    const same = create(ana, first!);
    const others = [create(ben, bens!), create(cleo, cleos!)];
    await expect(firstRefusal(others)).resolves.toMatchObject(OVERLOADED);
    mayAnswer.resolve();

    expect((await same).id).toBe((await running).id);
    const statuses = (await Promise.allSettled([...hers, ...others])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(await create(ana, third!)).toMatchObject({ generator: 'openai' });
  });

  it('shares one attempt among those who ask for the same conversation', async () => {
    const ana = await register(hub, 'Ana');
    const [first, second] = await chatsOf(hub, ana, 2, 'It rains.');
    const running = create(ana, first!);
    await until('the model is asked', () => model.requests.length === 1);
    const waiting = [create(ana, second!), create(ana, second!), create(second!.ben, second!)];
    mayAnswer.resolve();

    const insights = await Promise.all([running, ...waiting]);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(2);
    expect(model.requests).toHaveLength(2);
  });

  it('is left when the time for an insight is over', async () => {
    const impatient = await startHub({ ...keys(), INSIGHT_TIMEOUT: '12' }, hub.database, { nodes: 1 });
    const ana = await register(impatient, 'Ana');
    const [first, second] = await chatsOf(impatient, ana, 2, 'It rains.');
    const made = [create(ana, first!), create(ana, second!)];
    // The model answers neither: without a limit in the queue the second one would wait for the first for ever.
    for (const failure of await Promise.allSettled(made)) expect(failure).toMatchObject({ reason: UNAVAILABLE });
    mayAnswer.resolve();
    expect(await create(ana, second!)).toMatchObject({ generator: 'openai' });
    await impatient.stop();
  });
});

/** Why the first of some requests was refused. */
function firstRefusal(requests: readonly Promise<unknown>[]): Promise<unknown> {
  return new Promise((resolve) => {
    for (const request of requests) request.catch(resolve);
  });
}
