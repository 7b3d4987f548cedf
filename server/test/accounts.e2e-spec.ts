import { Login } from '@smart-hub/contract/auth';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient } from '@smart-hub/sdk';
import { compare, hash } from 'bcrypt';
import { createHash, randomUUID } from 'node:crypto';
import { sendRequest, expectProblem, invalidFields, withoutRequestId } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';

describe('accounts', () => {
  let hub: TestHub;
  let count = 0;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(async () => {
    closeSockets();
    await hub.close();
  });

  const newEmail = () => `person${(count += 1)}@example.com`;
  const registration = (fields: object = {}) => ({ name: 'Ana', email: newEmail(), password: PASSWORD, ...fields });
  const tryRegister = (fields?: object) => sendRequest(hub, 'POST /api/auth/register', { json: registration(fields) });
  const tryLogin = (json: unknown) => sendRequest(hub, 'POST /api/auth/login', { json });

  describe('registration', () => {
    it('returns a working session, and the password is stored as a hash', async () => {
      const fields = registration({ name: '  Ana  ' });
      const response = await tryRegister(fields);

      expect(response.status).toBe(201);
      const session = Login.strict().parse(response.body);
      expect(session.user).toMatchObject({ name: 'Ana', email: fields.email, online: false });
      expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(3_500_000);
      const client = new HubClient({ url: hub.url, token: session.access_token });
      expect(await client.call(usersRoutes.profile, {})).toEqual(session.user);
      const [row] = await hub.sql.rows('select password_hash from users where id = $1', [session.user.id]);
      expect(row!['password_hash']).toMatch(/^\$2[aby]\$04\$/);
    });

    it('accepts an e-mail address in any case and with surrounding spaces, and so does login', async () => {
      const registered = await tryRegister({ email: '  Ana.Case@Example.COM ' });
      const loggedIn = await tryLogin({ email: ' ANA.case@example.com', password: PASSWORD });

      const { user } = registered.body as Login;
      expect(user.email).toBe('ana.case@example.com');
      expect(loggedIn.status).toBe(200);
      expect(Login.strict().parse(loggedIn.body).user).toEqual(user);
    });

    it.each([
      ['jörg1@müller.de', 'JO\u0308RG1@MU\u0308LLER.de', 'jörg1@xn--mller-kva.de'],
      ['用户@例子.广告', '用户@例子。广告', '用户@xn--fsqu00a.xn--4rr70v'],
      ['ΝΊΚΟΣ.İ@example.com', 'νίκος.i\u0307@example.com', 'νίκος.i̇@example.com'],
    ])(
      'the e-mail address %s is accepted, and the account also logs in as %s and as %s',
      async (email, other, stored) => {
        const registered = await tryRegister({ email });

        expect(registered.status).toBe(201);
        expect((registered.body as Login).user.email).toBe(stored);
        for (const typed of [email, other, stored]) {
          expect((await tryLogin({ email: typed, password: PASSWORD })).status).toBe(200);
          expectProblem(await tryRegister({ email: typed }), 'auth.email_taken');
        }
      },
    );

    it('a name is stored in composed Unicode form (NFC) and trimmed at both ends', async () => {
      const response = await tryRegister({ name: '\u200c Jo\u0308rg می\u200cخواهم\n' });

      expect((response.body as Login).user.name).toBe('J\u00f6rg می\u200cخواهم');
    });

    it('an e-mail address that is already registered is refused in any case', async () => {
      expect((await tryRegister({ email: 'taken@example.com' })).status).toBe(201);

      expectProblem(await tryRegister({ email: 'Taken@EXAMPLE.com', name: 'Ben' }), 'auth.email_taken');
      expectProblem(await tryRegister({ email: ' taken@example.com ' }), 'auth.email_taken');
    });

    it('exactly one of ten simultaneous registrations of an e-mail address succeeds', async () => {
      const responses = await Promise.all(
        Array.from({ length: 10 }, (_, i) => tryRegister({ name: `N${i}`, email: i % 2 ? 'One@x.org' : 'one@x.org' })),
      );

      const winners = responses.filter((response) => response.status === 201);
      expect(winners).toHaveLength(1);
      for (const response of responses) if (response !== winners[0]) expectProblem(response, 'auth.email_taken');
      const rows = await hub.sql.rows('select name from users where email = $1', ['one@x.org']);
      expect(rows).toEqual([{ name: (winners[0]!.body as Login).user.name }]);
    });

    it.each([
      ['six characters of four kinds', 'Aa1!aa'],
      ['letters and digits of any script', 'Ää٣!öö'],
      ['an emoji as the symbol', 'Aa1aa😀'],
      ['72 bytes', 'Aa1!'.padEnd(72, 'x')],
      ['twelve characters of any kind', 'twelve chars'],
      ['twelve spaces', ' '.repeat(12)],
      ['73 bytes', 'x'.repeat(73)],
      ['256 bytes', 'x'.repeat(256)],
      ['256 bytes of wide characters', 'é'.repeat(128)],
    ])('a password of %s is accepted', async (_, password) => {
      const fields = registration({ password });

      expect((await tryRegister(fields)).status).toBe(201);
      expect((await tryLogin({ email: fields.email, password })).status).toBe(200);
    });

    it('a password that consists of words of the name or the e-mail address is refused', async () => {
      const person = { name: 'Lucía Fernández', email: 'lf.writer@acme-mail.example.org' };
      for (const password of ['Lucia-Fernandez-1', 'Lf.Writer2024', 'Acme-Mail-77'])
        expect(invalidFields(await tryRegister(registration({ ...person, password })))).toEqual(['password']);

      expect((await tryRegister(registration({ ...person, password: 'Lucia reads slowly' }))).status).toBe(201);
    });

    it.each([
      ['five characters', 'Aa1!a', /at least 6 characters/],
      ['no lower-case letter', 'AA1!AA', /lower-case/],
      ['no upper-case letter', 'aa1!aa', /upper-case/],
      ['no digit', 'Aab!aa', /digit/],
      ['no symbol', 'Aa1aaa', /symbol/],
      ['a space as the only symbol', 'Aa1 aaa', /symbol/],
      ['eleven characters of one kind', 'elevenchars', /at least 12 characters/],
      ['257 bytes', 'x'.repeat(257), /256 bytes/],
      ['258 bytes of wide characters', 'é'.repeat(129), /256 bytes/],
      ['a common word', 'password     ', /most common/],
      ['a common word with digits and symbols', 'PassWord-2024!', /most common/],
      ['words of the product', 'Smart-Hub-2024', /guessed first/],
      ['the character NUL', 'Aa1!aa\0', /NUL/],
      ['half a surrogate pair', 'Aa1!aa\ud800', /UTF-8/],
      ['a number instead of text', 123_456, /must be text/],
      ['an object instead of text', { length: 8 }, /must be text/],
      ['null', null, /must be text/],
      ['a missing field', undefined, /is required/],
    ])('a password is refused: %s', async (_, password, message) => {
      const response = await tryRegister({ password });

      expect(invalidFields(response)).toEqual(['password']);
      expect(expectProblem(response, 'request.invalid').detail).toMatch(message);
    });

    it.each([
      ['one character', 'A'],
      ['100 emoji', '😀'.repeat(100)],
      ['any script', 'أنا Иван 明'],
      ['quotes, markup and a backslash', `O'Hara "<b>" \\ %_ $1`],
    ])('a name of %s is accepted and shown unchanged', async (_, name) => {
      const response = await tryRegister({ name });

      expect(response.status).toBe(201);
      const { access_token: token } = response.body as Login;
      expect((await sendRequest(hub, 'GET /api/users/profile', { token })).body).toMatchObject({ name });
    });

    it.each([
      ['empty text', ''],
      ['only spaces', ' \u00a0\u3000\t'],
      ['101 emoji', '😀'.repeat(101)],
      ['the character NUL', 'A\0na'],
      ['half a surrogate pair', 'A\udc00na'],
      ['a list instead of text', ['Ana']],
      ['only invisible characters', '\u200b\u3164'],
      ['two lines', 'Ana\nSystem'],
      ['a right-to-left override', 'Ana\u202egnp.exe'],
      ['a no-break space', 'Ana\u00a0Lee'],
      ['"System" with an invisible character', 'Sy\u200dstem'],
      ['the name of the product', 'Smart Communication Hub'],
    ])('a name is refused: %s', async (_, name) => {
      expect(invalidFields(await tryRegister({ name }))).toEqual(['name']);
    });

    it.each([['ana'], ['ana@'], ['a b@example.com'], [`${'a'.repeat(250)}@example.com`], ['a\0@example.com'], ['']])(
      '%j is refused as an e-mail address',
      async (email) => {
        expect(invalidFields(await tryRegister({ email }))).toEqual(['email']);
      },
    );

    it('a registration with unknown fields is refused and creates no account', async () => {
      const fields = registration();
      const body = `{"admin":true,"__proto__":{"admin":true},"constructor":1,${JSON.stringify(fields).slice(1)}`;
      const headers = { 'content-type': 'application/json' };

      const refused = await sendRequest(hub, 'POST /api/auth/register', { body, headers });
      expect(invalidFields(refused)).toEqual(['admin', '__proto__', 'constructor']);
      expect(({} as { admin?: unknown }).admin).toBeUndefined();
      expect((await tryRegister(fields)).status).toBe(201);
    });

    it('the response to a refused registration explains each invalid field in one sentence', async () => {
      const response = await sendRequest(hub, 'POST /api/auth/register', { json: { email: 'x', extra: 1 } });

      const common = await tryRegister({ name: '\u200b', email: 'x', password: 'Password-1' });
      expect(expectProblem(common, 'request.invalid').errors).toEqual([
        { field: 'name', message: 'name must contain something visible' },
        { field: 'email', message: 'email must be an e-mail address' },
        { field: 'password', message: expect.stringMatching(/^password is one of the most common/) },
      ]);
      expect(expectProblem(response, 'request.invalid').errors).toEqual([
        { field: 'name', message: 'name is required' },
        { field: 'email', message: 'email must be an e-mail address' },
        { field: 'password', message: 'password is required' },
        { field: 'extra', message: 'extra is not a known field' },
      ]);
    });
  });

  describe('login', () => {
    it('with an unknown e-mail address gets the same response as with a wrong password', async () => {
      const { email } = await register(hub);

      expect((await tryLogin({ email, password: PASSWORD })).status).toBe(200);
      const wrong = await tryLogin({ email, password: `${PASSWORD}4` });
      expectProblem(wrong, 'auth.credentials_invalid');
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

    it.each([72, 73, 255])('compares every byte of a password of %i bytes', async (length) => {
      const password = 'Aa1!'.padEnd(length, 'x');
      const fields = registration({ password });
      await tryRegister(fields);
      const wrong = [
        `${password}x`,
        `${password}\0`,
        `${password}\ud800`,
        password.slice(0, -1),
        password.slice(0, 72) + 'y',
      ];

      expect((await tryLogin({ email: fields.email, password })).status).toBe(200);
      for (const other of wrong)
        expectProblem(await tryLogin({ email: fields.email, password: other }), 'auth.credentials_invalid');
    });

    it('accepts a password in composed and in decomposed Unicode form', async () => {
      const [composed, decomposed] = ['Pässwörter é', 'Pässwörter é'.normalize('NFD')];
      for (const [password, other] of [
        [composed, decomposed],
        [decomposed, composed],
        [`${decomposed}${'x'.repeat(80)}`, `${composed}${'x'.repeat(80)}`],
      ]) {
        const fields = registration({ password });
        expect((await tryRegister(fields)).status).toBe(201);
        for (const typed of [password, other])
          expect((await tryLogin({ email: fields.email, password: typed })).status).toBe(200);
      }
    });

    it('a password of up to 72 bytes is stored as a plain bcrypt hash, a longer password in a form that older releases refuse', async () => {
      const storedHashOf = async (password: string) => {
        const { body } = await tryRegister({ password });
        const [row] = await hub.sql.rows('select password_hash from users where id = $1', [(body as Login).user.id]);
        return String(row!['password_hash']);
      };
      const short = 'Aa1!'.padEnd(72, 'x');
      const long = 'Aa1!'.padEnd(73, 'x');
      const digest = createHash('sha384').update(long).digest('base64');

      const [hashOfShort, hashOfLong] = [await storedHashOf(short), await storedHashOf(long)];

      expect(await compare(short, hashOfShort)).toBe(true);
      expect(hashOfLong).toMatch(/^\$2b\$04\$.{53}\$sha384$/);
      for (const text of [long, short, digest, '']) expect(await compare(text, hashOfLong)).toBe(false);
      expect(await compare(digest, hashOfLong.replace('$sha384', ''))).toBe(true);
    });

    it('a long password and its SHA-384 digest are different passwords: neither logs in to an account with the other', async () => {
      const long = 'Aa1!'.padEnd(100, 'x');
      const digest = createHash('sha384').update(long).digest('base64');
      const longAccount = registration({ password: long });
      const digestAccount = registration({ password: digest });
      await tryRegister(longAccount);
      await tryRegister(digestAccount);

      expectProblem(await tryLogin({ email: longAccount.email, password: digest }), 'auth.credentials_invalid');
      expectProblem(await tryLogin({ email: digestAccount.email, password: long }), 'auth.credentials_invalid');
      expect((await tryLogin({ email: digestAccount.email, password: digest })).status).toBe(200);
    });

    it.each([
      ['an object as the e-mail address', { email: { $ne: null }, password: 'x' }, ['email']],
      ['null values', { email: null, password: null }, ['email', 'password']],
      ['lists', { email: ['a@b.co'], password: ['x'] }, ['email', 'password']],
      ['missing fields', {}, ['email', 'password']],
      ['values that are too long', { email: 'a'.repeat(1001), password: 'b'.repeat(100_000) }, ['email', 'password']],
      ['a list as the body', [], ['payload']],
      ['an unknown field', { email: 'a@b.co', password: 'x', remember: true }, ['remember']],
    ])('an invalid login is refused with the names of the fields: %s', async (_, credentials, fields) => {
      expect(invalidFields(await tryLogin(credentials))).toEqual(fields);
    });
  });

  describe('accounts of earlier releases', () => {
    const NAME = ' System\u202e\nof old\u00a0';
    const insert = async (email: string, password: string) => {
      const columns = [randomUUID(), NAME, email, await hash(password, 4)];
      await hub.sql.rows('insert into users (id, name, email, password_hash) values ($1, $2, $3, $4)', columns);
    };

    it.each([
      ['an address with a local part that is too long now', `${'a'.repeat(100)}@example.com`, 'Aa1!aa'],
      ['a domain that is refused now', 'old@b-.com', 'Aa1!aa'],
      ['a common password', 'common@example.com', 'Password1!'],
      ['a password that was hashed in decomposed Unicode form', 'typed@example.com', `Aa1!${'e\u0301'.repeat(3)}`],
    ])('an account can log in with %s', async (_, email, password) => {
      await insert(email, password);

      const response = await tryLogin({ email: ` ${email.toUpperCase()} `, password });

      expect(response.status).toBe(200);
      expect(Login.strict().parse(response.body).user).toMatchObject({ name: NAME, email });
      expectProblem(await tryLogin({ email, password: password.normalize() + 'x' }), 'auth.credentials_invalid');
    });

    it('a stored name and a stored message are shown unchanged, even if they would be refused now', async () => {
      await insert('writer@example.com', 'Aa1!aa');
      const response = await tryLogin({ email: 'writer@example.com', password: 'Aa1!aa' });
      const { access_token: token, user } = response.body as Login;
      const reader = await register(hub);
      const [writerSocket, readerSocket] = [new HubClient({ url: hub.url, token }).connect(), await reader.connect()];
      const sent = await writerSocket.command('send_message', { receiverId: reader.id, content: 'new' });
      writerSocket.close();

      expect(await readerSocket.next('new_message')).toMatchObject({
        content: 'new',
        sender: { id: user.id, name: NAME },
      });
      await hub.sql.rows('update messages set content = $2 where id = $1', [sent.id, ' \u200b\n ']);
      const params = { conversationId: sent.conversation.id };
      const messages = await reader.client.call(messagesRoutes.list, { params });
      expect(messagesRoutes.list.response.parse(messages)).toEqual([
        { ...sent, content: ' \u200b\n ', sender: { id: user.id, name: NAME, online: expect.any(Boolean) } },
      ]);
      const { client } = await register(hub);
      // The server stores the searchable form of a name in the background.
      await waitUntil('the name of the earlier release is found', async () => {
        const people = await client.call(usersRoutes.listPeople, { query: { q: 'of old', limit: 100 } });
        const found = usersRoutes.listPeople.response.parse(people).find(({ id }) => id === user.id);
        return found?.name === NAME;
      });
    });
  });

  it('a login with an unknown e-mail address takes as much CPU time as one with a wrong password, whatever the cost of the hash', async () => {
    const slow = await startHub({ BCRYPT_SALT_ROUNDS: '10' }, hub.database);
    const { email } = await register(slow);
    const cheap = await register(hub);
    const attempts = {
      cheap: { email: cheap.email, password: 'Wrong-123' },
      wrong: { email, password: 'Wrong-123' },
      long: { email, password: 'Aa1!'.padEnd(80, 'x') },
      unknown: { email: newEmail(), password: 'Wrong-123' },
      typed: { email, password: 'Wrong-e\u0301' },
      unknownTyped: { email: newEmail(), password: 'Wrong-e\u0301' },
    };
    const minimum = {
      cheap: Infinity,
      wrong: Infinity,
      long: Infinity,
      unknown: Infinity,
      typed: Infinity,
      unknownTyped: Infinity,
    };

    // Compares the CPU time of all threads, and the minimum of several rounds: a busy machine hardly changes either.
    for (let round = 0; round < 5; round += 1) {
      for (const [name, json] of Object.entries(attempts) as [keyof typeof attempts, object][]) {
        const before = process.cpuUsage();
        await sendRequest(slow, 'POST /api/auth/login', { json });
        const { user, system } = process.cpuUsage(before);
        minimum[name] = Math.min(minimum[name], user + system);
      }
    }

    await slow.stop();
    for (const ratio of [
      minimum.unknown / minimum.wrong,
      minimum.cheap / minimum.wrong,
      minimum.long / minimum.wrong,
      // Each password is compared twice: in composed form, and as typed.
      minimum.unknownTyped / minimum.typed,
    ]) {
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.7);
    }
  });
});
