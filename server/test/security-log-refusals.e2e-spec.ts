import type { Problem } from '@smart-hub/contract/problem';
import { io } from 'socket.io-client';
import { Client } from 'pg';
import { sendRequest, expectProblem } from './support/http.js';
import { closeSockets, register, waitUntil, type TestPerson } from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';

/** A parsed line of the log. */
type Line = Record<string, unknown>;

describe('the security log', () => {
  let server: TestServerProcess;
  let ana: TestPerson;
  /** The connection that keeps a table locked. It is closed after each test, so that a failed test does not block the next. */
  let locker: Client | undefined;
  beforeAll(async () => {
    server = await startTestServer({
      LOG_LEVEL: 'info',
      TRUST_PROXY: '1',
      HANDSHAKES_IN_FLIGHT: '1',
      CONNECTIONS_PER_ADDRESS: '40',
    });
    ana = await register(server, 'Ana');
  });
  afterEach(async () => {
    closeSockets();
    await locker?.end();
    locker = undefined;
  });
  afterAll(stopTestServers);

  const linesOf = (address: string): Line[] =>
    server
      .output()
      .split('\n')
      .filter((line) => line.includes(`"address":"${address}"`))
      .map((line) => JSON.parse(line) as Line);

  /** Attempts a handshake with Socket.IO's client. Resolves when it is refused. */
  const attemptHandshake = (address: string, { token, origin }: { token?: string; origin?: string }) =>
    new Promise<void>((refused) => {
      const extraHeaders = { 'x-forwarded-for': address, ...(origin === undefined ? {} : { origin }) };
      const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token }, extraHeaders };
      const socket = io(server.url, options);
      socket.once('connect_error', () => {
        socket.close();
        refused();
      });
    });
  const poll = async (address: string, query: string, init: RequestInit = {}) => {
    const headers = { 'x-forwarded-for': address, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${server.url}/socket.io/?${query}`, { ...init, headers });
    expect(response.status).toBe(400);
  };

  it.each<[string, string, string, (address: string) => Promise<unknown>]>([
    ['without a token', '192.0.2.1', 'auth.token_missing', (address) => attemptHandshake(address, {})],
    [
      'with an invalid token',
      '192.0.2.2',
      'auth.token_invalid',
      (address) => attemptHandshake(address, { token: 'none' }),
    ],
    [
      'from a page of another origin',
      '192.0.2.3',
      'auth.origin_refused',
      (address) => attemptHandshake(address, { token: ana.token, origin: 'https://evil.example' }),
    ],
    ['over an unknown transport', '192.0.2.4', 'request.malformed', (address) => poll(address, 'EIO=4&transport=x')],
    [
      'in another version of the protocol',
      '192.0.2.5',
      'request.malformed',
      (address) => poll(address, 'EIO=3&transport=polling'),
    ],
    [
      'with another method',
      '192.0.2.6',
      'request.malformed',
      (address) => poll(address, 'EIO=4&transport=polling', { method: 'POST', body: '40' }),
    ],
    ['for JSONP', '192.0.2.7', 'request.malformed', (address) => poll(address, 'EIO=4&transport=polling&j=0')],
    [
      'over a WebSocket without an upgrade',
      '192.0.2.8',
      'request.malformed',
      (address) => poll(address, 'EIO=4&transport=websocket'),
    ],
  ])('has a line with the address for each refused handshake: %s', async (_, address, code, attempt) => {
    await attempt(address);

    await server.waitForLog(address);
    expect(linesOf(address)).toEqual([
      expect.objectContaining({ level: 30, context: 'Security', event: 'handshake.refused', address, code }),
    ]);
    expect(server.output()).not.toContain(ana.token);
  });

  it('has a line with the address for each polling request by a client other than the session’s owner, or with an unknown session id', async () => {
    const session = await PollingClient.openAuthenticated(server.url, ana.token, { 'user-agent': 'Phone' });
    const { search } = new URL(session.path(), server.url);

    await poll('192.0.2.20', search.slice(1), { headers: { 'user-agent': 'Thief' } });
    await poll('192.0.2.21', 'EIO=4&transport=polling&sid=nobody');

    for (const address of ['192.0.2.20', '192.0.2.21']) {
      await server.waitForLog(address);
      expect(linesOf(address)).toEqual([
        expect.objectContaining({ event: 'session.refused', address, code: 'request.malformed' }),
      ]);
    }
    expect(server.output()).not.toContain(new URLSearchParams(search).get('sid'));
  });

  it('has a line with the address for each handshake that is refused because too many handshakes wait, the handshake has waited too long, or the address has reached its limit', async () => {
    const {
      DB_HOST: host,
      DB_PORT: port,
      DB_USERNAME: user,
      DB_PASSWORD: password,
      DB_NAME: database,
    } = server.database;
    locker = new Client({ host, port, user, password, database });
    await locker.connect();
    const observer = locker;
    await locker.query('begin; lock table users in access exclusive mode');
    const openSession = (address: string) =>
      fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { 'x-forwarded-for': address } });
    const codes = () => [...new Set(linesOf('192.0.2.30').map(({ code }) => code))];
    void attemptHandshake('192.0.2.31', { token: ana.token });
    void attemptHandshake('192.0.2.31', { token: ana.token });
    await waitUntil('handshakes wait', async () => {
      const { rows } = await observer.query<{ count: string }>(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return Number(rows[0]!.count) > 0;
    });

    const responses = await Promise.all(Array.from({ length: 45 }, () => openSession('192.0.2.30')));

    expect(responses.map(({ status }) => status)).toContain(503);
    await waitUntil('each refusal is logged', () => codes().length === 1);
    expect(codes()).toEqual(['server.overloaded']);
    await locker.end();
    locker = undefined;
    await waitUntil('new sessions are accepted again', async () => (await openSession('192.0.2.32')).status === 200);
    // Opens one session after the other, so that no handshake has to wait.
    await waitUntil('the address has reached its limit', async () => (await openSession('192.0.2.33')).status === 503);
    await server.waitForLog('192.0.2.33');
    expect(linesOf('192.0.2.33')[0]).toMatchObject({ event: 'handshake.refused', code: 'rate.concurrent' });
  });

  it('has a line with the address for each request or command that its sender is not allowed to make', async () => {
    const [ben, eve] = [await register(server, 'Ben'), await register(server, 'Eve')];
    const anaSocket = await ana.connect();
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'for Ana and Ben only' });
    const headers = { 'x-forwarded-for': '192.0.2.40' };
    const invitations = 'GET /api/invitations';
    const [profile, messages] = ['GET /api/users/profile', `GET /api/messages/${conversation.id}`];
    expect((await sendRequest(server, invitations, { token: eve.token, headers })).status).toBe(200);
    const denied = [
      expectProblem(await sendRequest(server, profile, { headers }), 'auth.token_missing'),
      expectProblem(await sendRequest(server, profile, { headers, token: 'none' }), 'auth.token_invalid'),
      expectProblem(await sendRequest(server, messages, { headers, token: eve.token }), 'conversation.not_found'),
    ];
    const socket = await eve.connect({ extraHeaders: headers });
    const { error } = await socket.emitRaw('send_message', { conversationId: conversation.id, content: 'let me in' });

    for (const { requestId, code } of denied) {
      const line = JSON.parse(await server.waitForLog(requestId)) as Line;
      expect(line).toMatchObject({ event: 'request.denied', address: '192.0.2.40', code });
      expect(line['userId']).toBe(code === 'conversation.not_found' ? eve.id : undefined);
    }
    const { requestId } = error as Problem;
    const line = JSON.parse(await server.waitForLog(requestId)) as Line;
    expect(line).toMatchObject({ event: 'command.denied', userId: eve.id, code: 'conversation.not_found' });
    expect(linesOf('192.0.2.40')).toHaveLength(4);
  });
});
