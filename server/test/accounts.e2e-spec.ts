import { Session } from '@smart-hub/contract/auth';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient } from '@smart-hub/sdk';
import { ask, problemOf, refusedFields, withoutRequestId } from './support/http.js';
import { PASSWORD, register, startHub, type Hub } from './support/hub.js';

describe('accounts', () => {
  let hub: Hub;
  let count = 0;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  const newEmail = () => `person${(count += 1)}@example.com`;
  const registration = (fields: object = {}) => ({ name: 'Ana', email: newEmail(), password: PASSWORD, ...fields });
  const tryRegister = (fields?: object) => ask(hub, 'POST /api/auth/register', { json: registration(fields) });
  const tryLogin = (json: unknown) => ask(hub, 'POST /api/auth/login', { json });

  describe('registering', () => {
    it('answers a session that acts, and keeps a hash in place of the password', async () => {
      const fields = registration({ name: '  Ana  ' });
      const answer = await tryRegister(fields);

      expect(answer.status).toBe(201);
      const session = Session.strict().parse(answer.body);
      expect(session.user).toMatchObject({ name: 'Ana', email: fields.email, online: false });
      expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(3_500_000);
      const client = new HubClient({ url: hub.url, token: session.access_token });
      expect(await client.call(usersRoutes.profile, {})).toEqual(session.user);
      const [row] = await hub.sql.rows('select password_hash from users where id = $1', [session.user.id]);
      expect(row!['password_hash']).toMatch(/^\$2[aby]\$04\$/);
    });

    it('and logging in take an e-mail trimmed and in any case', async () => {
      const registered = await tryRegister({ email: '  Ana.Case@Example.COM ' });
      const loggedIn = await tryLogin({ email: ' ANA.case@example.com', password: PASSWORD });

      const { user } = registered.body as Session;
      expect(user.email).toBe('ana.case@example.com');
      expect(loggedIn.status).toBe(200);
      expect(Session.strict().parse(loggedIn.body).user).toEqual(user);
    });

    it('refuses an e-mail that is taken, whatever its case', async () => {
      expect((await tryRegister({ email: 'taken@example.com' })).status).toBe(201);

      problemOf(await tryRegister({ email: 'Taken@EXAMPLE.com', name: 'Ben' }), 'auth.email_taken');
      problemOf(await tryRegister({ email: ' taken@example.com ' }), 'auth.email_taken');
    });

    it('gives an e-mail to exactly one of ten who come at the same instant', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => tryRegister({ name: `N${i}`, email: i % 2 ? 'One@x.org' : 'one@x.org' })),
      );

      const winners = answers.filter((answer) => answer.status === 201);
      expect(winners).toHaveLength(1);
      for (const answer of answers) if (answer !== winners[0]) problemOf(answer, 'auth.email_taken');
      const rows = await hub.sql.rows('select name from users where email = $1', ['one@x.org']);
      expect(rows).toEqual([{ name: (winners[0]!.body as Session).user.name }]);
    });

    it.each([
      ['six characters of four kinds', 'Aa1!aa'],
      ['letters and digits of any script', 'Ää٣!öö'],
      ['an emoji for a symbol', 'Aa1aa😀'],
      ['72 bytes', 'Aa1!'.padEnd(72, 'x')],
      ['72 bytes of wide characters', `Aa1!${'é'.repeat(34)}`],
    ])('takes a password of %s', async (_, password) => {
      const fields = registration({ password });

      expect((await tryRegister(fields)).status).toBe(201);
      expect((await tryLogin({ email: fields.email, password })).status).toBe(200);
    });

    it.each([
      ['five characters', 'Aa1!a', /at least 6 characters/],
      ['no lower case', 'AA1!AA', /lower-case/],
      ['no upper case', 'aa1!aa', /upper-case/],
      ['no digit', 'Aab!aa', /digit/],
      ['no symbol', 'Aa1aaa', /symbol/],
      ['a space for a symbol', 'Aa1 aaa', /symbol/],
      ['73 bytes', 'Aa1!'.padEnd(73, 'x'), /72 bytes/],
      ['wide characters of 74 bytes', `Aa1!${'é'.repeat(35)}`, /72 bytes/],
      ['NUL', 'Aa1!aa\0', /NUL/],
      ['half a character', 'Aa1!aa\ud800', /UTF-8/],
      ['a number', 123_456, /must be text/],
      ['an object', { length: 8 }, /must be text/],
      ['null', null, /must be text/],
      ['nothing', undefined, /is required/],
    ])('refuses a password of %s', async (_, password, words) => {
      const answer = await tryRegister({ password });

      expect(refusedFields(answer)).toEqual(['password']);
      expect(problemOf(answer, 'request.invalid').detail).toMatch(words);
    });

    it.each([
      ['one character', 'A'],
      ['100 emoji', '😀'.repeat(100)],
      ['any script', 'أنا Иван 明'],
      ['quotes, markup and a backslash', `O'Hara "<b>" \\ %_ $1`],
    ])('takes a name of %s, and shows it as it is', async (_, name) => {
      const answer = await tryRegister({ name });

      expect(answer.status).toBe(201);
      const { access_token: token } = answer.body as Session;
      expect((await ask(hub, 'GET /api/users/profile', { token })).body).toMatchObject({ name });
    });

    it.each([
      ['nothing', ''],
      ['spaces', ' \u00a0\u3000\t'],
      ['101 emoji', '😀'.repeat(101)],
      ['NUL', 'A\0na'],
      ['half a character', 'A\udc00na'],
      ['a list', ['Ana']],
    ])('refuses a name of %s', async (_, name) => {
      expect(refusedFields(await tryRegister({ name }))).toEqual(['name']);
    });

    it.each([['ana'], ['ana@'], ['a b@example.com'], [`${'a'.repeat(250)}@example.com`], ['a\0@example.com'], ['']])(
      'refuses %j for an e-mail',
      async (email) => {
        expect(refusedFields(await tryRegister({ email }))).toEqual(['email']);
      },
    );

    it('refuses fields that it does not know, and makes no account', async () => {
      const fields = registration();
      const body = `{"admin":true,"__proto__":{"admin":true},"constructor":1,${JSON.stringify(fields).slice(1)}`;
      const headers = { 'content-type': 'application/json' };

      const refused = await ask(hub, 'POST /api/auth/register', { body, headers });
      expect(refusedFields(refused)).toEqual(['admin', '__proto__', 'constructor']);
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
      expect((await tryRegister(fields)).status).toBe(201);
    });

    it('says what is wrong with one sentence per field', async () => {
      const answer = await ask(hub, 'POST /api/auth/register', { json: { email: 'x', extra: 1 } });

      expect(problemOf(answer, 'request.invalid').errors).toEqual([
        { field: 'name', message: 'name is required' },
        { field: 'email', message: 'email must be an e-mail address' },
        { field: 'password', message: 'password is required' },
        { field: 'extra', message: 'extra is not a known field' },
      ]);
    });
  });

  describe('logging in', () => {
    it('does not tell an unknown e-mail from a wrong password in words', async () => {
      const { email } = await register(hub);

      expect((await tryLogin({ email, password: PASSWORD })).status).toBe(200);
      const wrong = await tryLogin({ email, password: `${PASSWORD}4` });
      problemOf(wrong, 'auth.credentials_invalid');
      const attempts = [
        { email: newEmail(), password: PASSWORD },
        { email: 'not an address', password: PASSWORD },
        { email: `${email}\0`, password: PASSWORD },
        { email: 'a\ud800@example.com', password: PASSWORD },
        { email, password: `${PASSWORD}\0` },
        { email, password: '' },
        { email, password: PASSWORD.toLowerCase() },
        { email, password: ` ${PASSWORD}` },
      ];
      for (const attempt of attempts) {
        expect(withoutRequestId(await tryLogin(attempt))).toEqual(withoutRequestId(wrong));
      }
    });

    it('takes no password that is longer than bcrypt hashes for the part that it does', async () => {
      const password = 'Aa1!'.padEnd(72, 'x');
      const fields = registration({ password });
      await tryRegister(fields);

      expect((await tryLogin({ email: fields.email, password })).status).toBe(200);
      problemOf(await tryLogin({ email: fields.email, password: `${password}x` }), 'auth.credentials_invalid');
      problemOf(await tryLogin({ email: fields.email, password: `${password}\0` }), 'auth.credentials_invalid');
    });

    it.each([
      ['an object for the e-mail', { email: { $ne: null }, password: 'x' }, ['email']],
      ['null', { email: null, password: null }, ['email', 'password']],
      ['lists', { email: ['a@b.co'], password: ['x'] }, ['email', 'password']],
      ['nothing', {}, ['email', 'password']],
      ['huge ones', { email: 'a'.repeat(1001), password: 'b'.repeat(100_000) }, ['email', 'password']],
      ['a list for the body', [], ['payload']],
      ['another field', { email: 'a@b.co', password: 'x', remember: true }, ['remember']],
    ])('refuses %s in words', async (_, credentials, fields) => {
      expect(refusedFields(await tryLogin(credentials))).toEqual(fields);
    });
  });

  it('do the same work for an unknown e-mail as for a wrong password', async () => {
    const slow = await startHub({ BCRYPT_SALT_ROUNDS: '10' }, hub.database);
    const { email } = await register(slow);
    const attempts = {
      wrong: { email, password: 'Wrong-123' },
      tooLong: { email, password: 'Aa1!'.padEnd(80, 'x') },
      unknown: { email: newEmail(), password: 'Wrong-123' },
    };
    const least = { wrong: Infinity, tooLong: Infinity, unknown: Infinity };

    // CPU time, whatever thread it is spent on, and the least of several: a busy machine changes neither by much.
    for (let round = 0; round < 5; round += 1) {
      for (const [name, json] of Object.entries(attempts) as [keyof typeof attempts, object][]) {
        const before = process.cpuUsage();
        await ask(slow, 'POST /api/auth/login', { json });
        const { user, system } = process.cpuUsage(before);
        least[name] = Math.min(least[name], user + system);
      }
    }

    await slow.stop();
    expect(least.unknown / least.wrong).toBeGreaterThan(0.6);
    expect(least.unknown / least.wrong).toBeLessThan(1.7);
    expect(least.tooLong / least.wrong).toBeGreaterThan(0.6);
    expect(least.tooLong / least.wrong).toBeLessThan(1.7);
  });
});
