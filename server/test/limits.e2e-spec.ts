import { Redis } from '../src/platform/redis/redis.js';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis } from './support/redis.js';
import type { TestSocket } from './support/test-socket.js';

const LIMIT = 3;
const USER_LIMIT = 6;
const SECONDS = 120;

describe('limits', () => {
  const hubs: TestHub[] = [];
  const start = async (environment: Record<string, string> = {}, parts?: { nodes: number }) => {
    const limits = { THROTTLER_TTL: `${SECONDS}`, THROTTLER_LIMIT: `${LIMIT}`, THROTTLER_USER_LIMIT: `${USER_LIMIT}` };
    // Each counts anew, also where nodes share a Redis.
    const counters = { REDIS_PREFIX: `limits${hubs.length}` };
    const hub = await startHub({ ...limits, ...counters, ...environment }, hubs[0]?.database, parts);
    hubs.push(hub);
    return hub;
  };
  afterAll(async () => {
    for (const hub of hubs.slice(1)) await hub.stop();
    await hubs[0]?.close();
  });

  const from = (...addresses: string[]) => ({ headers: { 'x-forwarded-for': addresses.join(', ') } });
  const logIn = (hub: TestHub, { headers }: { headers?: Record<string, string> } = {}, token?: string) =>
    sendRequest(hub, 'POST /api/auth/login', {
      json: { email: 'nobody@example.com', password: PASSWORD },
      ...(headers ? { headers } : {}),
      ...(token === undefined ? {} : { token }),
    });
  const budget = ({ headers }: HttpResponse) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`ratelimit-${name}`) ?? Number.NaN));
  /** Spends a stranger's budget, and shows that it was there. */
  const spend = async (request: () => Promise<HttpResponse>) => {
    for (let i = 1; i <= LIMIT; i += 1) expectProblem(await request(), 'auth.credentials_invalid');
    expectProblem(await request(), 'rate.limited');
  };

  it('count what strangers ask per route and address, in seconds, and say so', async () => {
    const hub = await start();
    for (let left = LIMIT - 1; left >= 0; left -= 1) {
      const answer = await logIn(hub);
      expectProblem(answer, 'auth.credentials_invalid');
      const [limit, remaining, reset] = budget(answer);
      expect([limit, remaining]).toEqual([LIMIT, left]);
      // In milliseconds it would be a thousandth of that.
      expect(reset).toBeGreaterThan(SECONDS - 30);
      expect(reset).toBeLessThanOrEqual(SECONDS);
    }

    const refused = await logIn(hub);

    const { retryAfter } = expectProblem(refused, 'rate.limited');
    expect(retryAfter).toBeGreaterThan(SECONDS - 30);
    expect(retryAfter).toBeLessThanOrEqual(SECONDS);
    expect(budget(refused)).toEqual([LIMIT, 0, retryAfter]);
    const { id } = await register(hub);
    expect(id).toBeTruthy();
  });

  it('count what users ask per user, across routes and addresses, whoever else is behind the address', async () => {
    const hub = await start({ TRUST_PROXY: '1' });
    const [ana, ben] = [await register(hub), await register(hub)];
    const paths = ['/api/users/profile', '/api/users', '/api/conversations'];
    for (let i = 0; i < USER_LIMIT; i += 1) {
      const answer = await sendRequest(hub, `GET ${paths[i % 3]}`, { token: ana.token, ...from('192.0.2.1') });
      expect(answer.status).toBe(200);
      expect(budget(answer).slice(0, 2)).toEqual([USER_LIMIT, USER_LIMIT - 1 - i]);
    }

    const refused = await sendRequest(hub, 'GET /api/users/profile', { token: ana.token, ...from('192.0.2.1') });
    const elsewhere = await sendRequest(hub, 'GET /api/users', { token: ana.token, ...from('192.0.2.2') });
    const neighbour = await sendRequest(hub, 'GET /api/users/profile', { token: ben.token, ...from('192.0.2.1') });

    expect(budget(refused).slice(0, 2)).toEqual([USER_LIMIT, 0]);
    expectProblem(refused, 'rate.limited');
    expectProblem(elsewhere, 'rate.limited');
    expect(neighbour.status).toBe(200);
  });

  const logInAs = (hub: TestHub, email: string, password = PASSWORD) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password } });

  it('count logins that fail; of those that succeed ten times as many are taken', async () => {
    const hub = await start();
    const ana = await register(hub);
    for (let i = 0; i < LIMIT - 1; i += 1) expectProblem(await logIn(hub), 'auth.credentials_invalid');

    for (let i = 0; i < 10 * LIMIT; i += 1) {
      const answer = await logInAs(hub, ana.email);
      expect([answer.status, ...budget(answer).slice(0, 2)]).toEqual([200, LIMIT, 1]);
    }

    expect(budget(await logInAs(hub, ana.email)).slice(0, 2)).toEqual([10 * LIMIT, 0]);
    expectProblem(await logInAs(hub, ana.email), 'rate.limited');
  });

  it('refuse a login, right or wrong, once so many have failed, also when one succeeded in between', async () => {
    const hub = await start();
    const ana = await register(hub);
    for (let i = 0; i < LIMIT; i += 1) {
      expect((await logInAs(hub, ana.email)).status).toBe(200);
      expectProblem(await logInAs(hub, ana.email, 'Wrong-123'), 'auth.credentials_invalid');
    }

    expectProblem(await logInAs(hub, ana.email, 'Wrong-123'), 'rate.limited');
    expectProblem(await logInAs(hub, ana.email), 'rate.limited');
  });

  it('count a registration that is not valid, or whose e-mail is taken, as failed', async () => {
    const hub = await start();
    const { email } = await register(hub);
    const attempt = (json: object) => sendRequest(hub, 'POST /api/auth/register', { json });
    expectProblem(await attempt({ name: 'Ana', email, password: PASSWORD }), 'auth.email_taken');
    expectProblem(await attempt({}), 'request.invalid');
    await register(hub);
    expectProblem(await attempt({ name: 'Ana', email, password: PASSWORD }), 'auth.email_taken');

    expectProblem(await attempt({ name: 'Ana', email: 'new@example.com', password: PASSWORD }), 'rate.limited');
  });

  it('do not count a login that was refused under load', async () => {
    const slow = { BCRYPT_SALT_ROUNDS: '11', PASSWORD_HASHES_AT_ONCE: '1', PASSWORD_WAIT: '0.1' };
    const hub = await start({ ...slow, THROTTLER_LIMIT: '10' });

    const answers = await Promise.all(Array.from({ length: 10 }, () => logIn(hub)));

    const failed = answers.filter(({ status }) => status === 401).length;
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(10 - failed);
    expect(failed).toBeLessThan(10);
    expect(budget(await logIn(hub))[1]).toBe(10 - failed - 1);
  });

  it.each(['one node', 'nodes that share a Redis'])(
    'give no more guesses to 50 logins at the same moment: %s',
    async (kind) => {
      const redis = kind === 'one node' ? undefined : await startRedis();
      try {
        const hub = await start(redis ? { REDIS_URL: redis.url } : {});
        const ana = await register(hub);

        const answers = await Promise.all(Array.from({ length: 50 }, () => logInAs(hub, ana.email, 'Wrong-123')));

        const statuses = Map.groupBy(answers, ({ status }) => status);
        expect([statuses.get(401)?.length, statuses.get(429)?.length]).toEqual([LIMIT, 50 - LIMIT]);
        expectProblem(await logInAs(hub, ana.email), 'rate.limited');
      } finally {
        await redis?.stop();
      }
    },
  );

  it.each(['one node', 'Redis'])('take the logins of a whole office at the same moment: %s', async (kind) => {
    const redis = kind === 'one node' ? undefined : await startRedis();
    try {
      const hub = await start({ REDIS_URL: redis?.url ?? '' }, { nodes: 1 });
      const ana = await register(hub);

      const failed = Array.from({ length: LIMIT - 1 }, () => logInAs(hub, ana.email, 'Wrong-123'));

      const together = await Promise.all([
        ...Array.from({ length: 5 * LIMIT }, () => logInAs(hub, ana.email)),
        ...failed,
      ]);
      // The budget has one attempt left, so each of these waits for the one before.
      const inTurn = await Promise.all(Array.from({ length: 4 * LIMIT }, () => logInAs(hub, ana.email)));

      const statuses = Map.groupBy([...together, ...inTurn], ({ status }) => status);
      expect([statuses.get(200)?.length, statuses.get(401)?.length]).toEqual([9 * LIMIT, LIMIT - 1]);
    } finally {
      await redis?.stop();
    }
  });

  it('do not let a login be paid by a user', async () => {
    const hub = await start();
    const ana = await register(hub);

    await spend(() => logIn(hub, {}, ana.token));

    expectProblem(await logIn(hub), 'rate.limited');
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token })).status).toBe(200);
  });

  it('count whoever comes with a token that is not valid as a stranger', async () => {
    const hub = await start();
    const ana = await register(hub);
    const guess = (token: string) => sendRequest(hub, 'GET /api/users/profile', { token });
    for (let i = 0; i < LIMIT; i += 1) expectProblem(await guess(`${ana.token}${i}`), 'auth.token_invalid');

    expectProblem(await guess('another'), 'rate.limited');
    expect((await guess(ana.token)).status).toBe(200);
  });

  it('count requests for documents and for what does not exist, together and per address, in a minute', async () => {
    const hub = await start({ THROTTLER_UNKNOWN_LIMIT: '8', TRUST_PROXY: '1' });
    const ana = await register(hub);
    const lines = [
      'GET /api/docs',
      'GET /api/docs-json',
      'HEAD /api/docs/swagger-ui.css',
      'GET /nothing',
      'POST /api/nothing',
      'HEAD /api/nothing',
      'PUT /api/users/profile',
      'PROPFIND /.git/config',
    ];
    for (const [index, line] of lines.entries()) {
      const answer = await sendRequest(hub, line, { token: ana.token, ...from('192.0.2.1') });
      expect([line, answer.status]).toEqual([line, /docs/.test(line) ? 200 : 404]);
      expect([line, ...budget(answer).slice(0, 2)]).toEqual([line, 8, 7 - index]);
      expect(budget(answer)[2]).toBeLessThanOrEqual(60);
    }

    for (const line of lines) {
      const refused = await sendRequest(hub, line, { token: ana.token, ...from('192.0.2.1') });
      expect([line, refused.status, ...budget(refused).slice(0, 2)]).toEqual([line, 429, 8, 0]);
      if (!line.startsWith('HEAD')) expectProblem(refused, 'rate.limited');
    }
    expectProblem(await sendRequest(hub, 'GET /nothing', from('192.0.2.2')), 'route.not_found');
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token, ...from('192.0.2.1') })).status).toBe(200);
    expect((await sendRequest(hub, 'GET /api/health', from('192.0.2.1'))).status).toBe(200);
  });

  it('leave health alone', async () => {
    const hub = await start();

    for (const path of ['/api/health', '/api/health/live']) {
      for (let i = 0; i < 3 * LIMIT; i += 1) {
        const answer = await sendRequest(hub, `GET ${path}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('ratelimit-limit')).toBeNull();
      }
    }
  });

  it('do not believe X-Forwarded-For without a proxy', async () => {
    const hub = await start({ TRUST_PROXY: '0' });
    let last = 0;

    await spend(() => logIn(hub, from(`192.0.2.${(last += 1)}`)));

    expectProblem(await logIn(hub), 'rate.limited');
  });

  it('believe behind one proxy what it added, and nothing before that', async () => {
    const hub = await start({ TRUST_PROXY: '1' });
    let last = 0;
    const spoofed = () => from(`198.51.100.${(last += 1)}`, `198.51.100.${last + 100}`, '192.0.2.1');

    await spend(() => logIn(hub, spoofed()));

    expectProblem(await logIn(hub, from('192.0.2.1')), 'rate.limited');
    expectProblem(await logIn(hub, from('192.0.2.1', '192.0.2.2')), 'auth.credentials_invalid');
  });

  it('believe behind two proxies the last but one', async () => {
    const hub = await start({ TRUST_PROXY: '2' });
    let last = 0;

    await spend(() => logIn(hub, from(`198.51.100.${(last += 1)}`, '192.0.2.1', '203.0.113.9')));

    expectProblem(await logIn(hub, from('192.0.2.1', '203.0.113.9')), 'rate.limited');
    expectProblem(await logIn(hub, from('192.0.2.2', '203.0.113.9')), 'auth.credentials_invalid');
  });

  it('are those of all nodes together; while Redis is away, each node’s own', async () => {
    const redis = await startRedis();
    const limits = { REDIS_URL: redis.url, REDIS_PREFIX: 'shared', TRUST_PROXY: '1' };
    const [one, two] = [await start(limits, { nodes: 1 }), await start(limits, { nodes: 1 })];
    try {
      const [ana, ben] = [await register(one), await register(one)];
      const ask3 = async (request: (hub: TestHub) => Promise<HttpResponse>) => {
        for (const hub of [one, two, one]) expectProblem(await request(hub), 'auth.credentials_invalid');
      };
      const stranger = (hub: TestHub) => logIn(hub, from('192.0.2.1'));
      await ask3(stranger);
      const refused = await stranger(two);
      const { retryAfter } = expectProblem(refused, 'rate.limited');
      expect(retryAfter).toBeGreaterThan(SECONDS - 30);
      expect(retryAfter).toBeLessThanOrEqual(SECONDS);
      expect(budget(refused)).toEqual([LIMIT, 0, retryAfter]);
      expectProblem(await stranger(one), 'rate.limited');
      expectProblem(await logIn(two, from('192.0.2.2')), 'auth.credentials_invalid');

      const profile = (hub: TestHub, { token }: { token: string }) => sendRequest(hub, 'GET /api/users/profile', { token });
      for (let i = 1; i <= USER_LIMIT; i += 1) {
        const answer = await profile(i % 2 ? one : two, ana);
        expect(budget(answer).slice(0, 2)).toEqual([USER_LIMIT, USER_LIMIT - i]);
      }
      expectProblem(await profile(two, ana), 'rate.limited');
      expect((await profile(two, ben)).status).toBe(200);

      await redis.kill();
      await waitUntil('it is missed', () =>
        [one, two].flatMap((hub) => hub.providers(Redis)).every(({ client }) => client === undefined),
      );
      for (const hub of [one, two]) await spend(() => stranger(hub));

      await redis.restart();
      await waitUntil('it is back', () =>
        [one, two].flatMap((hub) => hub.providers(Redis)).every(({ client }) => client !== undefined),
      );
      await ask3(stranger);
      expectProblem(await stranger(two), 'rate.limited');
    } finally {
      await redis.stop();
    }
  });

  it('on commands are those of all nodes together, too', async () => {
    const redis = await startRedis();
    const limits = { REDIS_URL: redis.url, REDIS_PREFIX: 'shared', COMMAND_LIMIT: '1' };
    const [one, two] = [await start(limits, { nodes: 1 }), await start(limits, { nodes: 1 })];
    try {
      const [ana, ben] = [await register(one), await register(one)];
      const [here, there, his] = [await ana.connect({}, one), await ana.connect({}, two), await ben.connect({}, two)];
      const refusal = async (socket: TestSocket) => (await socket.emitRaw('sync', { conversations: {} })).error?.code;
      const codes = await Promise.all(Array.from({ length: 6 }, () => refusal(here)));
      expect(codes).toEqual([...Array.from({ length: 5 }, () => undefined), 'rate.limited']);
      let passed = 0;
      await waitUntil('the other node has heard', async () => {
        const code = await refusal(there);
        if (!code) passed += 1;
        return code === 'rate.limited';
      });
      expect(passed).toBeLessThan(5);
      expect(await refusal(his)).toBeUndefined();
    } finally {
      closeSockets();
      await redis.stop();
    }
  });
});
