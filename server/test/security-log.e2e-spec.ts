import type { Problem } from '@smart-hub/contract/problem';
import { HubClient } from '@smart-hub/sdk';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { closeSockets, PASSWORD, register } from './support/hub.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';

const ADDRESS = '198.51.100.7';

describe('the security log', () => {
  let server: TestServerProcess;
  beforeAll(async () => {
    const keys = { LOG_LEVEL: 'info', TRUST_PROXY: '1', LOGIN_FAILURES: '2', COMMAND_LIMIT: '1' };
    server = await startTestServer({ ...keys, THROTTLER_UNKNOWN_LIMIT: '2' });
  });
  afterEach(closeSockets);
  afterAll(stopTestServers);

  const headers = { 'x-forwarded-for': ADDRESS };
  const post = (path: string, json: object) => sendRequest(server, `POST /api/auth/${path}`, { json, headers });

  /** Returns the line of an event for a request, after checking that there is exactly one. */
  async function lineOf(event: string, requestId: string): Promise<Record<string, unknown>> {
    await server.waitForLog(requestId);
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.includes(requestId) && line.includes(`"event":"${event}"`));
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0]!) as Record<string, unknown>;
    expect(line).toMatchObject({ level: 30, context: 'Security', msg: `Security: ${event}`, event });
    return line;
  }
  const requestIdOf = ({ headers: responseHeaders }: HttpResponse) => responseHeaders.get('x-request-id')!;

  it('has one line with user, address and request for each registration, login, failed login and delayed login', async () => {
    const credentials = { email: 'ana@example.com', password: PASSWORD };
    const registered = await post('register', { name: 'Ana', ...credentials });
    const { id } = (registered.body as { user: { id: string } }).user;
    const known = { userId: id, address: ADDRESS };
    expect(await lineOf('registration', requestIdOf(registered))).toMatchObject(known);
    expect(await lineOf('login', requestIdOf(await post('login', credentials)))).toMatchObject(known);
    const wrong = { ...credentials, password: 'Wrong-123' };
    for (let failure = 1; failure <= 2; failure += 1)
      expect(await lineOf('login.failed', requestIdOf(await post('login', wrong)))).toMatchObject(known);
    const delayed = expectProblem(await post('login', wrong), 'auth.login_delayed');
    expect(await lineOf('request.limited', delayed.requestId)).toMatchObject({ address: ADDRESS, code: delayed.code });

    const unknown = await lineOf(
      'login.failed',
      requestIdOf(await post('login', { ...wrong, email: 'x@example.com' })),
    );
    expect(unknown).toMatchObject({ address: ADDRESS });
    expect(unknown).not.toHaveProperty('userId');
    expect(server.output()).not.toMatch(/example\.com|Wrong-123/);
  });

  it('has one line with user, address and request for a login with the right password to a disabled account', async () => {
    const { id, email } = await register(server);
    await server.query(`update users set disabled_at = now() where id = '${id}'`);

    const { requestId, code } = expectProblem(
      await post('login', { email, password: PASSWORD }),
      'auth.account_disabled',
    );

    expect(await lineOf('login.failed', requestId)).toMatchObject({ userId: id, address: ADDRESS, code });
    expect(server.output()).not.toMatch(new RegExp(`"event":"login",.*${requestId}`));
  });

  it('has one line with address and request for each request above a limit', async () => {
    const responses = [];
    for (let request = 0; request < 3; request += 1)
      responses.push(await sendRequest(server, 'GET /api/nothing', { headers }));
    const { requestId } = expectProblem(responses.at(-1)!, 'rate.limited');
    expect(await lineOf('request.limited', requestId)).toMatchObject({ address: ADDRESS, code: 'rate.limited' });
  });

  it('has one line with user, address and request for each command above a limit', async () => {
    const ana = await register(server);
    const socket = await ana.connect({ extraHeaders: headers });
    const results = await Promise.all(Array.from({ length: 8 }, () => socket.emitRaw('nothing', {})));
    const { requestId } = results.at(-1)!.error as Problem;
    expect(await lineOf('command.limited', requestId)).toMatchObject({
      userId: ana.id,
      address: ADDRESS,
      code: 'rate.limited',
    });
  });

  it('has one line with address and request for each refused handshake, without the token', async () => {
    const client = new HubClient({ url: server.url, token: 'not-a-token' });
    const socket = client.connect({ transports: ['websocket'], forceNew: true, extraHeaders: headers });
    const refusal = await new Promise<Error & { data?: Problem }>((resolve) =>
      socket.io.once('connect_error', resolve),
    );
    expect(await lineOf('handshake.refused', refusal.data!.requestId)).toMatchObject({
      address: ADDRESS,
      code: 'auth.token_invalid',
    });
    expect(server.output()).not.toContain('not-a-token');
    socket.close();
  });

  it('has one line with user, address and request for each session that the server ends', async () => {
    const ana = await register(server);
    const socket = await ana.connect({ extraHeaders: headers });
    await server.query(`delete from users where id = '${ana.id}'`);
    const { error } = (await socket.next('session_expired')) as { error: { requestId: string } };
    const line = await lineOf('session.ended', error.requestId);
    expect(line).toMatchObject({ userId: ana.id, address: ADDRESS, code: 'auth.token_invalid' });
  });
});
