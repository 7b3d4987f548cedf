import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';
import { mailSettingsFor, MailServer, PUBLIC_URL } from './support/mail-server.js';

describe('e-mail address change', () => {
  let mail: MailServer;
  let hub: TestHub;
  let count = 0;
  beforeAll(async () => {
    mail = await MailServer.start();
    hub = await startHub(mailSettingsFor(mail));
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await mail.close();
  });

  const newEmail = () => `fresh${(count += 1)}@example.net`;
  const change = (token: string, email: string, password = PASSWORD, server: Pick<TestHub, 'url'> = hub) =>
    sendRequest(server, 'POST /api/auth/email', { token, json: { email, password } });
  const confirm = (token: string) => sendRequest(hub, 'POST /api/auth/email/confirm', { json: { token } });
  const login = (email: string) => sendRequest(hub, 'POST /api/auth/login', { json: { email, password: PASSWORD } });
  /** Moves the mails of an account into the past, so that the rate limit allows the next one. */
  const skipMailInterval = (id: string) =>
    hub.sql.rows(`update mail_tokens set created_at = created_at - interval '5 minutes' where user_id = $1`, [id]);

  it.each(['old', 'new'])(
    'the address changes when the links to both addresses have been opened, beginning with the link to the %s address',
    async (first) => {
      const { id, email, token } = await register(hub);
      const next = newEmail();
      expect((await change(token, ` ${next.toUpperCase()}`)).body).toEqual({});
      const links = [await mail.linkTo(email), await mail.linkTo(next)];
      for (const { action, url } of links) {
        expect(action).toBe('confirm-email');
        expect(url).toContain(`${PUBLIC_URL}/#`);
      }
      expect((await mail.mailsTo(email, 1))[0]!.body).toContain(next);
      expect((await mail.mailsTo(next, 1))[0]!.body).not.toContain(email);
      const [one, other] = first === 'old' ? links : links.toReversed();

      expect((await confirm(one!.token)).body).toEqual({ state: 'waiting' });
      expectProblem(await confirm(one!.token), 'auth.link_invalid');
      expect((await login(email)).status).toBe(200);
      expect((await confirm(other!.token)).body).toEqual({ state: 'changed' });

      expectProblem(await login(email), 'auth.credentials_invalid');
      expect((await login(next)).body).toMatchObject({ user: { id, email: next, emailVerified: true } });
      expect((await sendRequest(hub, 'GET /api/users/profile', { token })).body).toMatchObject({ email: next });
      expect(await hub.sql.rows('select from mail_tokens where user_id = $1', [id])).toEqual([]);
    },
  );

  it('the address changes once when both links are opened simultaneously', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { email, token } = await register(hub);
      const next = newEmail();
      await change(token, next);
      const links = [await mail.linkTo(email), await mail.linkTo(next)];

      const responses = await Promise.all(links.map((link) => confirm(link.token)));

      expect(responses.map(({ body }) => (body as { state: string }).state).toSorted()).toEqual(['changed', 'waiting']);
      expect((await login(next)).status).toBe(200);
    }
  });

  it('an address change requires the password, and a wrong password counts as a failed login', async () => {
    const strict = await startHub({ ...mailSettingsFor(mail), LOGIN_FAILURES: '1' }, hub.database);
    const { email, token } = await register(strict);
    expectProblem(await change(token, newEmail(), 'Wrong-123', strict), 'auth.password_wrong');
    expectProblem(await change(token, newEmail(), PASSWORD, strict), 'auth.login_delayed');
    expectProblem(
      await sendRequest(strict, 'POST /api/auth/login', { json: { email, password: PASSWORD } }),
      'auth.login_delayed',
    );
    expectProblem(
      await sendRequest(strict, 'POST /api/auth/email', { json: { email: newEmail(), password: PASSWORD } }),
      'auth.token_missing',
    );
    expect(invalidFields(await change(token, 'no address', PASSWORD, strict))).toEqual(['email']);
    await strict.stop();
  });

  it('a change to the address of another account is refused and rate-limited, so that changes cannot reveal which addresses have accounts', async () => {
    const [ana, ben] = [await register(hub), await register(hub)];
    expectProblem(await change(ana.token, ben.email), 'auth.email_taken');
    const { retryAfter } = expectProblem(await change(ana.token, newEmail()), 'rate.mail');
    expect(retryAfter).toBeLessThanOrEqual(60);
    await skipMailInterval(ana.id);
    expectProblem(await change(ana.token, ana.email), 'auth.email_taken');
    expect(mail.mails.filter(({ to }) => to.includes(ana.email) || to.includes(ben.email))).toEqual([]);
  });

  it('a change to an address that another account registers meanwhile is refused at the second confirmation and changes nothing', async () => {
    const { email, token } = await register(hub);
    const next = newEmail();
    await change(token, next);
    const [oldLink, newLink] = [await mail.linkTo(email), await mail.linkTo(next)];
    await confirm(newLink.token);
    await sendRequest(hub, 'POST /api/auth/register', { json: { name: 'Ben', email: next, password: PASSWORD } });

    expectProblem(await confirm(oldLink.token), 'auth.email_taken');

    expect((await login(email)).status).toBe(200);
  });

  it('a new change request invalidates the links of the previous request, and links expire', async () => {
    const { id, email, token } = await register(hub);
    const [first, second] = [newEmail(), newEmail()];
    await change(token, first);
    const [oldLink, newLink] = [await mail.linkTo(email), await mail.linkTo(first)];
    await confirm(oldLink.token);
    await skipMailInterval(id);
    await change(token, second);
    expectProblem(await confirm(newLink.token), 'auth.link_invalid');
    const link = await mail.linkTo(second);
    await hub.sql.rows('update mail_tokens set expires_at = clock_timestamp() where user_id = $1', [id]);
    expectProblem(await confirm(link.token), 'auth.link_invalid');
    expect((await login(email)).status).toBe(200);
  });

  it('an address change invalidates pending password resets, and a password reset invalidates a pending address change', async () => {
    const reset = (token: string) =>
      sendRequest(hub, 'POST /api/auth/password-reset/confirm', { json: { token, password: 'Zug-nach-4Ulm' } });
    const [ana, ben] = [await register(hub), await register(hub)];
    const [anaNewEmail, benNewEmail] = [newEmail(), newEmail()];
    await sendRequest(hub, 'POST /api/auth/password-reset', { json: { email: ana.email } });
    await mail.mailsTo(ana.email, 1);
    await change(ana.token, anaNewEmail);
    await confirm((await mail.linkTo(anaNewEmail)).token);
    await confirm((await mail.linkTo(ana.email, 2)).token);
    const resetLink = (await mail.mailsTo(ana.email, 2)).find(({ link }) => link!.action === 'reset')!.link!;
    expectProblem(await reset(resetLink.token), 'auth.link_invalid');

    await change(ben.token, benNewEmail);
    const link = await mail.linkTo(benNewEmail);
    await mail.mailsTo(ben.email, 1);
    await sendRequest(hub, 'POST /api/auth/password-reset', { json: { email: ben.email } });
    expect((await reset((await mail.linkTo(ben.email, 2)).token)).status).toBe(200);
    expectProblem(await confirm(link.token), 'auth.link_invalid');
  });

  it('an unverified account that must be verified changes its address by the link to the new address alone, because the old address may have been mistyped', async () => {
    const required = await startHub({ ...mailSettingsFor(mail), EMAIL_VERIFICATION: 'required' }, hub.database);
    const { email, token } = await register(required);
    await mail.mailsTo(email, 1);
    const next = newEmail();
    expect((await change(token, next, PASSWORD, required)).status).toBe(200);

    expect((await confirm((await mail.linkTo(next)).token)).body).toEqual({ state: 'changed' });

    expect((await sendRequest(required, 'GET /api/conversations', { token })).status).toBe(200);
    expect(await mail.mailsTo(email, 1)).toHaveLength(1);
    await change(token, newEmail(), PASSWORD, required);
    expect((await mail.linkTo(next, 2)).action).toBe('confirm-email');
    await required.stop();
  });
});
