import { createClient } from '@redis/client';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from '../src/platform/redis/redis.js';
import { ask, problemOf } from './support/http.js';
import { closeHubs, closeSockets, registerAll, startHub, until, type Hub } from './support/hub.js';
import { startRedis, type TestRedis } from './support/redis.js';

const redises: TestRedis[] = [];
const startOwn = async (settings: string[], tls = false) => {
  const redis = await startRedis(settings, tls);
  redises.push(redis);
  return redis;
};

afterEach(async () => {
  closeSockets();
  await closeHubs();
  for (const redis of redises.splice(0)) await redis.stop();
});

const documented = readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8');

/** The arguments of `redis-server` for the users that the documentation names. */
function documentedUsers(): string[] {
  const lines = documented.match(/^user .*$/gm) ?? [];
  if (lines.length === 0) throw new Error('There is no user in docs/scaling.md.');
  return lines.flatMap((line) => `--${line}`.split(' '));
}

const withUser = ({ url }: TestRedis) => url.replace('//', '//hub:a-long-password@');

async function startNodes(environment: Record<string, string>): Promise<[Hub, Hub]> {
  const one = await startHub(environment, undefined, { nodes: 1 });
  return [one, await startHub(environment, one.database, { nodes: 1 })];
}

/** All that nodes do by way of Redis: events, typing, and requests that are counted together. */
async function expectServed([one, two]: [Hub, Hub], limit: number): Promise<void> {
  const [ana, ben] = await registerAll(one, 2);
  const [hers, his] = [await ana!.connect({}, one), await ben!.connect({}, two)];
  const { conversation } = await hers.send({ receiverId: ben!.id, content: 'through Redis' });
  await until('it is told', () => his.messages().length === 1);
  await hers.hub.command('typing', { conversationId: conversation.id, active: true });
  expect(await his.next('typing_changed')).toMatchObject({ userIds: [ana!.id] });
  his.close();
  await ben!.connect({}, two).then((again) => again.close());
  const answers = [];
  for (let count = 0; count <= limit; count += 1)
    answers.push(await ask(count % 2 === 0 ? one : two, 'GET /api/users/profile', { token: ana!.token }));
  expect(answers.slice(0, limit).map(({ status }) => status)).toEqual(Array.from({ length: limit }, () => 200));
  problemOf(answers[limit]!, 'rate.limited');
  expect(his.names()).not.toContain('resync');
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
  let folder: string;
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-redis-tls-'));
    chmodSync(folder, 0o755);
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    openssl('req', '-x509', ...key, '-subj', '/CN=Test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
    openssl('req', '-x509', ...key, '-subj', '/CN=Other CA', '-keyout', 'other.key', '-out', 'other.pem');
    openssl(
      'req',
      '-x509',
      ...key,
      ...subject,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-keyout',
      'own.key',
      '-out',
      'own.pem',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const startTls = () => {
    const certificate = ['--tls-cert-file', path('own.pem'), '--tls-key-file', path('own.key')];
    return startOwn([...certificate, '--tls-ca-cert-file', path('ca.pem'), '--tls-auth-clients', 'no'], true);
  };
  const pem = (name: string) => readFileSync(path(name), 'utf8');

  it('is used with rediss and the authority of REDIS_CA_CERT, also with line breaks written out', async () => {
    const { url } = await startTls();
    for (const authority of [pem('ca.pem'), pem('ca.pem').replaceAll('\n', String.raw`\n`)]) {
      const nodes = await startNodes({ REDIS_URL: url, REDIS_CA_CERT: authority, THROTTLER_USER_LIMIT: '4' });
      expect(nodes.map((hub) => hub.parts(Redis)[0]!.client !== undefined)).toEqual([true, true]);
      await expectServed(nodes, 4);
    }
  });

  it('is refused to a server that the authority does not vouch for, and to one without TLS', async () => {
    const { url } = await startTls();
    const wrong = { REDIS_URL: url, REDIS_CA_CERT: pem('other.pem') };
    await expect(startHub(wrong)).rejects.toThrow('do not agree on TLS');
    await expect(startHub({ REDIS_URL: url })).rejects.toThrow('do not agree on TLS');
    const plain = await startOwn([]);
    const expecting = { REDIS_URL: plain.url.replace('redis:', 'rediss:'), REDIS_CA_CERT: pem('ca.pem') };
    // It waits for more, in silence: it counts as away.
    expect((await startHub(expecting)).parts(Redis)[0]!.client).toBeUndefined();
  });
});
