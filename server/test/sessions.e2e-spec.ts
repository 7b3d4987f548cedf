import { Login } from '@smart-hub/contract/auth';
import type { Session } from '@smart-hub/contract/sessions';
import { sendRequest, expectProblem, type HttpResponse } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  connectWithToken,
  PASSWORD,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { mustNotBeLogged } from './support/suite-log.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const UNKNOWN_ID = '018f3b1c-7a00-7000-8000-00000000ffff';

let hub: TestHub;
let ana: TestPerson;
beforeAll(async () => {
  hub = await startHub();
});
beforeEach(async () => {
  ana = await register(hub, 'Ana');
});
afterEach(closeSockets);
afterAll(closeHubs);

async function logIn(
  { email }: Pick<TestPerson, 'email'>,
  { refresh, userAgent = FIREFOX }: { refresh?: 'body' | 'cookie'; userAgent?: string } = {},
): Promise<Login & { refresh_token: string }> {
  const headers = { 'user-agent': userAgent };
  const json = { email, password: PASSWORD, ...(refresh && { refresh }) };
  const login = Login.strict().parse((await sendRequest(hub, 'POST /api/auth/login', { json, headers })).body);
  mustNotBeLogged([login.refresh_token]);
  return { refresh_token: '', ...login };
}

const tryRefresh = (refresh_token: string, at: Pick<TestHub, 'url'> = hub) =>
  sendRequest(at, 'POST /api/auth/refresh', { json: { refresh_token } });

async function refresh(refresh_token: string, at?: Pick<TestHub, 'url'>): Promise<Login & { refresh_token: string }> {
  const response = await tryRefresh(refresh_token, at);
  expect(response.status).toBe(200);
  const login = Login.required({ refresh_token: true }).strict().parse(response.body);
  mustNotBeLogged([login.refresh_token]);
  return login;
}

const profile = (token: string) => sendRequest(hub, 'GET /api/users/profile', { token });
const sessionsOf = async (token: string) => (await sendRequest(hub, 'GET /api/sessions', { token })).body as Session[];
/** Moves the times at which the refresh tokens of a session were spent into the past. */
const backdateRotations = (sessionId: string, seconds: number) =>
  hub.sql.rows(
    `update sessions set recent_rotations = array(
       select at - $2 * interval '1 second' from unnest(recent_rotations) with ordinality t (at, n) order by n) where id = $1`,
    [sessionId, seconds],
  );
const cookiesOf = ({ headers }: HttpResponse) =>
  headers.getSetCookie().filter((cookie) => cookie.includes('hub_refresh'));

describe('a session', () => {
  it('is listed only for its user, with its device, and marked if it is the current session', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    const ben = await register(hub, 'Ben');

    const sessions = await sessionsOf(login.access_token);

    expect(sessions.map(({ id }) => id)).toContain(login.sessionId);
    expect(sessions.find(({ current }) => current)).toMatchObject({ id: login.sessionId, device: 'Firefox on Linux' });
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions).toHaveLength(2);
    expect((await sessionsOf(ben.token)).map(({ id }) => id)).not.toContain(login.sessionId);
  });

  it('ends with its access token if its client did not request a refresh token', async () => {
    const login = await logIn(ana);

    expect(login.refresh_token).toBe('');
    const session = (await sessionsOf(login.access_token)).find(({ current }) => current)!;
    expect(Math.abs(Date.parse(session.expiresAt) - Date.parse(login.expiresAt))).toBeLessThan(2000);
  });

  it('lasts for SESSION_LIFETIME after each renewal', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    await hub.sql.rows(`update sessions set expires_at = now() + interval '1 minute' where id = $1`, [login.sessionId]);

    const renewed = await refresh(login.refresh_token);

    const session = (await sessionsOf(renewed.access_token)).find(({ current }) => current)!;
    const days = (Date.parse(session.expiresAt) - Date.now()) / 86_400_000;
    expect([days > 29.9, days < 30.1]).toEqual([true, true]);
  });

  it('that has expired is neither renewed nor listed, and its access token is refused', async () => {
    const [login, other] = [await logIn(ana, { refresh: 'body' }), await logIn(ana)];
    await hub.sql.rows('update sessions set expires_at = now() where id = $1', [login.sessionId]);

    expectProblem(await tryRefresh(login.refresh_token), 'auth.token_expired');
    expectProblem(await profile(login.access_token), 'auth.token_invalid');
    expect((await sessionsOf(other.access_token)).map(({ id }) => id)).not.toContain(login.sessionId);
  });

  it('ends if it is the least recently used of 200 sessions of its user and the user logs in again', async () => {
    const login = await logIn(ana);
    await hub.sql.rows(
      `insert into sessions (id, user_id, generation, device, address, expires_at)
       select gen_random_uuid(), $1, 0, 'test', '', now() + interval '1 hour' from generate_series(1, 199)`,
      [ana.id],
    );
    await hub.sql.rows(`update sessions set last_used_at = now() - interval '1 day' where id = $1`, [login.sessionId]);

    const next = await logIn(ana);

    expect(await sessionsOf(next.access_token)).toHaveLength(200);
    expectProblem(await profile(login.access_token), 'auth.token_invalid');
  });

  it('shows the time and the network address of its last use', async () => {
    const login = await logIn(ana);
    await hub.sql.rows(`update sessions set last_used_at = now() - interval '1 day', address = '' where id = $1`, [
      login.sessionId,
    ]);

    await hub.stop();
    await hub.start();
    expect((await profile(login.access_token)).status).toBe(200);
    await hub.stop();
    await hub.start();

    const session = (await sessionsOf(login.access_token)).find(({ current }) => current)!;
    expect(Date.now() - Date.parse(session.lastUsedAt)).toBeLessThan(60_000);
    expect(session.address).not.toBe('');
  });
});

describe('a refresh token', () => {
  it('is exchanged for an access token and a new refresh token, and is stored only as a hash', async () => {
    const login = await logIn(ana, { refresh: 'body' });

    const renewed = await refresh(login.refresh_token);

    expect(renewed).toMatchObject({ sessionId: login.sessionId, user: { id: ana.id } });
    expect(renewed.refresh_token).not.toBe(login.refresh_token);
    expect((await profile(renewed.access_token)).status).toBe(200);
    expect((await profile(login.access_token)).status).toBe(200);
    const [row] = await hub.sql.rows('select s::text as row from sessions s where id = $1', [login.sessionId]);
    for (const token of [login.refresh_token, renewed.refresh_token]) {
      const secret = Buffer.from(token, 'base64url').subarray(16).toString('hex');
      expect(String(row!['row'])).not.toContain(secret);
    }
  });

  it('that two tabs spend at the same moment is exchanged for the same new token, round after round', async () => {
    let [first, second] = Array<Login & { refresh_token: string }>(2).fill(await logIn(ana, { refresh: 'body' }));

    for (let round = 1; round <= 20; round += 1) {
      [first, second] = await Promise.all([refresh(first!.refresh_token), refresh(second!.refresh_token)]);
      expect(first.refresh_token).toBe(second.refresh_token);
    }

    expect((await profile(first!.access_token)).status).toBe(200);
  });

  it('that was spent less than 20 s ago is exchanged for the newest token of the session', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    const second = await refresh(login.refresh_token);
    const third = await refresh(second.refresh_token);
    await backdateRotations(login.sessionId, 18);

    expect((await refresh(login.refresh_token)).refresh_token).toBe(third.refresh_token);
    expect((await refresh(second.refresh_token)).refresh_token).toBe(third.refresh_token);
  });

  it('that was spent more than 20 s ago ends the session', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    const renewed = await refresh(login.refresh_token);
    await backdateRotations(login.sessionId, 21);

    expectProblem(await tryRefresh(login.refresh_token), 'auth.session_ended');
    expectProblem(await tryRefresh(renewed.refresh_token), 'auth.session_ended');
    expectProblem(await profile(renewed.access_token), 'auth.token_invalid');
  });

  it('that was spent several renewals ago ends the session', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    let newest = login.refresh_token;
    for (let round = 1; round <= 3; round += 1) newest = (await refresh(newest)).refresh_token;
    await backdateRotations(login.sessionId, 3600);
    newest = (await refresh(newest)).refresh_token;

    expectProblem(await tryRefresh(login.refresh_token), 'auth.session_ended');
    expectProblem(await tryRefresh(newest), 'auth.session_ended');
  });

  it('that was never issued is refused, and ends no session', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    const bytes = Buffer.from(login.refresh_token, 'base64url');
    const neverIssued = Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(32, 7)]).toString('base64url');

    for (const token of [neverIssued, 'x', 'x'.repeat(64), login.access_token.slice(0, 200)])
      expectProblem(await tryRefresh(token), 'auth.session_ended');
    expectProblem(await sendRequest(hub, 'POST /api/auth/refresh', { json: {} }), 'auth.token_missing');

    expect((await tryRefresh(login.refresh_token)).status).toBe(200);
  });

  it('stays valid when JWT_SECRET is replaced, even while two tabs renew', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    const second = await refresh(login.refresh_token);
    const rotated = await startHub({ JWT_SECRET: 'another secret than all the others here' }, hub.database);

    expect((await refresh(login.refresh_token, rotated)).refresh_token).toBe(second.refresh_token);
    expect((await tryRefresh(second.refresh_token, rotated)).status).toBe(200);
    await rotated.stop();
  });

  it('of a disabled or deleted account is refused', async () => {
    const login = await logIn(ana, { refresh: 'body' });
    await hub.sql.rows('update users set disabled_at = now() where id = $1', [ana.id]);
    expectProblem(await tryRefresh(login.refresh_token), 'auth.session_ended');

    await hub.sql.rows('delete from users where id = $1', [ana.id]);

    expectProblem(await tryRefresh(login.refresh_token), 'auth.session_ended');
  });
});

describe('the refresh cookie of a page', () => {
  let proxied: TestHub;
  beforeAll(async () => {
    proxied = await startHub({ TRUST_PROXY: '1' }, hub.database);
  });
  afterAll(() => proxied.stop());

  const logInAt = (at: Pick<TestHub, 'url'>, headers: Record<string, string> = {}) =>
    sendRequest(at, 'POST /api/auth/login', {
      json: { email: ana.email, password: PASSWORD, refresh: 'cookie' },
      headers,
    });
  const refreshWith = (cookie: string, headers: Record<string, string> = {}, at: Pick<TestHub, 'url'> = hub) =>
    sendRequest(at, 'POST /api/auth/refresh', { json: {}, headers: { cookie, ...headers } });
  const pairOf = (response: HttpResponse) => cookiesOf(response)[0]!.split(';')[0]!;

  it('contains the refresh token over plain HTTP, and scripts cannot read it', async () => {
    const response = await logInAt(hub);

    const [cookie, ...more] = cookiesOf(response);
    expect(more).toEqual([]);
    expect(cookie).toMatch(
      /^hub_refresh=[\w-]{64}; Max-Age=2592000; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(response.body).not.toHaveProperty('refresh_token');
    const renewed = await refreshWith(pairOf(response));
    expect(renewed.status).toBe(200);
    expect(renewed.body).not.toHaveProperty('refresh_token');
    expect(pairOf(renewed)).not.toBe(pairOf(response));
    expect((await refreshWith(pairOf(renewed))).status).toBe(200);
  });

  it('is bound to the host over HTTPS', async () => {
    const https = { 'x-forwarded-proto': 'https' };

    const response = await logInAt(proxied, https);

    expect(cookiesOf(response)).toEqual([
      expect.stringMatching(
        /^__Host-hub_refresh=[\w-]{64}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
    expect((await refreshWith(pairOf(response), https, proxied)).status).toBe(200);
    const plain = pairOf(response).replace('__Host-', '');
    expectProblem(await refreshWith(plain, https, proxied), 'auth.token_missing');
  });

  it('is bound to the host behind an untrusted proxy if the Origin header says that the page was loaded over HTTPS', async () => {
    const { url } = hub;
    const response = await logInAt({ url }, { origin: url.replace('http', 'https') });

    expect(cookiesOf(response)[0]).toMatch(/^__Host-hub_refresh=.*; Secure;/);
  });

  it('is cleared by a logout, but not by a failed renewal', async () => {
    const response = await logInAt(hub);
    const pair = pairOf(response);

    const out = await sendRequest(hub, 'POST /api/auth/logout', { json: {}, headers: { cookie: pair } });
    const failed = await refreshWith(pair);

    expect(out.status).toBe(200);
    expect(cookiesOf(out)).toEqual([expect.stringMatching(/^hub_refresh=; .*Expires=Thu, 01 Jan 1970/)]);
    expectProblem(failed, 'auth.session_ended');
    expect(cookiesOf(failed)).toEqual([]);
    expectProblem(await profile((response.body as Login).access_token), 'auth.token_invalid');
  });

  it('is replaced by the next login, which ends the session of the old cookie', async () => {
    const first = await logInAt(hub);
    const second = await logInAt(hub, { cookie: pairOf(first) });

    expectProblem(await profile((first.body as Login).access_token), 'auth.token_invalid');
    expect((await refreshWith(pairOf(second))).status).toBe(200);
  });

  it('is refused from a page of another origin', async () => {
    const pair = pairOf(await logInAt(hub));

    expectProblem(await refreshWith(pair, { origin: 'https://evil.example.com' }), 'auth.origin_refused');
    expect((await refreshWith(pair, { origin: hub.url.replace(/:\d+$/, '') })).status).toBe(403);
    expect((await refreshWith(pair)).status).toBe(200);
  });
});

describe('ending a session', () => {
  it('disconnects its sockets, refuses its tokens at once, and does not affect other sessions', async () => {
    const [current, phone] = [await logIn(ana), await logIn(ana, { refresh: 'body', userAgent: 'phone/1' })];
    const phoneSocket = await connectWithToken(hub, phone.access_token);
    const currentSocket = await connectWithToken(hub, current.access_token);
    const ended = phoneSocket.waitForDisconnect();

    const response = await sendRequest(hub, `DELETE /api/sessions/${phone.sessionId}`, { token: current.access_token });

    expect(response.body).toMatchObject({ id: phone.sessionId, device: 'phone', current: false });
    expectProblem(await profile(phone.access_token), 'auth.token_invalid');
    expectProblem(await tryRefresh(phone.refresh_token), 'auth.session_ended');
    expect((await phoneSocket.next('session_expired')).error.code).toBe('auth.token_invalid');
    expect(await ended).toBe('io server disconnect');
    expect(await currentSocket.emitRaw('ping')).toEqual({});
    expect(currentSocket.receivedNames()).not.toContain('session_expired');
    const repeated = await sendRequest(hub, `DELETE /api/sessions/${phone.sessionId}`, { token: current.access_token });
    expectProblem(repeated, 'session.not_found');
  });

  it('of another user is refused like ending an unknown session', async () => {
    const ben = await register(hub, 'Ben');
    const login = await logIn(ana);

    const foreign = expectProblem(
      await sendRequest(hub, `DELETE /api/sessions/${login.sessionId}`, { token: ben.token }),
      'session.not_found',
    );
    const unknown = expectProblem(
      await sendRequest(hub, `DELETE /api/sessions/${UNKNOWN_ID}`, { token: ben.token }),
      'session.not_found',
    );

    expect(foreign.detail).toBe(unknown.detail);
    expect((await profile(login.access_token)).status).toBe(200);
  });

  it('is possible for all other sessions of the user at once', async () => {
    const logins = [await logIn(ana), await logIn(ana), await logIn(ana)];
    const [current, ...others] = logins;
    const socket = await connectWithToken(hub, others[0]!.access_token);

    const response = await sendRequest(hub, 'DELETE /api/sessions', { token: current!.access_token });

    expect(response.body).toEqual({ ended: 3 });
    await socket.next('session_expired');
    for (const { access_token } of others) expectProblem(await profile(access_token), 'auth.token_invalid');
    expect(await sessionsOf(current!.access_token)).toEqual([expect.objectContaining({ id: current!.sessionId })]);
  });

  it('directly in the database is noticed by the nodes within a second', async () => {
    const login = await logIn(ana);
    const socket = await connectWithToken(hub, login.access_token);
    const started = performance.now();

    await hub.sql.rows('update sessions set ended_at = clock_timestamp() where id = $1', [login.sessionId]);
    await socket.next('session_expired');

    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is done by a logout with the access token or the refresh token', async () => {
    const [first, second] = [await logIn(ana, { refresh: 'body' }), await logIn(ana, { refresh: 'body' })];
    const socket = await connectWithToken(hub, first.access_token);

    expect((await sendRequest(hub, 'POST /api/auth/logout', { json: {}, token: first.access_token })).status).toBe(200);
    const json = { refresh_token: second.refresh_token };
    expect((await sendRequest(hub, 'POST /api/auth/logout', { json })).status).toBe(200);
    expect((await sendRequest(hub, 'POST /api/auth/logout', { json })).status).toBe(200);

    await socket.next('session_expired');
    for (const { access_token, refresh_token } of [first, second]) {
      expectProblem(await profile(access_token), 'auth.token_invalid');
      expectProblem(await tryRefresh(refresh_token), 'auth.session_ended');
    }
  });
});

describe('a socket', () => {
  it('that authenticates with a renewed token stays connected, and a socket with the expired token is disconnected', async () => {
    const short = await startHub({ JWT_EXPIRES_IN: '6s' });
    const ben = await register(short, 'Ben');
    const json = { email: ben.email, password: PASSWORD, refresh: 'body' };
    const login = (await sendRequest(short, 'POST /api/auth/login', { json })).body as Login;
    const [first, second] = [0, 1].map(() => connectWithToken(short, login.access_token));
    const socket = await first!;
    const other = await second!;
    // Expiries are whole seconds: after a second, the next token expires later than the first.
    const secondLater = Date.parse(login.expiresAt) - 4500;
    await waitUntil('a second has passed', () => Date.now() > secondLater);
    const next = await refresh(login.refresh_token!, short);

    const response = await socket.hub.command('authenticate', { token: next.access_token });

    expect(response).toEqual({ expiresAt: next.expiresAt });
    expect((await other.next('session_expired')).error.code).toBe('auth.token_expired');
    expect(await socket.emitRaw('ping')).toEqual({});
    await short.close();
  });

  it('cannot authenticate with an invalid token, or with a token of another user or an ended session, and stays connected', async () => {
    const ben = await register(hub, 'Ben');
    const [login, ended] = [await logIn(ana), await logIn(ana)];
    await sendRequest(hub, `DELETE /api/sessions/${ended.sessionId}`, { token: login.access_token });
    const socket = await connectWithToken(hub, login.access_token);

    const codeOf = async (payload: unknown) => (await socket.emitRaw('authenticate', payload)).error?.code;
    expect(await codeOf({ token: ben.token })).toBe('auth.other_user');
    expect(await codeOf({ token: ended.access_token })).toBe('auth.token_invalid');
    expect(await codeOf({ token: 'never issued' })).toBe('auth.token_invalid');
    expect(await codeOf({})).toBe('request.invalid');
    expect(await codeOf({ token: login.access_token })).toBeUndefined();

    const sessions = await sessionsOf(login.access_token);
    expect(sessions.map(({ id }) => id)).toContain(login.sessionId);
    expect(await socket.emitRaw('ping')).toEqual({});
  });

  it('belongs to the session of its newest token', async () => {
    const [first, second, third] = [await logIn(ana), await logIn(ana), await logIn(ana)];
    const socket = await connectWithToken(hub, first.access_token);
    await socket.hub.command('authenticate', { token: second.access_token });

    await sendRequest(hub, `DELETE /api/sessions/${first.sessionId}`, { token: third.access_token });
    await hub.sql.rows('select 1');
    expect(await socket.emitRaw('ping')).toEqual({});
    await sendRequest(hub, `DELETE /api/sessions/${second.sessionId}`, { token: third.access_token });

    await socket.next('session_expired');
    expect(socket.payloads('session_expired')).toHaveLength(1);
  });
});
