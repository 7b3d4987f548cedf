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
const startOwn = async (settings: string[], tls = false) => {
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

const documented = readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8');

/** The arguments of `redis-server` for the users that the documentation names. */
function documentedUsers(): string[] {
  const lines = documented.match(/^user .*$/gm) ?? [];
  if (lines.length === 0) throw new Error('There is no user in docs/scaling.md.');
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

/** All that nodes do by way of Redis: events, typing, and requests that are counted together. */
async function expectServed([one, two]: [TestHub, TestHub], limit: number): Promise<void> {
  const [ana, ben] = await registerAll(one, 2);
  const [hers, his] = [await ana!.connect({}, one), await ben!.connect({}, two)];
  const { conversation } = await hers.send({ receiverId: ben!.id, content: 'through Redis' });
  await waitUntil('it is told', () => his.messages().length === 1);
  await hers.hub.command('typing', { conversationId: conversation.id, active: true });
  expect(await his.next('typing_changed')).toMatchObject({ userIds: [ana!.id] });
  his.close();
  await ben!.connect({}, two).then((again) => again.close());
  const answers = [];
  for (let count = 0; count <= limit; count += 1)
    answers.push(await sendRequest(count % 2 === 0 ? one : two, 'GET /api/users/profile', { token: ana!.token }));
  expect(answers.slice(0, limit).map(({ status }) => status)).toEqual(Array.from({ length: limit }, () => 200));
  expectProblem(answers[limit]!, 'rate.limited');
  expect(his.receivedNames()).not.toContain('resync');
}

describe('the documented user of Redis', () => {
  it('is enough for nodes, and may do nothing else', async () => {
    const redis = await startOwn(documentedUsers());
    const url = withUser(redis);
    const nodes = await startNodes({ REDIS_URL: url, THROTTLER_USER_LIMIT: '4' });
    await expectServed(nodes, 4);

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

  it('with another prefix is told what it may not do when a node starts', async () => {
    const redis = await startOwn(documentedUsers());
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
    const [shown, key] = ['pem', 'key'].map((kind) => certificates.path(`${name}.${kind}`)) as [string, string];
    const certificate = ['--tls-cert-file', shown, '--tls-key-file', key];
    return startOwn(
      [...certificate, '--tls-ca-cert-file', certificates.path('ca.pem'), '--tls-auth-clients', 'no'],
      true,
    );
  };

  it('is used with rediss and the authority of REDIS_CA_CERT, also with line breaks written out', async () => {
    const { url } = await startTls();
    for (const authority of [certificates.pem('ca.pem'), certificates.pem('ca.pem').replaceAll('\n', String.raw`\n`)]) {
      const nodes = await startNodes({ REDIS_URL: url, REDIS_CA_CERT: authority, THROTTLER_USER_LIMIT: '4' });
      expect(nodes.map((hub) => hub.providers(Redis)[0]!.client !== undefined)).toEqual([true, true]);
      await expectServed(nodes, 4);
    }
  });

  it('is refused to a server that the authority does not vouch for, and to one without TLS', async () => {
    const { url } = await startTls();
    const wrong = { REDIS_URL: url, REDIS_CA_CERT: certificates.pem('other.pem') };
    await expect(startHub(wrong)).rejects.toThrow('do not agree on TLS');
    await expect(startHub({ REDIS_URL: url })).rejects.toThrow('do not agree on TLS');
    const plain = await startOwn([]);
    const expecting = { REDIS_URL: plain.url.replace('redis:', 'rediss:'), REDIS_CA_CERT: certificates.pem('ca.pem') };
    await expect(startHub(expecting)).rejects.toThrow(/do not agree on TLS \(it does not use TLS\)/);
    // What the client made of it is kept.
    await expect(startHub(expecting)).rejects.toMatchObject({
      cause: { code: 'TLS', cause: expect.any(Error) as Error },
    });
    await expect(startHub({ REDIS_URL: url.replace('rediss:', 'redis:') })).rejects.toThrow(/do not agree on TLS/);
  });

  it('is refused to a certificate that is for another host', async () => {
    const { url } = await startTls('named');
    const authority = { REDIS_CA_CERT: certificates.pem('ca.pem') };
    await expect(startHub({ REDIS_URL: url, ...authority })).rejects.toThrow(/do not agree on TLS \(.*127\.0\.0\.1/);
    const named = { REDIS_URL: url.replace('127.0.0.1', 'localhost'), ...authority };
    expect((await startHub(named)).providers(Redis)[0]!.client).toBeDefined();
  });

  it('is used by a server whose configuration names the file of the authority', async () => {
    const { url } = await startTls();
    const start = (file: string) =>
      startTestServer({ REDIS_URL: url, REDIS_CA_FILE: certificates.path(file), REDIS_PREFIX: 'tls', LOG_LEVEL: 'warn' });
    const server = await start('ca.pem');
    expect(await sendRequest(server, 'GET /api/health')).toMatchObject({
      status: 200,
      body: { parts: { redis: { status: 'up' } } },
    });
    await expect(start('other.pem')).rejects.toThrow(/do not agree on TLS/);
  });
});
