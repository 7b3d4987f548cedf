import type { Problem } from '@smart-hub/contract/problem';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { sendRequest, expectProblem } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';
import { stopTestServers, startTestServer, startServer } from './support/server-process.js';
import { createDatabase, dropDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('problems', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(async () => {
    await stopTestServers();
    await hub.close();
  });

  const logIn = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = JSON_TYPE, to = hub) =>
    sendRequest(to, 'POST /api/auth/login', { body, headers });

  it('are returned for a body that cannot be read', async () => {
    const { email } = await register(hub);
    const good = JSON.stringify({ email, password: PASSWORD });
    expect((await logIn(good)).status).toBe(200);
    expect((await logIn(good, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(200);

    for (const bad of ['{', good.slice(0, -1), `${good}x`, 'true', '"x"', "{'a':1}", '{"a":undefined}']) {
      expectProblem(await logIn(bad), 'request.malformed');
    }
    expectProblem(await logIn(good, { 'content-type': 'text/plain' }), 'request.unsupported');
    expectProblem(await logIn('a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 'request.unsupported');
    expectProblem(await logIn(good, { 'content-type': 'application/json; charset=latin1' }), 'request.unsupported');
    expectProblem(await logIn(good, { ...JSON_TYPE, 'content-encoding': 'zip' }), 'request.unsupported');
    expectProblem(await logIn(''), 'request.invalid');
    expectProblem(await sendRequest(hub, 'POST /api/auth/login'), 'request.invalid');
  });

  it.each<[string, body: string | Uint8Array<ArrayBuffer>, detail: string]>([
    ['that ends too early', '{"email":"ana@x', 'line 1, column 16: expected a closing quote, but the body ends there'],
    [
      'of several lines',
      '{\r\n  "email": "ä😀",\n  password: 1\n}',
      'line 3, column 3: expected a name in double quotes',
    ],
    ['of characters of several bytes', '{"ключ":"日本😀"x}', 'line 1, column 14: expected "," or "}"'],
    ['with a byte order mark', '\ufeff{"email":secret}', 'line 1, column 10: expected a value'],
    ['that is text', '"secret"', 'line 1, column 1: expected "{"'],
    ['that is null', ' null', 'line 1, column 2: expected "{"'],
    ['that is blank', '\n\n ', 'line 3, column 2: expected "{", but the body ends there'],
    ['followed by other text', '{} secret', 'line 1, column 4: expected the end of the body'],
    [
      'that is cut off within a character',
      Buffer.from('{"a":"ä').subarray(0, 7),
      'line 1, column 8: expected a closing quote, but the body ends there',
    ],
    ['of 390 kB', `{"a":"${'ä'.repeat(190_000)}",}`, 'line 1, column 190009: expected a name in double quotes'],
  ])('locate the syntax error in a body %s, without quoting the body', async (_, body, location) => {
    const sent = typeof body === 'string' ? body : new Uint8Array(body);
    const { detail, message } = expectProblem(await logIn(sent), 'request.malformed');

    expect(detail).toBe(`The body is not valid JSON at ${location}.`);
    expect(message).toBe(detail);
    expect(detail).not.toMatch(/secret|ana|ключ/);
  });

  it('state that the payload must be an object when the body is a JSON array', async () => {
    expect(expectProblem(await logIn('[{"email":"x"}]'), 'request.invalid').detail).toBe('payload must be an object');
  });

  it('are returned for a compressed body of any content, without decompressing the body', async () => {
    const { email } = await register(hub);
    const good = JSON.stringify({ email, password: PASSWORD });
    const bomb = JSON.stringify({ email, password: 'x'.repeat(8_000_000) });
    const packed = (body: string, pack = gzipSync) => new Uint8Array(pack(body));

    for (const [body, encoding] of [
      [packed(good), 'gzip'],
      [packed(bomb), 'gzip'],
      [packed(good, deflateSync), 'deflate'],
      [packed(good, brotliCompressSync), 'br'],
      [good, 'gzip'],
    ] as const) {
      const problem = expectProblem(
        await logIn(body, { ...JSON_TYPE, 'content-encoding': encoding }),
        'request.unsupported',
      );
      expect(problem.detail).toBe('The body must be JSON in UTF-8, and not compressed.');
    }
    expect((await logIn(good, { ...JSON_TYPE, 'content-encoding': 'identity' })).status).toBe(200);
  });

  it('are returned for a body that is not UTF-8', async () => {
    const good = JSON.stringify({ email: 'a@b.co', password: 'x' });
    for (const charset of ['utf-7', 'utf-16', 'latin1', '"utf-7"', 'utf-8; charset=utf-7'])
      expectProblem(
        await logIn(good, { 'content-type': `application/json; charset=${charset}` }),
        'request.unsupported',
      );
    for (const charset of ['utf-8', 'UTF-8', '"utf-8"'])
      expectProblem(
        await logIn(good, { 'content-type': `application/json; charset=${charset}` }),
        'auth.credentials_invalid',
      );
  });

  it('are returned for a body that is too large', async () => {
    const filled = (length: number) => JSON.stringify({ email: 'a@b.co', password: 'x', more: 'y'.repeat(length) });

    expectProblem(await logIn(filled(400_000)), 'request.invalid');
    expectProblem(await logIn(filled(1_000_000)), 'request.too_large');
    expectProblem(await logIn(filled(8_000_000)), 'request.too_large');
  });

  it('list at most 20 errors, in a short response, over REST and over the socket alike', async () => {
    const ana = await register(hub);
    const socket = await ana.connect();
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`field${i}`, 1]));
    const query = new URLSearchParams(Object.keys(fields(900)).map((field) => [field, '']));
    const problems = [
      expectProblem(await logIn(JSON.stringify(fields(900))), 'request.invalid'),
      expectProblem(await sendRequest(hub, `GET /api/users?${query}`, { token: ana.token }), 'request.invalid'),
      expectProblem(
        await sendRequest(hub, 'POST /api/sync', { token: ana.token, json: { conversations: fields(5000) } }),
        'request.invalid',
      ),
      (await socket.emitRaw('sync', { conversations: fields(5000) })).error as Problem,
    ];

    for (const problem of problems) {
      expect(problem.errors).toHaveLength(20);
      expect(problem.message).toHaveLength(20);
      expect(problem.detail).toMatch(/^\S+ (is not a known field|must be a UUID); and at least 19 more$/);
      expect(JSON.stringify(problem).length).toBeLessThan(5000);
    }
    // A payload with many more fields is refused before it is parsed.
    const { message } = expectProblem(await logIn(JSON.stringify(fields(20_000))), 'request.invalid');
    expect(message).toEqual(['payload has too many fields']);
    const deep = `${'['.repeat(150_000)}${']'.repeat(150_000)}`;
    expect(expectProblem(await logIn(deep), 'request.invalid').message).toEqual(['payload has too many fields']);
    expectProblem(
      await sendRequest(hub, 'POST /api/sync', { json: { conversations: fields(5000) }, token: 'x' }),
      'request.invalid',
    );
    closeSockets();
  });

  it('are returned for a sync of more than 5,000 conversations, and not for a sync of 5,000', async () => {
    const ana = await register(hub);
    const ids = await hub.sql.rows<{ id: string }>('select gen_random_uuid() as id from generate_series(1, 5001)');
    const positions = ids.map(({ id }) => [id, 2_147_483_647] as const);
    const sync = (count: number) =>
      sendRequest(hub, 'POST /api/sync', {
        token: ana.token,
        json: { conversations: Object.fromEntries(positions.slice(0, count)) },
      });

    expect((await sync(5000)).status).toBe(200);
    expectProblem(await sync(5001), 'request.invalid');
  });

  it('are returned for every path or method that is not served', async () => {
    const { token } = await register(hub);
    expect((await sendRequest(hub, 'GET /api/users/profile', { token })).status).toBe(200);

    const lines = [
      'GET /nothing',
      'GET /api',
      'GET /api/nothing',
      'GET /users/profile',
      'GET /api/users/profile/x',
      'DELETE /api/users/profile',
      'PUT /api/auth/login',
      'GET /api/auth/login',
      'POST /api/docs-json',
      'POST /',
      'GET /.env',
    ];
    for (const line of lines) expectProblem(await sendRequest(hub, line, { token }), 'route.not_found');
  });

  it('are returned for a path that cannot be decoded', async () => {
    const { token } = await register(hub);

    expectProblem(await sendRequest(hub, 'GET /api/messages/%E0%A4%A', { token }), 'request.malformed');
    expectProblem(await sendRequest(hub, 'GET /api/conversations/%', { token }), 'request.malformed');
    expectProblem(await sendRequest(hub, 'GET /%E0%A4%A', { token }), 'route.not_found');
  });

  it('and successful responses each carry a request id of their own', async () => {
    const responses = [
      await sendRequest(hub, 'GET /api/health'),
      await sendRequest(hub, 'GET /nothing'),
      await logIn('{'),
    ];
    const foreign = await sendRequest(hub, 'GET /nothing', { headers: { 'x-request-id': 'mine' } });

    const ids = [...responses, foreign].map(({ headers }) => headers.get('x-request-id'));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(4);
  });

  it('report that the database is unavailable, until the database is available again', async () => {
    const database = await createDatabase();
    const proxy = await DatabaseProxy.to(database);
    const hubBehindProxy = await startHub({}, proxy.keys);
    const ana = await register(hubBehindProxy);
    const ben = await register(hubBehindProxy);
    const socket = await ana.connect();
    const sendRequests = (): ReturnType<typeof sendRequest>[] => [
      sendRequest(hubBehindProxy, 'GET /api/users/profile', { token: ana.token }),
      sendRequest(hubBehindProxy, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD } }),
      sendRequest(hubBehindProxy, 'POST /api/auth/register', {
        json: { name: 'Eve', email: 'eve@example.com', password: PASSWORD },
      }),
    ];

    proxy.interrupt();

    for (const response of await Promise.all(sendRequests())) {
      expect(expectProblem(response, 'database.unavailable')).toMatchObject({ retryable: true, retryAfter: 1 });
      expect(JSON.stringify(response.body)).not.toMatch(/ECONN|127\.0\.0\.1|postgres/i);
    }
    const refused = await socket.emitRaw('send_message', { receiverId: ben.id, content: 'lost' });
    expect(refused.error?.code).toBe('database.unavailable');
    // A user who cannot be looked up counts as anonymous: public routes do not fail while the database is unavailable.
    expectProblem(await sendRequest(hubBehindProxy, 'GET /api/health', { token: ana.token }), 'health.unavailable');
    expect(await sendRequest(hubBehindProxy, 'GET /api/health/live', { token: ana.token })).toMatchObject({
      status: 200,
    });
    expect(await sendRequest(hubBehindProxy, 'GET /api/docs-json', { token: ana.token })).toMatchObject({
      status: 200,
    });

    proxy.restore();

    expect((await Promise.all(sendRequests())).map(({ status }) => status)).toEqual([200, 200, 201]);
    expect(await socket.send({ receiverId: ben.id, content: 'found' })).toMatchObject({ seq: 1 });
    closeSockets();
    proxy.close();
    await hubBehindProxy.stop();
    await dropDatabase(database);
  });

  it('reveal nothing about an exception, which is logged with the id of the request', async () => {
    const database = await createDatabase();
    const server = await startServer({ LOG_LEVEL: 'error' }, database);
    const ana = await register(server);
    const ben = await register(server);
    const socket = await ana.connect();
    const { conversation } = await socket.send({ receiverId: ben.id, content: 'a word in private' });
    const read = () => sendRequest(server, `GET /api/messages/${conversation.id}`, { token: ana.token });
    expect((await read()).status).toBe(200);

    await server.query('alter table messages rename column content to gone');
    const response = await read();

    const { requestId, detail } = expectProblem(response, 'server.error');
    expect(detail).toBe('Something went wrong on the server; the error was logged.');
    expect(JSON.stringify(response.body)).not.toMatch(/select|column|content|gone|at .*\.[jt]s/);
    const logged = await server.waitForLog(requestId);
    expect(logged).toMatch(/column m\.content does not exist/);
    expect(logged).toMatch(/messages\.store/);
    const refused = await socket.emitRaw('send_message', { receiverId: ben.id, content: 'a word in private' });
    expect(refused.error).toMatchObject({ code: 'server.error', message: detail });
    closeSockets();
    const log = await server.stop();
    expect(log).not.toContain(ana.token.split('.')[2]);
    expect(log).not.toContain('a word in private');
    await dropDatabase(database);
  });

  it('that the server raises itself, such as under load, are logged in one line, without a stack', async () => {
    const slow = {
      BCRYPT_SALT_ROUNDS: '11',
      PASSWORD_HASHES_AT_ONCE: '1',
      PASSWORD_WAIT: '0.1',
      THROTTLER_LIMIT: '100',
    };
    const server = await startTestServer({ ...slow, LOG_LEVEL: 'warn' });
    const logIn = () => sendRequest(server, 'POST /api/auth/login', { json: { email: 'a@b.co', password: PASSWORD } });

    const responses = await Promise.all(Array.from({ length: 10 }, logIn));

    const refused = responses.filter(({ status }) => status === 503);
    expect(refused).not.toHaveLength(0);
    for (const response of refused) {
      const { requestId, detail } = expectProblem(response, 'server.overloaded');
      await server.waitForLog(requestId);
      const lines = server
        .output()
        .split('\n')
        .filter((line) => line.includes(requestId));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, msg: `server.overloaded: ${detail}` });
      expect(lines[0]).not.toMatch(/\bat .*\.js|stack/);
    }
  });

  it('with the X-Forwarded-For header of an untrusted proxy are logged once, with the setting to change', async () => {
    const server = await startTestServer({ LOG_LEVEL: 'warn' });
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    for (let i = 0; i < 3; i += 1) await sendRequest(server, 'GET /api/health', { headers });

    const line = await server.waitForLog('X-Forwarded-For');
    const written = await server.stop();

    expect(JSON.parse(line)).toMatchObject({ level: 40, msg: expect.stringContaining('Set TRUST_PROXY to') as string });
    expect(written.match(/X-Forwarded-For/g)).toHaveLength(1);
  });
});
