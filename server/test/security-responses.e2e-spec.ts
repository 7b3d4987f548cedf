import { Problem, type ProblemCode } from '@smart-hub/contract/problem';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendRequest, expectProblem } from './support/http.js';
import { register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { sendRaw, type RawResponse } from './support/raw-http.js';

const HOST = 'Host: hub.example\r\n';
const CLOSE = 'Connection: close\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const login = (headers: string, body: string) => `POST /api/auth/login HTTP/1.1\r\n${HOST}${headers}\r\n${body}`;
const health = (headers: string) => `GET /api/health HTTP/1.1\r\n${headers}\r\n`;

/** Bytes that the server must not read as a second request. */
const SMUGGLED = `GET /api/health/live HTTP/1.1\r\n${HOST}${CLOSE}\r\n`;

/** Requests whose end two servers can determine differently, which allows request smuggling. */
const AMBIGUOUS: [string, string][] = [
  [
    'Content-Length and Transfer-Encoding',
    login(`${JSON_TYPE}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'Transfer-Encoding and Content-Length',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, `0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'two different Content-Length headers',
    login(`${JSON_TYPE}Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}\r\n`, SMUGGLED),
  ],
  ['two equal Content-Length headers', login(`${JSON_TYPE}Content-Length: 0\r\nContent-Length: 0\r\n`, SMUGGLED)],
  ['a Content-Length with a sign', login(`${JSON_TYPE}Content-Length: +0\r\n`, SMUGGLED)],
  ['a Content-Length that is a list', login(`${JSON_TYPE}Content-Length: 0, 0\r\n`, SMUGGLED)],
  ['a Transfer-Encoding that does not end in chunked', login(`${JSON_TYPE}Transfer-Encoding: identity\r\n`, SMUGGLED)],
  ['an unknown Transfer-Encoding', login(`${JSON_TYPE}Transfer-Encoding: xchunked\r\n`, `0\r\n\r\n${SMUGGLED}`)],
  ['a space before a colon', login(`${JSON_TYPE}Transfer-Encoding : chunked\r\n`, `0\r\n\r\n${SMUGGLED}`)],
  [
    'a chunk size that is not a number',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `zz\r\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'a chunk size that ends in a bare line feed',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `2\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'a chunk longer than its size',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `1\r\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  ['a header that is continued on the next line', health(`${HOST}X: a\r\n b\r\n`) + SMUGGLED],
  ['lines that end in bare line feeds', `GET /api/health HTTP/1.1\nHost: hub.example\n\n${SMUGGLED}`],
  ['one header that ends in a bare line feed', health(`${HOST}X: a\nY: b\r\n`) + SMUGGLED],
  ['a bare carriage return in a header', health(`${HOST}X: a\rY: b\r\n`) + SMUGGLED],
  ['a null character in a header', health(`${HOST}X: a\0b\r\n`) + SMUGGLED],
];

/** Requests that Node's parser or server refuses before the application sees them, and the code of the problem. */
const UNREADABLE: [string, string, ProblemCode][] = [
  ['a request with an unknown method', `HACK / HTTP/1.1\r\n${HOST}\r\n`, 'request.malformed'],
  ['HTTP/2 without negotiation', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'request.malformed'],
  ['bytes that are not HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'request.malformed'],
  ['a Content-Length that is not a number', login(`${JSON_TYPE}Content-Length: x\r\n`, ''), 'request.malformed'],
  ['headers of more than 16 kB', health(`${HOST}X: ${'a'.repeat(20_000)}\r\n`), 'request.head_too_large'],
  ['a request without a Host header', health(CLOSE), 'request.malformed'],
  ['a request with two Host headers', health(`${CLOSE}${HOST}Host: other.example\r\n`), 'request.malformed'],
];

/** Checks the headers of a response that protect browsers. */
function expectProtected(headers: Headers, kind: string): void {
  const policy = (headers.get('content-security-policy') ?? '').split(/; ?/);
  const needed = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
  expect([kind, policy]).toEqual([kind, expect.arrayContaining(needed)]);
  expect([kind, headers.get('x-content-type-options')]).toEqual([kind, 'nosniff']);
  expect([kind, headers.get('referrer-policy')]).toEqual([kind, 'no-referrer']);
  expect([kind, headers.get('cross-origin-opener-policy')]).toEqual([kind, 'same-origin']);
  expect([kind, headers.get('cross-origin-resource-policy')]).toEqual([kind, 'same-origin']);
  expect([kind, headers.get('strict-transport-security')]).toEqual([kind, 'max-age=31536000; includeSubDomains']);
  for (const name of ['server', 'x-powered-by', 'via', 'x-aspnet-version']) expect(headers.get(name)).toBeNull();
}

describe('an HTTP response', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-page-'));
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    for (const [name, content] of [
      ['index.html', '<!doctype html><title>Hub</title>'],
      ['assets/index-a1b2c3.js', 'as it is'],
      ['assets/index-a1b2c3.css', 'p {}'],
      ['robots.txt', 'User-agent: *'],
      ['manifest.webmanifest', '{}'],
    ] as const)
      writeFileSync(join(folder, name), content);
    hub = await startHub({}, undefined, { page: folder, nodes: 1 });
    ana = await register(hub);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  /** One request for each kind of response: the kind, the expected status, the request line, and the headers and body. */
  const kinds: [string, number, string, Parameters<typeof sendRequest>[2]?][] = [
    ['the page', 200, 'GET /', { headers: { accept: 'text/html' } }],
    ['a script of the page', 200, 'GET /assets/index-a1b2c3.js'],
    ['a style of the page', 200, 'GET /assets/index-a1b2c3.css'],
    ['a text of the page', 200, 'GET /robots.txt'],
    ['the manifest of the page', 200, 'GET /manifest.webmanifest'],
    ['a range of a file', 206, 'GET /robots.txt', { headers: { range: 'bytes=0-1' } }],
    ['a range beyond the end of a file', 416, 'GET /robots.txt', { headers: { range: 'bytes=99-' } }],
    ['a file that has not changed', 304, 'GET /robots.txt', { headers: { 'if-none-match': '*' } }],
    ['the API', 200, 'GET /api/health'],
    ['a list', 200, 'GET /api/conversations', { token: 'ana' }],
    ['an insight', 200, 'GET /api/insights/d231425f-00ed-55f6-be8c-d787983456c5', { token: 'ana' }],
    ['the API documents', 200, 'GET /api/docs'],
    ['a script of the API documents', 200, 'GET /api/docs/swagger-ui-init.js'],
    ['the API document as JSON', 200, 'GET /api/docs-json'],
    ['the API document as YAML', 200, 'GET /api/docs-yaml'],
    ['a preflight', 204, 'OPTIONS /api/auth/login'],
    [
      'a body that is not JSON',
      400,
      'POST /api/auth/login',
      { body: '{', headers: { 'content-type': 'application/json' } },
    ],
    ['an invalid request', 400, 'POST /api/auth/login', { json: {} }],
    ['a request without a token', 401, 'GET /api/users/profile'],
    ['an unknown API route', 404, 'GET /api/nothing'],
    ['an unknown path', 404, 'DELETE /nothing'],
    ['a body that is too large', 413, 'POST /api/auth/login', { json: { email: 'x'.repeat(1_000_000) } }],
    [
      'a body of an unsupported type',
      415,
      'POST /api/auth/login',
      { body: '<a/>', headers: { 'content-type': 'application/xml' } },
    ],
    ['a polling session', 200, 'GET /socket.io/?EIO=4&transport=polling'],
    ['a polling session that is refused', 400, 'GET /socket.io/?EIO=4&transport=polling&sid=x'],
  ];

  const responseTo = (line: string, { token, ...request }: Parameters<typeof sendRequest>[2] = {}) =>
    sendRequest(hub, line, { ...request, ...(token === undefined ? {} : { token: ana.token }) });

  it('has the headers that protect browsers, whatever the request was', async () => {
    for (const [kind, status, line, request] of kinds) {
      const response = await responseTo(line, request);
      const expected = kind === 'an insight' ? [200, 404] : [status];
      expect([kind, expected]).toEqual([kind, expect.arrayContaining([response.status])]);
      expectProtected(response.headers, kind);
      const isPublic = line.includes('/assets/');
      const isRevalidated =
        !line.startsWith('OPTIONS') && /^GET \/(robots|manifest|$|api\/docs)/.test(line) && status !== 416;
      const caching = isPublic ? 'public, max-age=31536000, immutable' : isRevalidated ? 'no-cache' : 'no-store';
      expect([kind, response.headers.get('cache-control')]).toEqual([kind, caching]);
    }
  });

  it('declares its content type, and its charset if it is text', async () => {
    for (const [kind, , line, request] of kinds) {
      const { headers, body } = await responseTo(line, request);
      const type = headers.get('content-type') ?? '';
      if (body === '') expect([kind, type]).toEqual([kind, '']);
      // JSON is always UTF-8 and has no charset parameter (RFC 8259, section 11).
      else if (/^text\/|manifest/.test(type))
        expect([kind, type]).toEqual([kind, expect.stringMatching(/; charset=utf-8$/i)]);
      else expect([kind, type]).toEqual([kind, expect.stringMatching(/^application\/(problem\+)?json/)]);
    }
  });

  it.each(UNREADABLE)(
    'to %s is a problem with the headers that protect browsers, and is not cached',
    async (_, bytes, code) => {
      const responses = await sendRaw(hub.url, bytes);

      expect(responses).toHaveLength(1);
      const { status, headers, body } = responses[0] as RawResponse;
      expectProblem({ status, headers, body: JSON.parse(body) }, code);
      expectProtected(headers, code);
      expect([headers.get('cache-control'), headers.get('connection')]).toEqual(['no-store', 'close']);
      expect(headers.get('content-length')).toBe(`${Buffer.byteLength(body)}`);
    },
  );

  it('is sent only once to a request with an unknown Expect header', async () => {
    const responses = await sendRaw(hub.url, health(`${HOST}${CLOSE}Expect: a-miracle\r\n`));

    expect(responses.map(({ status }) => status)).toEqual([200]);
    expectProtected(responses[0]!.headers, 'an expectation');
  });

  it('is sent to each of two requests on one connection', async () => {
    const responses = await sendRaw(hub.url, health(HOST) + SMUGGLED);

    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each(AMBIGUOUS)(
    'to a request with %s has status 400, and the bytes that follow are not read as a request',
    async (_, bytes) => {
      const responses = await sendRaw(hub.url, bytes);

      expect(responses.map(({ status }) => status)).toEqual([400]);
      expect(Problem.strict().parse(JSON.parse(responses[0]!.body)).code).toBe('request.malformed');
    },
  );

  it('is as long as its Content-Length, with or without a body', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE']) {
      for (const path of ['/', '/robots.txt', '/api/health', '/api/docs-json', '/nothing']) {
        const bytes = `${method} ${path} HTTP/1.1\r\n${HOST}${CLOSE}Accept: text/html\r\n\r\n`;
        const [{ headers, body, status }] = (await sendRaw(hub.url, bytes)) as [RawResponse];
        expect([method, path, headers.get('transfer-encoding')]).toEqual([method, path, null]);
        const length = method === 'HEAD' || status === 204 ? 0 : Number(headers.get('content-length'));
        expect([method, path, Buffer.byteLength(body)]).toEqual([method, path, length]);
      }
    }
  });

  it.each(['TRACE', 'PUT', 'COPY', 'MKCOL', 'PROPFIND', 'SEARCH', 'LINK', 'QUERY'])(
    'to a request with the method %s is the problem route.not_found, and repeats nothing of the request',
    async (method) => {
      for (const path of ['/', '/api/health', '/api/auth/login', '/api/docs', '/assets/index-a1b2c3.js']) {
        const bytes = `${method} ${path} HTTP/1.1\r\n${HOST}${CLOSE}Cookie: session=private\r\nContent-Length: 0\r\n\r\n`;
        const [{ status, headers, body }] = (await sendRaw(hub.url, bytes)) as [RawResponse];
        expectProblem({ status, headers, body: JSON.parse(body) }, 'route.not_found');
        expect(body).not.toContain('private');
      }
      const [pollResponse] = await sendRaw(
        hub.url,
        `${method} /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${HOST}${CLOSE}\r\n`,
      );
      expect(pollResponse!.status).toBe(400);
    },
  );

  it('is not sent to a CONNECT request, because accepting it would make the server a proxy', async () => {
    expect(await sendRaw(hub.url, `CONNECT hub.example:443 HTTP/1.1\r\n${HOST}\r\n`)).toEqual([]);
  });

  it('with a script is the same with and without a token', async () => {
    for (const path of ['/assets/index-a1b2c3.js', '/api/docs/swagger-ui-init.js']) {
      const [withoutToken, withToken] = [
        await responseTo(`GET ${path}`),
        await responseTo(`GET ${path}`, { token: 'ana' }),
      ];
      expect([path, withoutToken.status, withToken.body]).toEqual([path, 200, withoutToken.body]);
    }
  });

  it('reveals no software version and no location in the source code', async () => {
    for (const [kind, , line, request] of kinds) {
      if (/^GET \/(assets|robots|manifest|api\/docs)/.test(line)) continue;
      const { headers, body } = await responseTo(line, request);
      const all = JSON.stringify([...headers, body]);
      expect([kind, all]).toEqual([
        kind,
        expect.not.stringMatching(/node|express|nest|engine\.io|postgres|v?\d+\.\d+\.\d+|\bat .*\.[jt]s/i),
      ]);
    }
  });

  it('sets only the cookie of a polling session, which scripts cannot read and other sites do not send', async () => {
    for (const [kind, , line, request] of kinds) {
      const cookies = (await responseTo(line, request)).headers.getSetCookie();
      if (kind !== 'a polling session') expect([kind, cookies]).toEqual([kind, []]);
      else
        expect(cookies).toEqual([
          expect.stringMatching(/^hub_polling=[\w-]{22}; Path=\/socket\.io\/; HttpOnly; SameSite=Strict$/),
        ]);
    }
  });
});
