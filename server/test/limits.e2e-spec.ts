import { Redis } from '../src/platform/redis/redis.js';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { startRedis } from './support/redis.js';
import type { TestSocket } from './support/test-socket.js';

const LIMIT = 3;
const USER_LIMIT = 6;
const SECONDS = 120;

describe('rate limits', () => {
  const hubs: TestHub[] = [];
  const start = async (environment: Record<string, string> = {}, options?: { nodes: number }) => {
    const limits = { THROTTLER_TTL: `${SECONDS}`, THROTTLER_LIMIT: `${LIMIT}`, THROTTLER_USER_LIMIT: `${USER_LIMIT}` };
    // Each hub of this suite has its own counters, even if all hubs use the same Redis.
    const counters = { REDIS_PREFIX: `limits${hubs.length}` };
    const hub = await startHub({ ...limits, ...counters, ...environment }, hubs[0]?.database, options);
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
  const rateLimit = ({ headers }: HttpResponse) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`ratelimit-${name}`) ?? Number.NaN));
  /** Uses up the limit of an anonymous client, and checks that none of it had been used. */
  const useUpLimit = async (request: () => Promise<HttpResponse>) => {
    for (let i = 1; i <= LIMIT; i += 1) expectProblem(await request(), 'auth.credentials_invalid');
    expectProblem(await request(), 'rate.limited');
  };

  it('count anonymous requests per route and address, and return the limit, the remaining requests and the seconds until the reset', async () => {
    const hub = await start();
    for (let left = LIMIT - 1; left >= 0; left -= 1) {
      const response = await logIn(hub);
      expectProblem(response, 'auth.credentials_invalid');
      const [limit, remaining, reset] = rateLimit(response);
      expect([limit, remaining]).toEqual([LIMIT, left]);
      // If the server read THROTTLER_TTL as milliseconds, `reset` would be a thousandth of this.
      expect(reset).toBeGreaterThan(SECONDS - 30);
      expect(reset).toBeLessThanOrEqual(SECONDS);
    }

    const refused = await logIn(hub);

    const { retryAfter } = expectProblem(refused, 'rate.limited');
    expect(retryAfter).toBeGreaterThan(SECONDS - 30);
    expect(retryAfter).toBeLessThanOrEqual(SECONDS);
    expect(rateLimit(refused)).toEqual([LIMIT, 0, retryAfter]);
    const { id } = await register(hub);
    expect(id).toBeTruthy();
  });

  it('count the authenticated requests of each user together, whatever their route and address', async () => {
    const hub = await start({ TRUST_PROXY: '1' });
    const [ana, ben] = [await register(hub), await register(hub)];
    const paths = ['/api/users/profile', '/api/users', '/api/conversations'];
    for (let i = 0; i < USER_LIMIT; i += 1) {
      const response = await sendRequest(hub, `GET ${paths[i % 3]}`, { token: ana.token, ...from('192.0.2.1') });
      expect(response.status).toBe(200);
      expect(rateLimit(response).slice(0, 2)).toEqual([USER_LIMIT, USER_LIMIT - 1 - i]);
    }

    const refused = await sendRequest(hub, 'GET /api/users/profile', { token: ana.token, ...from('192.0.2.1') });
    const fromOtherAddress = await sendRequest(hub, 'GET /api/users', { token: ana.token, ...from('192.0.2.2') });
    const ofOtherUser = await sendRequest(hub, 'GET /api/users/profile', { token: ben.token, ...from('192.0.2.1') });

    expect(rateLimit(refused).slice(0, 2)).toEqual([USER_LIMIT, 0]);
    expectProblem(refused, 'rate.limited');
    expectProblem(fromOtherAddress, 'rate.limited');
    expect(ofOtherUser.status).toBe(200);
  });

  const logInAs = (hub: TestHub, email: string, password = PASSWORD) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password } });

  it('count failed logins, and admit ten times as many successful ones', async () => {
    const hub = await start();
    const ana = await register(hub);
    for (let i = 0; i < LIMIT - 1; i += 1) expectProblem(await logIn(hub), 'auth.credentials_invalid');

    for (let i = 0; i < 10 * LIMIT; i += 1) {
      const response = await logInAs(hub, ana.email);
      expect([response.status, ...rateLimit(response).slice(0, 2)]).toEqual([200, LIMIT, 1]);
    }

    expect(rateLimit(await logInAs(hub, ana.email)).slice(0, 2)).toEqual([10 * LIMIT, 0]);
    expectProblem(await logInAs(hub, ana.email), 'rate.limited');
  });

  it('refuse every login after too many failed logins, even when other logins in between succeeded', async () => {
    const hub = await start();
    const ana = await register(hub);
    for (let i = 0; i < LIMIT; i += 1) {
      expect((await logInAs(hub, ana.email)).status).toBe(200);
      expectProblem(await logInAs(hub, ana.email, 'Wrong-123'), 'auth.credentials_invalid');
    }

    expectProblem(await logInAs(hub, ana.email, 'Wrong-123'), 'rate.limited');
    expectProblem(await logInAs(hub, ana.email), 'rate.limited');
  });

  it('count a registration that is invalid or has a taken e-mail address as a failed attempt', async () => {
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

    const responses = await Promise.all(Array.from({ length: 10 }, () => logIn(hub)));

    const failed = responses.filter(({ status }) => status === 401).length;
    expect(responses.filter(({ status }) => status === 503)).toHaveLength(10 - failed);
    expect(failed).toBeLessThan(10);
    expect(rateLimit(await logIn(hub))[1]).toBe(10 - failed - 1);
  });

  it.each(['one node', 'nodes that share a Redis'])(
    'admit no more wrong passwords than the limit in 50 concurrent logins, on %s',
    async (kind) => {
      const redis = kind === 'one node' ? undefined : await startRedis();
      try {
        const hub = await start(redis ? { REDIS_URL: redis.url } : {});
        const ana = await register(hub);

        const responses = await Promise.all(Array.from({ length: 50 }, () => logInAs(hub, ana.email, 'Wrong-123')));

        const statuses = Map.groupBy(responses, ({ status }) => status);
        expect([statuses.get(401)?.length, statuses.get(429)?.length]).toEqual([LIMIT, 50 - LIMIT]);
        expectProblem(await logInAs(hub, ana.email), 'rate.limited');
      } finally {
        await redis?.stop();
      }
    },
  );

  it.each(['memory', 'Redis'])(
    'admit the concurrent logins of a whole office at one address, counted in %s',
    async (store) => {
      const redis = store === 'memory' ? undefined : await startRedis();
      try {
        const hub = await start({ REDIS_URL: redis?.url ?? '' }, { nodes: 1 });
        const ana = await register(hub);

        const failed = Array.from({ length: LIMIT - 1 }, () => logInAs(hub, ana.email, 'Wrong-123'));

        const concurrent = await Promise.all([
          ...Array.from({ length: 5 * LIMIT }, () => logInAs(hub, ana.email)),
          ...failed,
        ]);
        // One attempt is left before the limit, so each of these logins waits until the previous one has succeeded.
        const sequential = await Promise.all(Array.from({ length: 4 * LIMIT }, () => logInAs(hub, ana.email)));

        const statuses = Map.groupBy([...concurrent, ...sequential], ({ status }) => status);
        expect([statuses.get(200)?.length, statuses.get(401)?.length]).toEqual([9 * LIMIT, LIMIT - 1]);
      } finally {
        await redis?.stop();
      }
    },
  );

  it('count login attempts against the address even with a valid token', async () => {
    const hub = await start();
    const ana = await register(hub);

    await useUpLimit(() => logIn(hub, {}, ana.token));

    expectProblem(await logIn(hub), 'rate.limited');
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token })).status).toBe(200);
  });

  it('count requests with an invalid token as anonymous', async () => {
    const hub = await start();
    const ana = await register(hub);
    const guess = (token: string) => sendRequest(hub, 'GET /api/users/profile', { token });
    for (let i = 0; i < LIMIT; i += 1) expectProblem(await guess(`${ana.token}${i}`), 'auth.token_invalid');

    expectProblem(await guess('another'), 'rate.limited');
    expect((await guess(ana.token)).status).toBe(200);
  });

  it('count requests for the API documentation and for unknown routes together, per address and minute', async () => {
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
      const response = await sendRequest(hub, line, { token: ana.token, ...from('192.0.2.1') });
      expect([line, response.status]).toEqual([line, /docs/.test(line) ? 200 : 404]);
      expect([line, ...rateLimit(response).slice(0, 2)]).toEqual([line, 8, 7 - index]);
      expect(rateLimit(response)[2]).toBeLessThanOrEqual(60);
    }

    for (const line of lines) {
      const refused = await sendRequest(hub, line, { token: ana.token, ...from('192.0.2.1') });
      expect([line, refused.status, ...rateLimit(refused).slice(0, 2)]).toEqual([line, 429, 8, 0]);
      if (!line.startsWith('HEAD')) expectProblem(refused, 'rate.limited');
    }
    expectProblem(await sendRequest(hub, 'GET /nothing', from('192.0.2.2')), 'route.not_found');
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token, ...from('192.0.2.1') })).status).toBe(
      200,
    );
    expect((await sendRequest(hub, 'GET /api/health', from('192.0.2.1'))).status).toBe(200);
  });

  it('do not apply to health checks', async () => {
    const hub = await start();

    for (const path of ['/api/health', '/api/health/live']) {
      for (let i = 0; i < 3 * LIMIT; i += 1) {
        const response = await sendRequest(hub, `GET ${path}`);
        expect(response.status).toBe(200);
        expect(response.headers.get('ratelimit-limit')).toBeNull();
      }
    }
  });

  it('ignore X-Forwarded-For without a trusted proxy', async () => {
    const hub = await start({ TRUST_PROXY: '0' });
    let last = 0;

    await useUpLimit(() => logIn(hub, from(`192.0.2.${(last += 1)}`)));

    expectProblem(await logIn(hub), 'rate.limited');
  });

  it('trust only the last address of X-Forwarded-For behind one trusted proxy', async () => {
    const hub = await start({ TRUST_PROXY: '1' });
    let last = 0;
    const spoofed = () => from(`198.51.100.${(last += 1)}`, `198.51.100.${last + 100}`, '192.0.2.1');

    await useUpLimit(() => logIn(hub, spoofed()));

    expectProblem(await logIn(hub, from('192.0.2.1')), 'rate.limited');
    expectProblem(await logIn(hub, from('192.0.2.1', '192.0.2.2')), 'auth.credentials_invalid');
  });

  it('trust the second-to-last address of X-Forwarded-For behind two trusted proxies', async () => {
    const hub = await start({ TRUST_PROXY: '2' });
    let last = 0;

    await useUpLimit(() => logIn(hub, from(`198.51.100.${(last += 1)}`, '192.0.2.1', '203.0.113.9')));

    expectProblem(await logIn(hub, from('192.0.2.1', '203.0.113.9')), 'rate.limited');
    expectProblem(await logIn(hub, from('192.0.2.2', '203.0.113.9')), 'auth.credentials_invalid');
  });

  it('are shared by all nodes through Redis, and counted by each node separately while Redis is unreachable', async () => {
    const redis = await startRedis();
    const limits = { REDIS_URL: redis.url, REDIS_PREFIX: 'shared', TRUST_PROXY: '1' };
    const [one, two] = [await start(limits, { nodes: 1 }), await start(limits, { nodes: 1 })];
    try {
      const [ana, ben] = [await register(one), await register(one)];
      const failThreeLogins = async (request: (hub: TestHub) => Promise<HttpResponse>) => {
        for (const hub of [one, two, one]) expectProblem(await request(hub), 'auth.credentials_invalid');
      };
      const logInAnonymously = (hub: TestHub) => logIn(hub, from('192.0.2.1'));
      await failThreeLogins(logInAnonymously);
      const refused = await logInAnonymously(two);
      const { retryAfter } = expectProblem(refused, 'rate.limited');
      expect(retryAfter).toBeGreaterThan(SECONDS - 30);
      expect(retryAfter).toBeLessThanOrEqual(SECONDS);
      expect(rateLimit(refused)).toEqual([LIMIT, 0, retryAfter]);
      expectProblem(await logInAnonymously(one), 'rate.limited');
      expectProblem(await logIn(two, from('192.0.2.2')), 'auth.credentials_invalid');

      const profile = (hub: TestHub, { token }: { token: string }) =>
        sendRequest(hub, 'GET /api/users/profile', { token });
      for (let i = 1; i <= USER_LIMIT; i += 1) {
        const response = await profile(i % 2 ? one : two, ana);
        expect(rateLimit(response).slice(0, 2)).toEqual([USER_LIMIT, USER_LIMIT - i]);
      }
      expectProblem(await profile(two, ana), 'rate.limited');
      expect((await profile(two, ben)).status).toBe(200);

      await redis.kill();
      await waitUntil('both nodes have lost Redis', () =>
        [one, two].flatMap((hub) => hub.providers(Redis)).every(({ client }) => client === undefined),
      );
      for (const hub of [one, two]) await useUpLimit(() => logInAnonymously(hub));

      await redis.restart();
      await waitUntil('both nodes have reconnected to Redis', () =>
        [one, two].flatMap((hub) => hub.providers(Redis)).every(({ client }) => client !== undefined),
      );
      await failThreeLogins(logInAnonymously);
      expectProblem(await logInAnonymously(two), 'rate.limited');
    } finally {
      await redis.stop();
    }
  });

  it('on commands are shared by all nodes through Redis', async () => {
    const redis = await startRedis();
    const limits = { REDIS_URL: redis.url, REDIS_PREFIX: 'shared', COMMAND_LIMIT: '1' };
    const [one, two] = [await start(limits, { nodes: 1 }), await start(limits, { nodes: 1 })];
    try {
      const [ana, ben] = [await register(one), await register(one)];
      const [anaSocketOnOne, anaSocketOnTwo, benSocketOnTwo] = [
        await ana.connect({}, one),
        await ana.connect({}, two),
        await ben.connect({}, two),
      ];
      const refusal = async (socket: TestSocket) => (await socket.emitRaw('sync', { conversations: {} })).error?.code;
      const codes = await Promise.all(Array.from({ length: 6 }, () => refusal(anaSocketOnOne)));
      expect(codes).toEqual([...Array.from({ length: 5 }, () => undefined), 'rate.limited']);
      let passed = 0;
      await waitUntil('the other node refuses commands too', async () => {
        const code = await refusal(anaSocketOnTwo);
        if (!code) passed += 1;
        return code === 'rate.limited';
      });
      expect(passed).toBeLessThan(5);
      expect(await refusal(benSocketOnTwo)).toBeUndefined();
    } finally {
      closeSockets();
      await redis.stop();
    }
  });
});
