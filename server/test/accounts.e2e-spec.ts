import { Login } from '@smart-hub/contract/auth';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient } from '@smart-hub/sdk';
import { compare, hash } from 'bcrypt';
import { createHash, randomUUID } from 'node:crypto';
import { ask, problemOf, refusedFields, withoutRequestId } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, until, type Hub } from './support/hub.js';

describe('accounts', () => {
  let hub: Hub;
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
  const tryRegister = (fields?: object) => ask(hub, 'POST /api/auth/register', { json: registration(fields) });
  const tryLogin = (json: unknown) => ask(hub, 'POST /api/auth/login', { json });

  describe('registering', () => {
    it('answers a session that acts, and keeps a hash in place of the password', async () => {
      const fields = registration({ name: '  Ana  ' });
      const answer = await tryRegister(fields);

      expect(answer.status).toBe(201);
      const session = Login.strict().parse(answer.body);
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

      const { user } = registered.body as Login;
      expect(user.email).toBe('ana.case@example.com');
      expect(loggedIn.status).toBe(200);
      expect(Login.strict().parse(loggedIn.body).user).toEqual(user);
    });

    it.each([
      ['jörg1@müller.de', 'JO\u0308RG1@MU\u0308LLER.de', 'jörg1@xn--mller-kva.de'],
      ['用户@例子.广告', '用户@例子。广告', '用户@xn--fsqu00a.xn--4rr70v'],
      ['ΝΊΚΟΣ.İ@example.com', 'νίκος.i\u0307@example.com', 'νίκος.i̇@example.com'],
    ])('takes %s, and finds it as %s and as %s', async (email, other, stored) => {
      const registered = await tryRegister({ email });

      expect(registered.status).toBe(201);
      expect((registered.body as Login).user.email).toBe(stored);
      for (const typed of [email, other, stored]) {
        expect((await tryLogin({ email: typed, password: PASSWORD })).status).toBe(200);
        problemOf(await tryRegister({ email: typed }), 'auth.email_taken');
      }
    });

    it('stores a name composed, and trimmed at both ends', async () => {
      const answer = await tryRegister({ name: '\u200c Jo\u0308rg می\u200cخواهم\n' });

      expect((answer.body as Login).user.name).toBe('J\u00f6rg می\u200cخواهم');
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
      expect(rows).toEqual([{ name: (winners[0]!.body as Login).user.name }]);
    });

    it.each([
      ['six characters of four kinds', 'Aa1!aa'],
      ['letters and digits of any script', 'Ää٣!öö'],
      ['an emoji for a symbol', 'Aa1aa😀'],
      ['72 bytes', 'Aa1!'.padEnd(72, 'x')],
      ['twelve characters of any kind', 'twelve chars'],
      ['twelve spaces', ' '.repeat(12)],
      ['73 bytes', 'x'.repeat(73)],
      ['256 bytes', 'x'.repeat(256)],
      ['256 bytes of wide characters', 'é'.repeat(128)],
    ])('takes a password of %s', async (_, password) => {
      const fields = registration({ password });

      expect((await tryRegister(fields)).status).toBe(201);
      expect((await tryLogin({ email: fields.email, password })).status).toBe(200);
    });

    it('refuses a password that is made of the name or the e-mail address', async () => {
      const person = { name: 'Lucía Fernández', email: 'lf.writer@acme-mail.example.org' };
      for (const password of ['Lucia-Fernandez-1', 'Lf.Writer2024', 'Acme-Mail-77'])
        expect(refusedFields(await tryRegister(registration({ ...person, password })))).toEqual(['password']);

      expect((await tryRegister(registration({ ...person, password: 'Lucia reads slowly' }))).status).toBe(201);
    });

    it.each([
      ['five characters', 'Aa1!a', /at least 6 characters/],
      ['no lower case', 'AA1!AA', /lower-case/],
      ['no upper case', 'aa1!aa', /upper-case/],
      ['no digit', 'Aab!aa', /digit/],
      ['no symbol', 'Aa1aaa', /symbol/],
      ['a space for a symbol', 'Aa1 aaa', /symbol/],
      ['eleven characters of one kind', 'elevenchars', /at least 12 characters/],
      ['257 bytes', 'x'.repeat(257), /256 bytes/],
      ['wide characters of 258 bytes', 'é'.repeat(129), /256 bytes/],
      ['a common word', 'password     ', /most common/],
      ['a common word, digits and symbols', 'PassWord-2024!', /most common/],
      ['words of the product', 'Smart-Hub-2024', /guessed first/],
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
      const { access_token: token } = answer.body as Login;
      expect((await ask(hub, 'GET /api/users/profile', { token })).body).toMatchObject({ name });
    });

    it.each([
      ['nothing', ''],
      ['spaces', ' \u00a0\u3000\t'],
      ['101 emoji', '😀'.repeat(101)],
      ['NUL', 'A\0na'],
      ['half a character', 'A\udc00na'],
      ['a list', ['Ana']],
      ['nothing visible', '\u200b\u3164'],
      ['two lines', 'Ana\nSystem'],
      ['text in the other direction', 'Ana\u202egnp.exe'],
      ['a space that is another one', 'Ana\u00a0Lee'],
      ['the system', 'Sy\u200dstem'],
      ['the product', 'Smart Communication Hub'],
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

      const common = await tryRegister({ name: '\u200b', email: 'x', password: 'Password-1' });
      expect(problemOf(common, 'request.invalid').errors).toEqual([
        { field: 'name', message: 'name must contain something visible' },
        { field: 'email', message: 'email must be an e-mail address' },
        { field: 'password', message: expect.stringMatching(/^password is one of the most common/) },
      ]);
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

    it.each([72, 73, 255])('compares all of a password of %i bytes', async (length) => {
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
        problemOf(await tryLogin({ email: fields.email, password: other }), 'auth.credentials_invalid');
    });

    it('takes a password from every keyboard: composed or not', async () => {
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

    it('keeps the hash of a short password as bcrypt makes it, and of a long one as an older release refuses it', async () => {
      const stored = async (password: string) => {
        const { body } = await tryRegister({ password });
        const [row] = await hub.sql.rows('select password_hash from users where id = $1', [(body as Login).user.id]);
        return String(row!['password_hash']);
      };
      const short = 'Aa1!'.padEnd(72, 'x');
      const long = 'Aa1!'.padEnd(73, 'x');
      const digest = createHash('sha384').update(long).digest('base64');

      const [hashOfShort, hashOfLong] = [await stored(short), await stored(long)];

      expect(await compare(short, hashOfShort)).toBe(true);
      expect(hashOfLong).toMatch(/^\$2b\$04\$.{53}\$sha384$/);
      for (const text of [long, short, digest, '']) expect(await compare(text, hashOfLong)).toBe(false);
      expect(await compare(digest, hashOfLong.replace('$sha384', ''))).toBe(true);
    });

    it('does not take what a long password is hashed to for the password, nor the other way round', async () => {
      const long = 'Aa1!'.padEnd(100, 'x');
      const digest = createHash('sha384').update(long).digest('base64');
      const ofLong = registration({ password: long });
      const ofDigest = registration({ password: digest });
      await tryRegister(ofLong);
      await tryRegister(ofDigest);

      problemOf(await tryLogin({ email: ofLong.email, password: digest }), 'auth.credentials_invalid');
      problemOf(await tryLogin({ email: ofDigest.email, password: long }), 'auth.credentials_invalid');
      expect((await tryLogin({ email: ofDigest.email, password: digest })).status).toBe(200);
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

  describe('of earlier releases', () => {
    const NAME = ' System\u202e\nof old\u00a0';
    const insert = async (email: string, password: string) => {
      const columns = [randomUUID(), NAME, email, await hash(password, 4)];
      await hub.sql.rows('insert into users (id, name, email, password_hash) values ($1, $2, $3, $4)', columns);
    };

    it.each([
      ['an address of which the local part is too long now', `${'a'.repeat(100)}@example.com`, 'Aa1!aa'],
      ['a domain that is refused now', 'old@b-.com', 'Aa1!aa'],
      ['a common password', 'common@example.com', 'Password1!'],
      ['a password that was hashed as it was typed', 'typed@example.com', `Aa1!${'e\u0301'.repeat(3)}`],
    ])('log in with %s', async (_, email, password) => {
      await insert(email, password);

      const answer = await tryLogin({ email: ` ${email.toUpperCase()} `, password });

      expect(answer.status).toBe(200);
      expect(Login.strict().parse(answer.body).user).toMatchObject({ name: NAME, email });
      problemOf(await tryLogin({ email, password: password.normalize() + 'x' }), 'auth.credentials_invalid');
    });

    it('are shown as they are stored, and what they wrote', async () => {
      await insert('writer@example.com', 'Aa1!aa');
      const answer = await tryLogin({ email: 'writer@example.com', password: 'Aa1!aa' });
      const { access_token: token, user } = answer.body as Login;
      const reader = await register(hub);
      const [hers, his] = [new HubClient({ url: hub.url, token }).connect(), await reader.connect()];
      const sent = await hers.command('send_message', { receiverId: reader.id, content: 'new' });
      hers.close();

      expect(await his.next('new_message')).toMatchObject({ content: 'new', sender: { id: user.id, name: NAME } });
      await hub.sql.rows('update messages set content = $2 where id = $1', [sent.id, ' \u200b\n ']);
      const params = { conversationId: sent.conversation.id };
      const messages = await reader.client.call(messagesRoutes.list, { params });
      expect(messagesRoutes.list.response.parse(messages)).toEqual([
        { ...sent, content: ' \u200b\n ', sender: { id: user.id, name: NAME, online: expect.any(Boolean) } },
      ]);
      const { client } = await register(hub);
      // Folded in the background.
      await until('the name of old is found', async () => {
        const people = await client.call(usersRoutes.listPeople, { query: { q: 'of old', limit: 100 } });
        const found = usersRoutes.listPeople.response.parse(people).find(({ id }) => id === user.id);
        return found?.name === NAME;
      });
    });
  });

  it('do the same work for an unknown e-mail as for a wrong password, whatever the cost of its hash', async () => {
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
    const least = {
      cheap: Infinity,
      wrong: Infinity,
      long: Infinity,
      unknown: Infinity,
      typed: Infinity,
      unknownTyped: Infinity,
    };

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
    for (const ratio of [
      least.unknown / least.wrong,
      least.cheap / least.wrong,
      least.long / least.wrong,
      // Each is compared twice: as it is composed, and as it was typed.
      least.unknownTyped / least.typed,
    ]) {
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.7);
    }
  });
});
