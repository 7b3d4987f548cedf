import { Health } from '@smart-hub/contract/health';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, registerAll, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';

const redises: TestRedis[] = [];
const startOwn = async (settings?: string[]) => {
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
const untilHealth = (hub: TestHub, state: Health['status']) =>
  waitUntil(`health is ${state}`, async () => {
    const { body } = await sendRequest(hub, 'GET /api/health');
    return (body as { status?: unknown }).status === state;
  });

describe('the Redis of several nodes', () => {
  it('is part of the health; while it is away the node serves, and says so', async () => {
    const redis = await startOwn();
    const hub = await startHub({ REDIS_URL: redis.url });
    const [ana, ben] = await registerAll(hub, 2);
    expect(await health(hub)).toMatchObject({
      status: 200,
      body: { status: 'up', parts: { redis: { status: 'up' } } },
    });

    await redis.kill();

    await untilHealth(hub, 'degraded');
    expect(await health(hub)).toMatchObject({ status: 200, body: { parts: { redis: { status: 'down' } } } });
    const socket = await ana!.connect();
    await expect(socket.send({ receiverId: ben!.id, content: 'anyway' })).resolves.toMatchObject({ seq: 1 });

    await redis.restart();

    await untilHealth(hub, 'up');
  });

  it('counts as away when it stands still', async () => {
    const redis = await startOwn();
    const hub = await startHub({ REDIS_URL: redis.url });

    redis.pause();

    await untilHealth(hub, 'degraded');

    redis.resume();

    await untilHealth(hub, 'up');
  });

  it('may come after the node', async () => {
    const redis = await startOwn();
    await redis.kill();
    const hub = await startHub({ REDIS_URL: redis.url });
    expect((await health(hub)).body.status).toBe('degraded');

    await redis.restart();

    await untilHealth(hub, 'up');
  });

  it('that refuses the node keeps it from starting, in words', async () => {
    const redis = await startOwn(['--requirepass', 'right']);
    const { host } = new URL(redis.url);
    const at = (password: string) => startHub({ REDIS_URL: `redis://:${password}@${host}` });
    await expect(at('wrong')).rejects.toThrow(`Redis at ${host} refuses the user or the password: check REDIS_URL.`);
    await expect(startHub({ REDIS_URL: redis.url })).rejects.toThrow('refuses the user or the password');
    expect((await health(await at('right'))).body.status).toBe('up');
  });
});
