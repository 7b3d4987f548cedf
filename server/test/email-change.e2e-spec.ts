import { ask, problemOf, refusedFields } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, type Hub } from './support/hub.js';
import { keysFor, MailServer, PUBLIC_URL } from './support/mail-server.js';

describe('a change of an e-mail address', () => {
  let mail: MailServer;
  let hub: Hub;
  let count = 0;
  beforeAll(async () => {
    mail = await MailServer.start();
    hub = await startHub(keysFor(mail));
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await closeHubs();
    await mail.close();
  });

  const fresh = () => `fresh${(count += 1)}@example.net`;
  const change = (token: string, email: string, password = PASSWORD, at: Pick<Hub, 'url'> = hub) =>
    ask(at, 'POST /api/auth/email', { token, json: { email, password } });
  const confirm = (token: string) => ask(hub, 'POST /api/auth/email/confirm', { json: { token } });
  const login = (email: string) => ask(hub, 'POST /api/auth/login', { json: { email, password: PASSWORD } });
  const waitForNext = (id: string) =>
    hub.sql.rows(`update mail_tokens set created_at = created_at - interval '5 minutes' where user_id = $1`, [id]);

  it.each(['old', 'new'])('is done when both links were opened, that of the %s address first', async (first) => {
    const { id, email, token } = await register(hub);
    const next = fresh();
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
    problemOf(await confirm(one!.token), 'auth.link_invalid');
    expect((await login(email)).status).toBe(200);
    expect((await confirm(other!.token)).body).toEqual({ state: 'changed' });

    problemOf(await login(email), 'auth.credentials_invalid');
    expect((await login(next)).body).toMatchObject({ user: { id, email: next, emailVerified: true } });
    expect((await ask(hub, 'GET /api/users/profile', { token })).body).toMatchObject({ email: next });
    expect(await hub.sql.rows('select from mail_tokens where user_id = $1', [id])).toEqual([]);
  });

  it('is done once, also when both links are opened at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { email, token } = await register(hub);
      const next = fresh();
      await change(token, next);
      const links = [await mail.linkTo(email), await mail.linkTo(next)];

      const answers = await Promise.all(links.map((link) => confirm(link.token)));

      expect(answers.map(({ body }) => (body as { state: string }).state).toSorted()).toEqual(['changed', 'waiting']);
      expect((await login(next)).status).toBe(200);
    }
  });

  it('needs the password, and a wrong one counts as a failed login', async () => {
    const strict = await startHub({ ...keysFor(mail), LOGIN_FAILURES: '1' }, hub.database);
    const { email, token } = await register(strict);
    problemOf(await change(token, fresh(), 'Wrong-123', strict), 'auth.password_wrong');
    problemOf(await change(token, fresh(), PASSWORD, strict), 'auth.login_delayed');
    problemOf(await ask(strict, 'POST /api/auth/login', { json: { email, password: PASSWORD } }), 'auth.login_delayed');
    problemOf(
      await ask(strict, 'POST /api/auth/email', { json: { email: fresh(), password: PASSWORD } }),
      'auth.token_missing',
    );
    expect(refusedFields(await change(token, 'no address', PASSWORD, strict))).toEqual(['email']);
    await strict.stop();
  });

  it('to an address that is taken is refused, and counts: nobody tries out many', async () => {
    const [ana, ben] = [await register(hub), await register(hub)];
    problemOf(await change(ana.token, ben.email), 'auth.email_taken');
    const { retryAfter } = problemOf(await change(ana.token, fresh()), 'rate.mail');
    expect(retryAfter).toBeLessThanOrEqual(60);
    await waitForNext(ana.id);
    problemOf(await change(ana.token, ana.email), 'auth.email_taken');
    expect(mail.mails.filter(({ to }) => to.includes(ana.email) || to.includes(ben.email))).toEqual([]);
  });

  it('to an address that was taken meanwhile is refused at the second confirmation, and changes nothing', async () => {
    const { email, token } = await register(hub);
    const next = fresh();
    await change(token, next);
    const [old, own] = [await mail.linkTo(email), await mail.linkTo(next)];
    await confirm(own.token);
    await ask(hub, 'POST /api/auth/register', { json: { name: 'Ben', email: next, password: PASSWORD } });

    problemOf(await confirm(old.token), 'auth.email_taken');

    expect((await login(email)).status).toBe(200);
  });

  it('replaces the one before, whose links are void, and expires', async () => {
    const { id, email, token } = await register(hub);
    const [first, second] = [fresh(), fresh()];
    await change(token, first);
    const [oldOne, newOne] = [await mail.linkTo(email), await mail.linkTo(first)];
    await confirm(oldOne.token);
    await waitForNext(id);
    await change(token, second);
    problemOf(await confirm(newOne.token), 'auth.link_invalid');
    const link = await mail.linkTo(second);
    await hub.sql.rows('update mail_tokens set expires_at = clock_timestamp() where user_id = $1', [id]);
    problemOf(await confirm(link.token), 'auth.link_invalid');
    expect((await login(email)).status).toBe(200);
  });

  it('voids open resets, and is itself given up by a reset', async () => {
    const reset = (token: string) =>
      ask(hub, 'POST /api/auth/password-reset/confirm', { json: { token, password: 'Zug-nach-4Ulm' } });
    const [ana, ben] = [await register(hub), await register(hub)];
    const [anas, bens] = [fresh(), fresh()];
    await ask(hub, 'POST /api/auth/password-reset', { json: { email: ana.email } });
    await mail.mailsTo(ana.email, 1);
    await change(ana.token, anas);
    await confirm((await mail.linkTo(anas)).token);
    await confirm((await mail.linkTo(ana.email, 2)).token);
    const resetLink = (await mail.mailsTo(ana.email, 2)).find(({ link }) => link!.action === 'reset')!.link!;
    problemOf(await reset(resetLink.token), 'auth.link_invalid');

    await change(ben.token, bens);
    const link = await mail.linkTo(bens);
    await mail.mailsTo(ben.email, 1);
    await ask(hub, 'POST /api/auth/password-reset', { json: { email: ben.email } });
    expect((await reset((await mail.linkTo(ben.email, 2)).token)).status).toBe(200);
    problemOf(await confirm(link.token), 'auth.link_invalid');
  });

  it('of an account that must be verified first needs the new address alone: the old one may be mistyped', async () => {
    const required = await startHub({ ...keysFor(mail), EMAIL_VERIFICATION: 'required' }, hub.database);
    const { email, token } = await register(required);
    await mail.mailsTo(email, 1);
    const next = fresh();
    expect((await change(token, next, PASSWORD, required)).status).toBe(200);

    expect((await confirm((await mail.linkTo(next)).token)).body).toEqual({ state: 'changed' });

    expect((await ask(required, 'GET /api/conversations', { token })).status).toBe(200);
    expect(await mail.mailsTo(email, 1)).toHaveLength(1);
    await change(token, fresh(), PASSWORD, required);
    expect((await mail.linkTo(next, 2)).action).toBe('confirm-email');
    await required.stop();
  });
});
