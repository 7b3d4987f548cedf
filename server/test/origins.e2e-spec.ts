import { HubClient, HubError } from '@smart-hub/sdk';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { stopTestServers, startTestServer } from './support/server-process.js';

const LISTED = 'https://chat.example.com';
const ALSO_LISTED = 'http://localhost:5173';
const OTHERS = [
  'https://evil.example.com',
  'http://chat.example.com',
  'https://chat.example.com:8443',
  'https://chat.example.com.evil.com',
  'https://sub.chat.example.com',
  'null',
];

describe('origins', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub({ CORS_ORIGINS: ` ${LISTED}/ , ${ALSO_LISTED}`, THROTTLER_LIMIT: '2', TRUST_PROXY: '1' });
    ana = await register(hub);
  });
  afterAll(() => hub.close());

  const allowedOrigin = ({ headers }: HttpResponse) => headers.get('access-control-allow-origin');

  /** Sends one request for each kind of response. Returns the expected status and the response of each request. */
  const requests = (headers: Record<string, string>): [number, Promise<HttpResponse>][] => [
    [200, sendRequest(hub, 'GET /api/users/profile', { token: ana.token, headers })],
    [401, sendRequest(hub, 'GET /api/users/profile', { headers })],
    [404, sendRequest(hub, 'GET /api/nothing', { headers })],
    [404, sendRequest(hub, 'GET /nothing', { headers })],
    [
      400,
      sendRequest(hub, 'POST /api/auth/login', {
        body: '{',
        headers: { ...headers, 'content-type': 'application/json' },
      }),
    ],
    [
      415,
      sendRequest(hub, 'POST /api/auth/login', { body: 'x', headers: { ...headers, 'content-type': 'text/plain' } }),
    ],
    [413, sendRequest(hub, 'POST /api/auth/login', { json: { email: 'x'.repeat(1_000_000) }, headers })],
  ];

  it('listed in CORS_ORIGINS may read every response and its exposed headers', async () => {
    for (const origin of [LISTED, ALSO_LISTED]) {
      // Each origin sends from its own address, because THROTTLER_LIMIT allows anonymous clients two attempts only.
      for (const [status, request] of requests({ origin, 'x-forwarded-for': `192.0.2.${origin.length}` })) {
        const response = await request;
        expect([response.status, allowedOrigin(response)]).toEqual([status, origin]);
        expect(response.headers.get('vary')).toMatch(/Origin/);
        const exposed = (response.headers.get('access-control-expose-headers') ?? '').split(',');
        for (const name of ['Link', 'Retry-After', 'X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining'])
          expect(exposed).toContain(name);
      }
    }
  });

  it('listed in CORS_ORIGINS may read a response about an exceeded rate limit', async () => {
    const headers = { origin: LISTED, 'x-forwarded-for': '192.0.2.200' };
    const logIn = () => sendRequest(hub, 'POST /api/auth/login', { json: { email: '', password: '' }, headers });
    await logIn();
    await logIn();

    const refused = await logIn();

    expectProblem(refused, 'rate.limited');
    expect(allowedOrigin(refused)).toBe(LISTED);
  });

  it('not listed in CORS_ORIGINS may read no response', async () => {
    for (const [index, origin] of OTHERS.entries()) {
      for (const [status, request] of requests({ origin, 'x-forwarded-for': `198.51.100.${index}` })) {
        const response = await request;
        expect([response.status, allowedOrigin(response)]).toEqual([status, null]);
      }
    }
  });

  it('listed in CORS_ORIGINS get the permitted methods and headers by a preflight request', async () => {
    const preflight = (origin: string) =>
      sendRequest(hub, 'OPTIONS /api/auth/login', {
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });

    const response = await preflight(LISTED);

    expect([response.status, allowedOrigin(response)]).toEqual([204, LISTED]);
    expect(response.headers.get('access-control-allow-methods')).toMatch(/POST/);
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(response.headers.get('access-control-max-age')).toBe('600');
    for (const origin of OTHERS) expect(allowedOrigin(await preflight(origin))).toBeNull();
  });

  async function connectFrom(
    origin: string | undefined,
    transport: 'websocket' | 'polling',
    to = ana,
  ): Promise<string> {
    const socket = to.client.connect({
      transports: [transport],
      forceNew: true,
      reconnection: false,
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    const problem = await socket.ready().catch((error: unknown) => (error as HubError).problem);
    socket.close();
    return problem?.code ?? 'admitted';
  }

  it.each(['websocket', 'polling'] as const)(
    'of sockets are checked against CORS_ORIGINS, over %s',
    async (transport) => {
      for (const origin of [LISTED, ALSO_LISTED, hub.url, undefined]) {
        expect([origin, await connectFrom(origin, transport)]).toEqual([origin, 'admitted']);
      }
      for (const origin of [...OTHERS, 'garbage', hub.url.replace(/:\d+$/, '')]) {
        expect([origin, await connectFrom(origin, transport)]).toEqual([origin, 'auth.origin_refused']);
      }
      const polling = (origin: string) =>
        sendRequest(hub, 'GET /socket.io/?EIO=4&transport=polling', { headers: { origin } });
      expect(allowedOrigin(await polling(LISTED))).toBe(LISTED);
      expect(allowedOrigin(await polling(OTHERS[0]!))).toBeNull();
    },
  );

  it('with the host and port of the server are admitted only if the trusted proxy reports the same scheme', async () => {
    const { host } = new URL(hub.url);
    const connectThroughProxy = async (scheme: string, forwarded: string) => {
      const extraHeaders = { origin: `${scheme}://${host}`, 'x-forwarded-proto': forwarded };
      const client = new HubClient({ url: `http://${host}`, token: ana.token });
      const socket = client.connect({ transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
      const problem = await socket.ready().catch((error: unknown) => (error as HubError).problem);
      socket.close();
      return problem?.code ?? 'admitted';
    };

    for (const scheme of ['http', 'https']) {
      expect([scheme, await connectThroughProxy(scheme, scheme)]).toEqual([scheme, 'admitted']);
      const other = scheme === 'http' ? 'https' : 'http';
      expect([scheme, await connectThroughProxy(scheme, other)]).toEqual([scheme, 'auth.origin_refused']);
    }
  });

  it('other than the origin of the server are refused when CORS_ORIGINS is empty', async () => {
    const hubWithoutOrigins = await startHub({}, hub.database);
    const ben = await register(hubWithoutOrigins);

    expect(
      allowedOrigin(await sendRequest(hubWithoutOrigins, 'GET /api/health', { headers: { origin: LISTED } })),
    ).toBeNull();
    expect(await connectFrom(LISTED, 'websocket', ben)).toBe('auth.origin_refused');
    expect(await connectFrom(hubWithoutOrigins.url, 'websocket', ben)).toBe('admitted');
    await hubWithoutOrigins.stop();
  });

  describe('in a server process', () => {
    afterAll(stopTestServers);
    const poll = (server: { url: string }, origin: string) =>
      sendRequest(server, 'GET /socket.io/?EIO=4&transport=polling', { headers: { origin } });
    const warnings = (written: string) => written.split('\n').filter((line) => line.includes('was refused'));

    it('that are refused are logged once each in development, with the setting that would allow them', async () => {
      const server = await startTestServer({ NODE_ENV: 'development', LOG_LEVEL: 'warn', CORS_ORIGINS: LISTED });
      for (let i = 0; i < 3; i += 1) await poll(server, 'http://localhost:5173');
      await sendRequest(server, 'GET /api/health', { headers: { origin: 'http://localhost:5173' } });
      await sendRequest(server, 'OPTIONS /api/auth/login', { headers: { origin: 'http://127.0.0.1:8080' } });
      await sendRequest(server, 'GET /api/health', { headers: { origin: 'null' } });
      for (const origin of [LISTED, server.url]) {
        await poll(server, origin);
        await sendRequest(server, 'GET /api/health', { headers: { origin } });
      }
      for (let i = 0; i < 50; i += 1)
        await sendRequest(server, 'GET /api/health', { headers: { origin: `http://${'x'.repeat(1000)}${i}.example` } });
      for (let i = 0; i < 50; i += 1)
        await sendRequest(server, 'GET /api/health', { headers: { origin: `http://made-up${i}.example` } });

      const [one, other, opaque, ...more] = warnings(await server.stop());

      expect(one).toContain(
        `A page of the origin http://localhost:5173 was refused: set CORS_ORIGINS=${LISTED},http://localhost:5173 in`,
      );
      expect(other).toContain(`set CORS_ORIGINS=${LISTED},http://127.0.0.1:8080 in the environment or in .env`);
      expect(opaque).toContain('A page of the origin null was refused: such an origin cannot be allowed.');
      expect(more).toHaveLength(17);
      expect(Math.max(...more.map((line) => line.length))).toBeLessThan(1000);
    });

    it('that are refused are not logged in production', async () => {
      const server = await startTestServer({
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        JWT_SECRET: 'a secret of more than thirty-two bytes',
      });
      await poll(server, 'http://localhost:5173');
      await sendRequest(server, 'GET /api/health', { headers: { origin: 'http://localhost:5173' } });

      expect(warnings(await server.stop())).toEqual([]);
    });
  });

  it('are irrelevant to the security headers, which every response has', async () => {
    for (const line of [
      'GET /api/health',
      'GET /api/users/profile',
      'GET /api/docs',
      'GET /nothing',
      'DELETE /api/auth/login',
    ]) {
      const { headers } = await sendRequest(hub, line, { token: ana.token });
      const policy = headers.get('content-security-policy')!.split(/; ?/);
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      expect(policy).toContain(line === 'GET /api/docs' ? "script-src 'self'" : "default-src 'none'");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers.get('cache-control')).toBe(line === 'GET /api/docs' ? 'no-cache' : 'no-store');
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\), .*microphone=\(\)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});
