import { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { HubClient } from '@smart-hub/sdk';
import { io } from 'socket.io-client';
import { ask, problemOf } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, until, type Hub } from './support/hub.js';
import { keysFor, MailServer, PUBLIC_URL } from './support/mail-server.js';

const verify = (hub: Pick<Hub, 'url'>, token: string) => ask(hub, 'POST /api/auth/email/verify', { json: { token } });
const again = (hub: Pick<Hub, 'url'>, token: string) => ask(hub, 'POST /api/auth/email/verification', { token });
const profile = (hub: Pick<Hub, 'url'>, token: string) => ask(hub, 'GET /api/users/profile', { token });

/** What a handshake is refused with. */
async function refusalOf(hub: Pick<Hub, 'url'>, token: string): Promise<unknown> {
  const socket = io(hub.url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
  const error = await new Promise<Error & { data?: unknown }>((resolve) => socket.on('connect_error', resolve));
  socket.close();
  return error.data;
}

/** Has the last link of an account count as mailed a minute ago. */
const waitForNext = (hub: Hub, id: string) =>
  hub.sql.rows(`update mail_tokens set created_at = created_at - interval '1 minute' where user_id = $1`, [id]);

describe('an e-mail address', () => {
  let mail: MailServer;
  let hub: Hub;
  const start = (EMAIL_VERIFICATION: string) =>
    startHub({ ...keysFor(mail), EMAIL_VERIFICATION }, hub?.database as Hub['database'] | undefined);
  beforeAll(async () => {
    mail = await MailServer.start();
    hub = await start('required');
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await mail.close();
  });

  it('is to be verified before the account does anything else, where the operator requires it', async () => {
    expect((await ask(hub, 'GET /api/registration')).body).toMatchObject({ emailVerification: 'required' });
    const { token, email } = await register(hub);
    expect((await profile(hub, token)).body).toMatchObject({ email, emailVerified: false });
    for (const line of [
      'GET /api/conversations',
      'GET /api/users',
      'GET /api/users/privacy',
      'PATCH /api/users/privacy',
    ])
      problemOf(
        await ask(hub, line, { token, ...(line.startsWith('PATCH') && { json: {} }) }),
        'auth.email_unverified',
      );
    expect(await refusalOf(hub, token)).toMatchObject({ code: 'auth.email_unverified', status: 403, retryable: false });
    const [received] = await mail.mailsTo(email, 1);
    expect(received!.link).toMatchObject({ action: 'verify', url: expect.stringMatching(`^${PUBLIC_URL}/#verify=`) });
    expect(received!.headers).toMatch(/^Subject: Verify your e-mail address$/m);

    const answer = await verify(hub, received!.link!.token);

    expect([answer.status, answer.body]).toEqual([200, { email }]);
    expect((await ask(hub, 'GET /api/conversations', { token })).status).toBe(200);
    expect((await profile(hub, token)).body).toMatchObject({ emailVerified: true });
    const socket = new HubClient({ url: hub.url, token }).connect({ transports: ['websocket'], forceNew: true });
    await until('the socket is connected', () => socket.io.connected);
    socket.close();
  });

  it('is verified by the token of a later login as well, and a login works before', async () => {
    const { email } = await register(hub);
    const login = await ask(hub, 'POST /api/auth/login', { json: { email, password: PASSWORD } });
    expect(login.body).toMatchObject({ user: { emailVerified: false } });
    const { access_token: token } = login.body as { access_token: string };
    problemOf(await ask(hub, 'GET /api/conversations', { token }), 'auth.email_unverified');
    await verify(hub, (await mail.linkTo(email)).token);
    expect((await ask(hub, 'GET /api/conversations', { token })).status).toBe(200);
  });

  it('is verified once by a link, also when that is opened twice at the same moment', async () => {
    const { email } = await register(hub);
    const { token } = await mail.linkTo(email);

    const answers = await Promise.all([verify(hub, token), verify(hub, token)]);

    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
    problemOf(await verify(hub, token), 'auth.link_invalid');
  });

  it('is not verified by a link that is unknown, expired, replaced, or for another address', async () => {
    const { id, email, token } = await register(hub);
    const replaced = await mail.linkTo(email);
    await waitForNext(hub, id);
    expect((await again(hub, token)).status).toBe(200);
    const link = await mail.linkTo(email, 2);
    problemOf(await verify(hub, 'x'.repeat(43)), 'auth.link_invalid');
    problemOf(await verify(hub, replaced.token), 'auth.link_invalid');
    await hub.sql.rows('update users set email = $2 where id = $1', [id, `other.${email}`]);
    problemOf(await verify(hub, link.token), 'auth.link_invalid');
    await hub.sql.rows('update users set email = $2 where id = $1', [id, email]);
    await hub.sql.rows('update mail_tokens set used_at = null, expires_at = clock_timestamp() where user_id = $1', [
      id,
    ]);
    problemOf(await verify(hub, link.token), 'auth.link_invalid');
    expect((await profile(hub, token)).body).toMatchObject({ emailVerified: false });
  });

  it('is mailed another link once in a minute, and none once it is verified', async () => {
    const { id, email, token } = await register(hub);
    await mail.mailsTo(email, 1);
    const { retryAfter } = problemOf(await again(hub, token), 'rate.mail');
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    await waitForNext(hub, id);

    const answers = await Promise.all(Array.from({ length: 4 }, () => again(hub, token)));

    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 429, 429, 429]);
    await verify(hub, (await mail.linkTo(email, 2)).token);
    await waitForNext(hub, id);
    expect((await again(hub, token)).status).toBe(200);
    await hub.sql.rows('update users set email_verified_at = null where id = $1', [id]);
    await again(hub, token);
    expect(await mail.mailsTo(email, 3)).toHaveLength(3);
  });

  it('is mailed a link and may wait, where the operator leaves it to people', async () => {
    const optional = await start('optional');
    const person = await register(optional);
    expect((await mail.linkTo(person.email)).action).toBe('verify');
    expect((await ask(optional, 'GET /api/conversations', { token: person.token })).status).toBe(200);
    await (await person.connect()).hub.command('ping', {});
    await optional.stop();
  });

  it('is mailed nothing at a registration unless the operator says so, and is verified by who asks', async () => {
    const off = await start('off');
    expect((await ask(off, 'GET /api/registration')).body).toMatchObject({ emailVerification: 'off' });
    const { email, token, client } = await register(off);

    await client.call(accountEmailRoutes.requestVerification, {});

    expect(await mail.mailsTo(email, 1)).toHaveLength(1);
    await client.call(accountEmailRoutes.verify, { body: { token: (await mail.linkTo(email)).token } });
    expect((await profile(off, token)).body).toMatchObject({ emailVerified: true });
    await off.stop();
  });

  it('says nothing of what somebody wrote into the name of an account, which may be about another person', async () => {
    const name = 'Win http://evil.example.com now';
    const email = 'victim@example.com';
    await ask(hub, 'POST /api/auth/register', { json: { name, email, password: PASSWORD } });

    const [received] = await mail.mailsTo(email, 1);

    expect(received!.headers + received!.body).not.toMatch(/evil|Win/);
  });

  it('is of any script, in a mail to it alone', async () => {
    const email = 'jörg@müller.example.de';
    await ask(hub, 'POST /api/auth/register', { json: { name: 'Jörg', email, password: PASSWORD } });

    // The server of mail reads the domain, which is stored in ASCII, back as it was typed.
    const [received] = await mail.mailsTo(email, 1);

    expect(received!.to).toEqual([email]);
  });
});
