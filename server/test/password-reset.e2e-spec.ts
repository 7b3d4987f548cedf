import { Problem } from '@smart-hub/contract/problem';
import { sendRequest, expectProblem, invalidFields, type HttpResponse } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { mailSettingsFor, MailServer, PUBLIC_URL, SilentMailServer } from './support/mail-server.js';
import { sendRaw } from './support/raw-http.js';
import { stopTestServers, startTestServer } from './support/server-process.js';
import { mustNotBeLogged } from './support/suite-log.js';

const NEW_PASSWORD = 'Zug-nach-4Ulm';

const requestReset = (hub: Pick<TestHub, 'url'>, email: string, headers = {}) =>
  sendRequest(hub, 'POST /api/auth/password-reset', { json: { email }, headers });
const confirm = (hub: Pick<TestHub, 'url'>, token: string, password = NEW_PASSWORD) =>
  sendRequest(hub, 'POST /api/auth/password-reset/confirm', { json: { token, password } });
const login = (hub: Pick<TestHub, 'url'>, email: string, password: string) =>
  sendRequest(hub, 'POST /api/auth/login', { json: { email, password } });
/** Makes the last link of an account count as mailed five minutes ago, so that another request mails a link. */
const allowNextLink = (hub: TestHub, id: string) =>
  hub.sql.rows(`update mail_tokens set created_at = created_at - interval '5 minutes' where user_id = $1`, [id]);

describe('a password reset', () => {
  let mail: MailServer;
  let hub: TestHub;
  beforeAll(async () => {
    mail = await MailServer.start();
    hub = await startHub(mailSettingsFor(mail));
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await mail.close();
  });

  it('is offered, and its link starts with PUBLIC_URL whatever X-Forwarded-Host the request has', async () => {
    expect((await sendRequest(hub, 'GET /api/registration')).body).toMatchObject({ passwordReset: true });
    const { email } = await register(hub);

    const response = await requestReset(hub, email, { 'x-forwarded-host': 'evil.example.com', origin: hub.url });

    expect([response.status, response.body]).toEqual([200, {}]);
    const [received] = await mail.mailsTo(email, 1);
    expect(received!.link).toMatchObject({ action: 'reset', url: expect.stringMatching(`^${PUBLIC_URL}/#reset=`) });
    expect(received!.link!.token).toMatch(/^[\w-]{43}$/);
    expect(received!.from).toBe('hub@hub.example.org');
    expect(received!.headers).toMatch(/^Subject: Choose a new password$/m);
    expect(received!.headers).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(received!.body).toContain('30 minutes');
  });

  it('does not use a forged Host header in its link', async () => {
    const { email } = await register(hub);
    const body = JSON.stringify({ email });
    const lines = [
      'POST /api/auth/password-reset HTTP/1.1',
      'Host: evil.example.com',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];

    const [response] = await sendRaw(hub.url, `${lines.join('\r\n')}\r\n\r\n${body}`);
    expect(response!.status).toBe(200);

    const [received] = await mail.mailsTo(email, 1);
    expect(received!.link!.url).toContain(`${PUBLIC_URL}/`);
    expect(received!.body + received!.headers).not.toContain('evil');
  });

  it('lets the user log in with the new password only, ends every session, and sends a notification by e-mail', async () => {
    const ana = await register(hub);
    const socket = await ana.connect();
    await requestReset(hub, ana.email.toUpperCase());
    const { token } = await mail.linkTo(ana.email);

    const response = await confirm(hub, token);

    expect([response.status, response.body]).toEqual([200, {}]);
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: ana.token }), 'auth.token_invalid');
    expect(await socket.next('session_expired')).toMatchObject({ error: { code: 'auth.token_invalid' } });
    expectProblem(await login(hub, ana.email, PASSWORD), 'auth.credentials_invalid');
    const session = (await login(hub, ana.email, NEW_PASSWORD)).body as { user: object };
    expect(session.user).toMatchObject({ id: ana.id, emailVerified: true });
    const [, notice] = await mail.mailsTo(ana.email, 2);
    expect(notice!.headers).toMatch(/^Subject: Your password was changed$/m);
    expect(notice!.link).toBeUndefined();
  });

  it('and a later password change each send a notification by e-mail, but only to a verified address', async () => {
    const [ana, unverified] = [await register(hub), await register(hub)];
    await requestReset(hub, ana.email);
    await confirm(hub, (await mail.linkTo(ana.email)).token);
    const session = (await login(hub, ana.email, NEW_PASSWORD)).body as { access_token: string };
    const change = (token: string, currentPassword: string) =>
      sendRequest(hub, 'POST /api/auth/password', {
        token,
        json: { currentPassword, newPassword: 'four words in a row' },
      });

    expect((await change(unverified.token, PASSWORD)).status).toBe(200);
    expect((await change(session.access_token, NEW_PASSWORD)).status).toBe(200);

    const [, , notice] = await mail.mailsTo(ana.email, 3);
    expect(notice!.headers).toMatch(/^Subject: Your password was changed$/m);
    expect(notice!.body).toContain('All other sessions have ended');
    // This link is the first mail to the unverified address: the change of the password sent no mail.
    await requestReset(hub, unverified.email);
    expect((await mail.mailsTo(unverified.email, 1))[0]!.headers).toMatch(/^Subject: Choose a new password$/m);
  });

  it('deletes the failed logins of the account, so that the user can log in without delay', async () => {
    const hubWithDelay = await startHub({ ...mailSettingsFor(mail), LOGIN_FAILURES: '1' }, hub.database);
    const { email } = await register(hub);
    await login(hubWithDelay, email, 'Wrong-123');
    expectProblem(await login(hubWithDelay, email, PASSWORD), 'auth.login_delayed');
    await requestReset(hubWithDelay, email);

    expect((await confirm(hubWithDelay, (await mail.linkTo(email)).token)).status).toBe(200);

    expect((await login(hubWithDelay, email, NEW_PASSWORD)).status).toBe(200);
    await hubWithDelay.stop();
  });

  it('accepts its link once, even when two requests use the link concurrently', async () => {
    const { id, email } = await register(hub);
    await requestReset(hub, email);
    const { token } = await mail.linkTo(email);

    const responses = await Promise.all(
      ['Zug-nach-5Ulm', 'Zug-nach-6Ulm'].map((password) => confirm(hub, token, password)),
    );

    expect(responses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
    for (const response of responses) if (response.status === 403) expectProblem(response, 'auth.link_invalid');
    expectProblem(await confirm(hub, token), 'auth.link_invalid');
    const [row] = await hub.sql.rows<{ generation: number }>(
      'select token_generation as generation from users where id = $1',
      [id],
    );
    expect(row).toEqual({ generation: 1 });
  });

  it('refuses a link that is unknown, expired, replaced or for another purpose, with the same message', async () => {
    const { id, email } = await register(hub);
    await requestReset(hub, email);
    const replaced = await mail.linkTo(email);
    await allowNextLink(hub, id);
    await requestReset(hub, email);
    const expired = await mail.linkTo(email, 2);
    await hub.sql.rows('update mail_tokens set expires_at = clock_timestamp() where user_id = $1', [id]);

    const details = [];
    for (const token of ['x'.repeat(43), replaced.token, expired.token])
      details.push(expectProblem(await confirm(hub, token), 'auth.link_invalid').detail);

    expect(new Set(details).size).toBe(1);
    expect((await login(hub, email, PASSWORD)).status).toBe(200);
    await hub.sql.rows(
      `update mail_tokens set expires_at = clock_timestamp() + interval '1 minute', purpose = 'verify' where user_id = $1`,
      [id],
    );
    expectProblem(await confirm(hub, expired.token), 'auth.link_invalid');
  });

  it('applies the password rules of the registration, and keeps the link valid until a password is accepted', async () => {
    const { email } = await register(hub);
    await requestReset(hub, email);
    const { token } = await mail.linkTo(email);

    for (const password of ['short', 'Password-1', `${email}-12`])
      expect(invalidFields(await confirm(hub, token, password))).toEqual(['password']);

    expect((await confirm(hub, token)).status).toBe(200);
  });

  it('gets the same response with and without an account, and when a link has just been mailed', async () => {
    const { id, email } = await register(hub);
    const disabled = await register(hub);
    await hub.sql.rows('update users set disabled_at = now() where id = $1', [disabled.id]);
    await requestReset(hub, email);
    await mail.mailsTo(email, 1);

    const addresses = [email, 'nobody@example.com', 'no address', '', disabled.email];
    const responses = await Promise.all(addresses.map((address) => requestReset(hub, address)));

    for (const response of responses) expect(comparable(response)).toEqual(comparable(responses[0]!));
    // The next requested link is the second mail to this address: the requests above have sent none.
    await allowNextLink(hub, id);
    await requestReset(hub, email);
    expect(await mail.mailsTo(email, 2)).toHaveLength(2);
  });

  it('gets its response before the account is looked up', async () => {
    const { id, email } = await register(hub);
    const lock = await hub.openTransaction('select from users where id = $1 for update', [id]);

    expect((await requestReset(hub, email)).status).toBe(200);

    await lock.rollback();
    expect((await mail.linkTo(email)).action).toBe('reset');
  });

  it('leaves a disabled account disabled, and sends no mail to an erased one', async () => {
    const [disabled, erased] = [await register(hub), await register(hub)];
    await hub.sql.rows('update users set disabled_at = now() where id = any ($1)', [[disabled.id, erased.id]]);
    await hub.sql.rows('update users set erased_at = now() where id = $1', [erased.id]);
    await requestReset(hub, erased.email);
    await requestReset(hub, disabled.email);

    expect((await confirm(hub, (await mail.linkTo(disabled.email)).token)).status).toBe(200);

    expectProblem(await login(hub, disabled.email, NEW_PASSWORD), 'auth.account_disabled');
    expect(mail.mails.filter(({ to }) => to.includes(erased.email))).toEqual([]);
  });

  it('is refused with a link that was mailed before a change of the password', async () => {
    const { email, token: access } = await register(hub);
    await requestReset(hub, email);
    const { token } = await mail.linkTo(email);
    const json = { currentPassword: PASSWORD, newPassword: 'Zug-nach-7Ulm' };
    expect((await sendRequest(hub, 'POST /api/auth/password', { token: access, json })).status).toBe(200);

    expectProblem(await confirm(hub, token), 'auth.link_invalid');
    expect((await login(hub, email, json.newPassword)).status).toBe(200);
  });

  it('stores only the hash of the token in its link', async () => {
    const { id, email } = await register(hub);
    await requestReset(hub, email);
    const { token } = await mail.linkTo(email);
    const rows = await hub.sql.rows('select token_hash, purpose, email from mail_tokens where user_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('mails one link for concurrent requests to two nodes', async () => {
    const nodes = await startHub(mailSettingsFor(mail), hub.database, { nodes: 2 });
    const { id, email } = await register(nodes);

    await Promise.all(Array.from({ length: 8 }, () => requestReset(nodes, email)));
    // `stop` waits until all requested mails are sent.
    await nodes.stop();

    expect(await mail.mailsTo(email, 1)).toHaveLength(1);
    expect(await hub.sql.rows('select from mail_tokens where user_id = $1', [id])).toHaveLength(1);
  });

  it('has a rate limit for each client, which does not count logins', async () => {
    const limited = await startHub({ ...mailSettingsFor(mail), THROTTLER_LIMIT: '2' });
    const { email } = await register(limited);
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect((await requestReset(limited, 'nobody@example.com')).status).toBe(200);
    expectProblem(await requestReset(limited, 'nobody@example.com'), 'rate.limited');
    expect((await login(limited, email, PASSWORD)).status).toBe(200);
    for (let attempt = 0; attempt < 2; attempt += 1)
      expectProblem(await confirm(limited, 'x'.repeat(43)), 'auth.link_invalid');
    expectProblem(await confirm(limited, 'x'.repeat(43)), 'rate.limited');
    await limited.stop();
  });
});

describe('a mail server', () => {
  afterEach(closeHubs);

  it('that does not respond delays neither HTTP responses nor the shutdown of the hub', async () => {
    const silent = await SilentMailServer.start();
    const hub = await startHub(mailSettingsFor(silent));
    const people = [await register(hub), await register(hub)];
    for (const { email } of people) expect((await requestReset(hub, email)).status).toBe(200);
    await waitUntil('the hub waits for the greeting', () => silent.sockets.size === 2);

    const began = performance.now();
    await hub.stop();

    expect(performance.now() - began).toBeLessThan(15_000);
    await waitUntil('no connection is left', () => silent.sockets.size === 0);
    silent.close();
  });

  it('that is unreachable delays neither HTTP responses nor the shutdown of the hub', async () => {
    const unreachable = await MailServer.start();
    const keys = mailSettingsFor(unreachable);
    await unreachable.close();
    const hub = await startHub(keys);
    const { email } = await register(hub);
    expect((await requestReset(hub, email)).status).toBe(200);

    const began = performance.now();
    await hub.stop();

    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('that has refused a mail temporarily gets the mail again', async () => {
    const mail = await MailServer.start();
    const hub = await startHub(mailSettingsFor(mail));
    const { email } = await register(hub);
    mail.refuseWith(451);
    await requestReset(hub, email);
    await waitUntil('the mail was refused', () => mail.attempts === 1);
    mail.refuseWith(undefined);

    expect((await mail.linkTo(email)).action).toBe('reset');

    expect(mail.attempts).toBe(2);
    await mail.close();
  });
});

describe('a server that connects to a mail server', () => {
  afterAll(stopTestServers);

  /** Requests a mail and stops the server, which retries once. @returns the log line of the failed mail */
  const logOfFailedMail = async (SMTP_URL: string, isAttempted: () => boolean) => {
    const server = await startTestServer({ LOG_LEVEL: 'info', SMTP_URL, PUBLIC_URL });
    const { email } = await register(server);
    await requestReset(server, email);
    await waitUntil('the server has tried to send the mail', isAttempted);
    const written = await server.stop();
    expect(written).not.toContain('Sesam-offen-7');
    return written.split('\n').find((line) => line.includes('mail.failed'));
  };

  it('sends the user and the password, on the same machine even without TLS', async () => {
    const logins: unknown[] = [];
    const mail = await MailServer.start({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        logins.push([username, password]);
        done(null, { user: username });
      },
    });
    const hub = await startHub({ SMTP_URL: `smtp://hub:Sesam%2Doffen-7@localhost:${mail.port}`, PUBLIC_URL });
    const { email } = await register(hub);
    await requestReset(hub, email);
    await mail.mailsTo(email, 1);
    expect(logins).toEqual([['hub', 'Sesam-offen-7']]);
    await closeHubs();
    await mail.close();
  });

  it('sends no mail when the certificate of the mail server is not trusted', async () => {
    const mail = await MailServer.start({ secure: true });
    const line = await logOfFailedMail(`smtps://hub:Sesam-offen-7@127.0.0.1:${mail.port}`, () => mail.failures > 0);
    expect(line).toMatch(/"code":"(ESOCKET|ETLS)"/);
    expect([mail.attempts, mail.mails]).toEqual([0, []]);
    await mail.close();
  });

  it('sends no password over a network without TLS', async () => {
    const logins: unknown[] = [];
    const mail = await MailServer.start({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username }, _session, done) => {
        logins.push(username);
        done(null, { user: username });
      },
    });
    // 0.0.0.0 reaches this machine, but the server does not recognize the address as local.
    const line = await logOfFailedMail(`smtp://hub:Sesam-offen-7@0.0.0.0:${mail.port}`, () => mail.connections > 0);
    expect(line).toMatch(/"code":"ETLS"/);
    expect([logins, mail.attempts]).toEqual([[], 0]);
    await mail.close();
  });
});

describe('a server process', () => {
  afterAll(stopTestServers);

  it('logs requested and completed password resets and failed mails, without e-mail addresses and tokens', async () => {
    const mail = await MailServer.start();
    const server = await startTestServer({ ...mailSettingsFor(mail), LOG_LEVEL: 'trace' });
    const { id, email } = await register(server);
    mustNotBeLogged([email]);
    const requested = (await requestReset(server, email)).headers.get('x-request-id')!;
    const { token } = await mail.linkTo(email);
    expect(await server.waitForLog(`password.reset_requested.*${requested}`)).toContain(`"userId":"${id}"`);
    mail.refuseWith(550);
    const reset = (await confirm(server, token)).headers.get('x-request-id')!;
    expect(await server.waitForLog(`"event":"password.reset",.*${reset}`)).toContain(`"userId":"${id}"`);

    expect(await server.waitForLog('mail.failed')).toMatch(/"level":40.*"code":"\w+","smtp":550/);

    const unknown = (await requestReset(server, 'nobody@example.com')).headers.get('x-request-id')!;
    expect(await server.waitForLog(`password.reset_requested.*${unknown}`)).not.toContain('userId');
    const { requestId } = expectProblem(await confirm(server, token), 'auth.link_invalid');
    await server.waitForLog(`request.denied.*${requestId}`);
    expect(server.output()).not.toMatch(/@example\.com/);
    expect(server.output()).not.toContain(token);
    await mail.close();
  });

  it('writes the links of password resets to its output in development without a mail server', async () => {
    const server = await startTestServer({ NODE_ENV: 'development', LOG_LEVEL: 'silent' });
    const { email } = await register(server);

    await requestReset(server, email);

    const line = await server.waitForLog('#reset=');
    const [, token] = line.match(/^ +http:\/\/localhost:\d+\/#reset=([\w-]{43})$/)!;
    expect(line).toContain(new URL(server.url).port);
    expect((await confirm(server, token!)).status).toBe(200);
  });

  it('writes no links in production without a mail server, and refuses to reset passwords', async () => {
    const server = await startTestServer({
      NODE_ENV: 'production',
      JWT_SECRET: 'q9T2mX7bL4wR8vK1zN6cJ3pF5hD0gS-a',
      LOG_LEVEL: 'info',
    });
    expect((await sendRequest(server, 'GET /api/registration')).body).toMatchObject({ passwordReset: false });
    const { email } = await register(server);

    const { status } = Problem.parse((await requestReset(server, email)).body);

    expect(status).toBe(501);
    expect(server.output()).not.toContain('#reset=');
  });
});

/** Returns the response without the headers that differ for each request or count requests. */
function comparable({ status, headers, body }: HttpResponse): object {
  const differing = /^(date|x-request-id|ratelimit-.*)$/;
  return { status, body, headers: [...headers].filter(([name]) => !differing.test(name)) };
}
