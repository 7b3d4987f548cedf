import { createClient } from '@redis/client';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Redis } from '../src/platform/redis/redis.js';
import { makeCertificates, type Certificates } from './support/certificates.js';
import { sendRequest, expectProblem } from './support/http.js';
import { closeHubs, closeSockets, registerAll, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { stopTestServers, startTestServer } from './support/server-process.js';
import { mustNotBeLogged } from './support/suite-log.js';

const redises: TestRedis[] = [];
const startTestRedis = async (settings: string[], tls = false) => {
  const redis = await startRedis(settings, tls);
  redises.push(redis);
  return redis;
};

afterEach(async () => {
  closeSockets();
  await closeHubs();
  await stopTestServers();
  for (const redis of redises.splice(0)) await redis.stop();
});

const scalingDocument = readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8');

/** Returns the arguments of `redis-server` that create the users of docs/scaling.md. */
function documentedUsers(): string[] {
  const lines = scalingDocument.match(/^user .*$/gm) ?? [];
  if (lines.length === 0) throw new Error('docs/scaling.md has no Redis user.');
  return lines.flatMap((line) => `--${line}`.split(' '));
}

function withUser({ url }: TestRedis): string {
  mustNotBeLogged(['a-long-password']);
  return url.replace('//', '//hub:a-long-password@');
}

async function startNodes(environment: Record<string, string>): Promise<[TestHub, TestHub]> {
  const one = await startHub(environment, undefined, { nodes: 1 });
  return [one, await startHub(environment, one.database, { nodes: 1 })];
}

/** Checks everything that nodes use Redis for: events, typing, and shared request counts. */
async function expectRedisUsed([one, two]: [TestHub, TestHub], limit: number): Promise<void> {
  const [ana, ben] = await registerAll(one, 2);
  const [anaSocket, benSocket] = [await ana!.connect({}, one), await ben!.connect({}, two)];
  const { conversation } = await anaSocket.send({ receiverId: ben!.id, content: 'through Redis' });
  await waitUntil('the message arrives', () => benSocket.messages().length === 1);
  await anaSocket.hub.command('typing', { conversationId: conversation.id, active: true });
  expect(await benSocket.next('typing_changed')).toMatchObject({ userIds: [ana!.id] });
  benSocket.close();
  await ben!.connect({}, two).then((socket) => socket.close());
  const responses = [];
  for (let count = 0; count <= limit; count += 1)
    responses.push(await sendRequest(count % 2 === 0 ? one : two, 'GET /api/users/profile', { token: ana!.token }));
  expect(responses.slice(0, limit).map(({ status }) => status)).toEqual(Array.from({ length: limit }, () => 200));
  expectProblem(responses[limit]!, 'rate.limited');
  expect(benSocket.receivedNames()).not.toContain('resync');
}

describe('the documented Redis user', () => {
  it('has the permissions that nodes need, and no others', async () => {
    const redis = await startTestRedis(documentedUsers());
    const url = withUser(redis);
    const nodes = await startNodes({ REDIS_URL: url, THROTTLER_USER_LIMIT: '4' });
    await expectRedisUsed(nodes, 4);

    const client = createClient({ url });
    await client.connect();
    const forbidden: Promise<unknown>[] = [
      client.flushAll(),
      client.configGet('*'),
      client.keys('*'),
      client.sendCommand(['ACL', 'LIST']),
      client.sendCommand(['MONITOR']),
      client.get('hub:requests:any'),
      client.incr('another:key'),
      client.sPublish('another:channel', ''),
      client.sSubscribe('another:channel', () => undefined),
      client.publish('hub:v2:all', ''),
      client.pSubscribe('*', () => undefined),
      client.eval("return redis.call('flushall')"),
      client.eval("return redis.call('incr', 'another:key')"),
    ];
    const results = await Promise.allSettled(forbidden);
    client.destroy();
    expect(results.map(({ status }) => status)).toEqual(forbidden.map(() => 'rejected'));
    for (const result of results)
      expect(String((result as PromiseRejectedResult).reason)).toMatch(/NOPERM|ACL|user executing the script can't/);
  });

  it('with another REDIS_PREFIX makes the start of a node fail with a hint to check the ACL', async () => {
    const redis = await startTestRedis(documentedUsers());
    await expect(startHub({ REDIS_URL: withUser(redis), REDIS_PREFIX: 'other' })).rejects.toThrow('check its ACL');
  });
});

describe('TLS to Redis', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });
  afterAll(() => certificates.remove());

  const startTls = (name = 'own') => {
    const [certificate, key] = ['pem', 'key'].map((kind) => certificates.path(`${name}.${kind}`)) as [string, string];
    const certificateArguments = ['--tls-cert-file', certificate, '--tls-key-file', key];
    return startTestRedis(
      [...certificateArguments, '--tls-ca-cert-file', certificates.path('ca.pem'), '--tls-auth-clients', 'no'],
      true,
    );
  };

  it('works with a rediss URL and the CA certificate in REDIS_CA_CERT, with real or escaped line breaks', async () => {
    const { url } = await startTls();
    for (const ca of [certificates.pem('ca.pem'), certificates.pem('ca.pem').replaceAll('\n', String.raw`\n`)]) {
      const nodes = await startNodes({ REDIS_URL: url, REDIS_CA_CERT: ca, THROTTLER_USER_LIMIT: '4' });
      expect(nodes.map((hub) => hub.providers(Redis)[0]!.client !== undefined)).toEqual([true, true]);
      await expectRedisUsed(nodes, 4);
    }
  });

  it('fails if another CA has signed the certificate, or if only one side uses TLS', async () => {
    const { url } = await startTls();
    const wrong = { REDIS_URL: url, REDIS_CA_CERT: certificates.pem('other.pem') };
    await expect(startHub(wrong)).rejects.toThrow('do not agree on TLS');
    await expect(startHub({ REDIS_URL: url })).rejects.toThrow('do not agree on TLS');
    const plain = await startTestRedis([]);
    const tlsToPlain = { REDIS_URL: plain.url.replace('redis:', 'rediss:'), REDIS_CA_CERT: certificates.pem('ca.pem') };
    await expect(startHub(tlsToPlain)).rejects.toThrow(/do not agree on TLS \(it does not use TLS\)/);
    // The error of the Redis client is kept as the cause.
    await expect(startHub(tlsToPlain)).rejects.toMatchObject({
      cause: { code: 'TLS', cause: expect.any(Error) as Error },
    });
    await expect(startHub({ REDIS_URL: url.replace('rediss:', 'redis:') })).rejects.toThrow(/do not agree on TLS/);
  });

  it('fails if the certificate is for another host', async () => {
    const { url } = await startTls('named');
    const ca = { REDIS_CA_CERT: certificates.pem('ca.pem') };
    await expect(startHub({ REDIS_URL: url, ...ca })).rejects.toThrow(/do not agree on TLS \(.*127\.0\.0\.1/);
    const named = { REDIS_URL: url.replace('127.0.0.1', 'localhost'), ...ca };
    expect((await startHub(named)).providers(Redis)[0]!.client).toBeDefined();
  });

  it('works for a server process whose REDIS_CA_FILE names the file with the CA certificate', async () => {
    const { url } = await startTls();
    const start = (file: string) =>
      startTestServer({
        REDIS_URL: url,
        REDIS_CA_FILE: certificates.path(file),
        REDIS_PREFIX: 'tls',
        LOG_LEVEL: 'warn',
      });
    const server = await start('ca.pem');
    expect(await sendRequest(server, 'GET /api/health')).toMatchObject({
      status: 200,
      body: { parts: { redis: { status: 'up' } } },
    });
    await expect(start('other.pem')).rejects.toThrow(/do not agree on TLS/);
  });
});
