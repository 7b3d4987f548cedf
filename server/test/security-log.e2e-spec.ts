import type { Problem } from '@smart-hub/contract/problem';
import { HubClient } from '@smart-hub/sdk';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import { closeSockets, PASSWORD, register } from './support/hub.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';

const ADDRESS = '198.51.100.7';

describe('the security log has one line, with user, address and request,', () => {
  let server: TestServerProcess;
  beforeAll(async () => {
    const keys = { LOG_LEVEL: 'info', TRUST_PROXY: '1', LOGIN_FAILURES: '2', COMMAND_LIMIT: '1' };
    server = await startTestServer({ ...keys, THROTTLER_UNKNOWN_LIMIT: '2' });
  });
  afterEach(closeSockets);
  afterAll(stopTestServers);

  const headers = { 'x-forwarded-for': ADDRESS };
  const post = (path: string, json: object) => sendRequest(server, `POST /api/auth/${path}`, { json, headers });

  /** The line of a request, which is the only one of its kind. */
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
  const requestOf = ({ headers: answered }: HttpResponse) => answered.get('x-request-id')!;

  it('for each registration, login and failed login, and for one that has to wait', async () => {
    const credentials = { email: 'ana@example.com', password: PASSWORD };
    const registered = await post('register', { name: 'Ana', ...credentials });
    const { id } = (registered.body as { user: { id: string } }).user;
    const known = { userId: id, address: ADDRESS };
    expect(await lineOf('registration', requestOf(registered))).toMatchObject(known);
    expect(await lineOf('login', requestOf(await post('login', credentials)))).toMatchObject(known);
    const wrong = { ...credentials, password: 'Wrong-123' };
    for (let failure = 1; failure <= 2; failure += 1)
      expect(await lineOf('login.failed', requestOf(await post('login', wrong)))).toMatchObject(known);
    const delayed = expectProblem(await post('login', wrong), 'auth.login_delayed');
    expect(await lineOf('request.limited', delayed.requestId)).toMatchObject({ address: ADDRESS, code: delayed.code });

    const unknown = await lineOf('login.failed', requestOf(await post('login', { ...wrong, email: 'x@example.com' })));
    expect(unknown).toMatchObject({ address: ADDRESS });
    expect(unknown).not.toHaveProperty('userId');
    expect(server.output()).not.toMatch(/example\.com|Wrong-123/);
  });

  it('for a login that is refused because the account is disabled, though its password was right', async () => {
    const { id, email } = await register(server);
    await server.query(`update users set disabled_at = now() where id = '${id}'`);

    const { requestId, code } = expectProblem(await post('login', { email, password: PASSWORD }), 'auth.account_disabled');

    expect(await lineOf('login.failed', requestId)).toMatchObject({ userId: id, address: ADDRESS, code });
    expect(server.output()).not.toMatch(new RegExp(`"event":"login",.*${requestId}`));
  });

  it('for each request above a limit', async () => {
    const asked = [];
    for (let request = 0; request < 3; request += 1) asked.push(await sendRequest(server, 'GET /api/nothing', { headers }));
    const { requestId } = expectProblem(asked.at(-1)!, 'rate.limited');
    expect(await lineOf('request.limited', requestId)).toMatchObject({ address: ADDRESS, code: 'rate.limited' });
  });

  it('for each command above a limit', async () => {
    const ana = await register(server);
    const socket = await ana.connect({ extraHeaders: headers });
    const answers = await Promise.all(Array.from({ length: 8 }, () => socket.emitRaw('nothing', {})));
    const { requestId } = answers.at(-1)!.error as Problem;
    expect(await lineOf('command.limited', requestId)).toMatchObject({
      userId: ana.id,
      address: ADDRESS,
      code: 'rate.limited',
    });
  });

  it('for each refused handshake, without the token', async () => {
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

  it('for each session that the server ends', async () => {
    const ana = await register(server);
    const socket = await ana.connect({ extraHeaders: headers });
    await server.query(`delete from users where id = '${ana.id}'`);
    const { error } = (await socket.next('session_expired')) as { error: { requestId: string } };
    const line = await lineOf('session.ended', error.requestId);
    expect(line).toMatchObject({ userId: ana.id, address: ADDRESS, code: 'auth.token_invalid' });
  });
});
