import { Health } from '@smart-hub/contract/health';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, registerAll, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';

const redises: TestRedis[] = [];
const startTestRedis = async (settings?: string[]) => {
  const redis = await startRedis(settings);
  redises.push(redis);
  return redis;
};

afterEach(async () => {
  closeSockets();
  await closeHubs();
  for (const redis of redises.splice(0)) await redis.stop();
});

const health = async (hub: TestHub) => {
  const { status, body } = await sendRequest(hub, 'GET /api/health');
  return { status, body: Health.strict().parse(body) };
};
const waitForHealth = (hub: TestHub, state: Health['status']) =>
  waitUntil(`health is ${state}`, async () => {
    const { body } = await sendRequest(hub, 'GET /api/health');
    return (body as { status?: unknown }).status === state;
  });

describe('Redis', () => {
  it('is part of the health response; while Redis is down, the node keeps serving and reports itself as degraded', async () => {
    const redis = await startTestRedis();
    const hub = await startHub({ REDIS_URL: redis.url });
    const [ana, ben] = await registerAll(hub, 2);
    expect(await health(hub)).toMatchObject({
      status: 200,
      body: { status: 'up', parts: { redis: { status: 'up' } } },
    });

    await redis.kill();

    await waitForHealth(hub, 'degraded');
    expect(await health(hub)).toMatchObject({ status: 200, body: { parts: { redis: { status: 'down' } } } });
    const socket = await ana!.connect();
    await expect(socket.send({ receiverId: ben!.id, content: 'without Redis' })).resolves.toMatchObject({ seq: 1 });

    await redis.restart();

    await waitForHealth(hub, 'up');
  });

  it('counts as down when it stops responding', async () => {
    const redis = await startTestRedis();
    const hub = await startHub({ REDIS_URL: redis.url });

    redis.pause();

    await waitForHealth(hub, 'degraded');

    redis.resume();

    await waitForHealth(hub, 'up');
  });

  it('can be started after the node', async () => {
    const redis = await startTestRedis();
    await redis.kill();
    const hub = await startHub({ REDIS_URL: redis.url });
    expect((await health(hub)).body.status).toBe('degraded');

    await redis.restart();

    await waitForHealth(hub, 'up');
  });

  it('that rejects the password of a node makes the start of that node fail with an explanation', async () => {
    const redis = await startTestRedis(['--requirepass', 'right']);
    const { host } = new URL(redis.url);
    const startWithPassword = (password: string) => startHub({ REDIS_URL: `redis://:${password}@${host}` });
    await expect(startWithPassword('wrong')).rejects.toThrow(
      `Redis at ${host} refuses the user or the password: check REDIS_URL.`,
    );
    await expect(startHub({ REDIS_URL: redis.url })).rejects.toThrow('refuses the user or the password');
    expect((await health(await startWithPassword('right'))).body.status).toBe('up');
  });
});
