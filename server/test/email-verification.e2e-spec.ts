import { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { HubClient } from '@smart-hub/sdk';
import { io } from 'socket.io-client';
import { sendRequest, expectProblem } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { mailSettingsFor, MailServer, PUBLIC_URL } from './support/mail-server.js';

const verify = (hub: Pick<TestHub, 'url'>, token: string) =>
  sendRequest(hub, 'POST /api/auth/email/verify', { json: { token } });
const requestAgain = (hub: Pick<TestHub, 'url'>, token: string) =>
  sendRequest(hub, 'POST /api/auth/email/verification', { token });
const profile = (hub: Pick<TestHub, 'url'>, token: string) => sendRequest(hub, 'GET /api/users/profile', { token });

/** Returns the problem with which a handshake is refused. */
async function refusalOf(hub: Pick<TestHub, 'url'>, token: string): Promise<unknown> {
  const socket = io(hub.url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
  const error = await new Promise<Error & { data?: unknown }>((resolve) => socket.on('connect_error', resolve));
  socket.close();
  return error.data;
}

/** Moves the last link of an account into the past by the rate limit's interval of one minute. */
const skipMailInterval = (hub: TestHub, id: string) =>
  hub.sql.rows(`update mail_tokens set created_at = created_at - interval '1 minute' where user_id = $1`, [id]);

describe('e-mail address verification', () => {
  let mail: MailServer;
  let hub: TestHub;
  const start = (EMAIL_VERIFICATION: string) =>
    startHub({ ...mailSettingsFor(mail), EMAIL_VERIFICATION }, hub?.database as TestHub['database'] | undefined);
  beforeAll(async () => {
    mail = await MailServer.start();
    hub = await start('required');
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await mail.close();
  });

  it('if EMAIL_VERIFICATION is required, an account can read its profile, but no conversations, until its address is verified', async () => {
    expect((await sendRequest(hub, 'GET /api/registration')).body).toMatchObject({ emailVerification: 'required' });
    const { token, email } = await register(hub);
    expect((await profile(hub, token)).body).toMatchObject({ email, emailVerified: false });
    for (const line of [
      'GET /api/conversations',
      'GET /api/users',
      'GET /api/users/privacy',
      'PATCH /api/users/privacy',
    ])
      expectProblem(
        await sendRequest(hub, line, { token, ...(line.startsWith('PATCH') && { json: {} }) }),
        'auth.email_unverified',
      );
    expect(await refusalOf(hub, token)).toMatchObject({ code: 'auth.email_unverified', status: 403, retryable: false });
    const [received] = await mail.mailsTo(email, 1);
    expect(received!.link).toMatchObject({ action: 'verify', url: expect.stringMatching(`^${PUBLIC_URL}/#verify=`) });
    expect(received!.headers).toMatch(/^Subject: Verify your e-mail address$/m);

    const response = await verify(hub, received!.link!.token);

    expect([response.status, response.body]).toEqual([200, { email }]);
    expect((await sendRequest(hub, 'GET /api/conversations', { token })).status).toBe(200);
    expect((await profile(hub, token)).body).toMatchObject({ emailVerified: true });
    const socket = new HubClient({ url: hub.url, token }).connect({ transports: ['websocket'], forceNew: true });
    await waitUntil('the socket is connected', () => socket.io.connected);
    socket.close();
  });

  it('an unverified account can log in, and the token of that login works once the address is verified', async () => {
    const { email } = await register(hub);
    const login = await sendRequest(hub, 'POST /api/auth/login', { json: { email, password: PASSWORD } });
    expect(login.body).toMatchObject({ user: { emailVerified: false } });
    const { access_token: token } = login.body as { access_token: string };
    expectProblem(await sendRequest(hub, 'GET /api/conversations', { token }), 'auth.email_unverified');
    await verify(hub, (await mail.linkTo(email)).token);
    expect((await sendRequest(hub, 'GET /api/conversations', { token })).status).toBe(200);
  });

  it('a verification link works once, even when it is opened twice simultaneously', async () => {
    const { email } = await register(hub);
    const { token } = await mail.linkTo(email);

    const responses = await Promise.all([verify(hub, token), verify(hub, token)]);

    expect(responses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
    expectProblem(await verify(hub, token), 'auth.link_invalid');
  });

  it('a verification link that is unknown, expired, replaced by a newer link, or for another address is refused', async () => {
    const { id, email, token } = await register(hub);
    const replaced = await mail.linkTo(email);
    await skipMailInterval(hub, id);
    expect((await requestAgain(hub, token)).status).toBe(200);
    const link = await mail.linkTo(email, 2);
    expectProblem(await verify(hub, 'x'.repeat(43)), 'auth.link_invalid');
    expectProblem(await verify(hub, replaced.token), 'auth.link_invalid');
    await hub.sql.rows('update users set email = $2 where id = $1', [id, `other.${email}`]);
    expectProblem(await verify(hub, link.token), 'auth.link_invalid');
    await hub.sql.rows('update users set email = $2 where id = $1', [id, email]);
    await hub.sql.rows('update mail_tokens set used_at = null, expires_at = clock_timestamp() where user_id = $1', [
      id,
    ]);
    expectProblem(await verify(hub, link.token), 'auth.link_invalid');
    expect((await profile(hub, token)).body).toMatchObject({ emailVerified: false });
  });

  it('another verification link is mailed at most once a minute, and never to a verified address', async () => {
    const { id, email, token } = await register(hub);
    await mail.mailsTo(email, 1);
    const { retryAfter } = expectProblem(await requestAgain(hub, token), 'rate.mail');
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    await skipMailInterval(hub, id);

    const responses = await Promise.all(Array.from({ length: 4 }, () => requestAgain(hub, token)));

    expect(responses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 429, 429, 429]);
    await verify(hub, (await mail.linkTo(email, 2)).token);
    await skipMailInterval(hub, id);
    expect((await requestAgain(hub, token)).status).toBe(200);
    await hub.sql.rows('update users set email_verified_at = null where id = $1', [id]);
    await requestAgain(hub, token);
    expect(await mail.mailsTo(email, 3)).toHaveLength(3);
  });

  it('if EMAIL_VERIFICATION is optional, an unverified account can be used and is mailed a link', async () => {
    const optional = await start('optional');
    const person = await register(optional);
    expect((await mail.linkTo(person.email)).action).toBe('verify');
    expect((await sendRequest(optional, 'GET /api/conversations', { token: person.token })).status).toBe(200);
    await (await person.connect()).hub.command('ping', {});
    await optional.stop();
  });

  it('if EMAIL_VERIFICATION is off, registration mails no link, and a user can still request one', async () => {
    const hubWithout = await start('off');
    expect((await sendRequest(hubWithout, 'GET /api/registration')).body).toMatchObject({ emailVerification: 'off' });
    const { email, token, client } = await register(hubWithout);

    await client.call(accountEmailRoutes.requestVerification, {});

    expect(await mail.mailsTo(email, 1)).toHaveLength(1);
    await client.call(accountEmailRoutes.verify, { body: { token: (await mail.linkTo(email)).token } });
    expect((await profile(hubWithout, token)).body).toMatchObject({ emailVerified: true });
    await hubWithout.stop();
  });

  it('a verification mail does not contain the name of the account, because a stranger could register the address with a message as the name', async () => {
    const name = 'Win http://evil.example.com now';
    const email = 'victim@example.com';
    await sendRequest(hub, 'POST /api/auth/register', { json: { name, email, password: PASSWORD } });

    const [received] = await mail.mailsTo(email, 1);

    expect(received!.headers + received!.body).not.toMatch(/evil|Win/);
  });

  it('a verification mail is sent to an address in any script, and to no other recipient', async () => {
    const email = 'jörg@müller.example.de';
    await sendRequest(hub, 'POST /api/auth/register', { json: { name: 'Jörg', email, password: PASSWORD } });

    // The domain is stored in ASCII; the mail server decodes it to the form that was typed.
    const [received] = await mail.mailsTo(email, 1);

    expect(received!.to).toEqual([email]);
  });
});
