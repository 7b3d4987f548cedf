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

/** What must not be read as a second request. */
const SMUGGLED = `GET /api/health/live HTTP/1.1\r\n${HOST}${CLOSE}\r\n`;

/** Requests whose end two servers may see in different places. */
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
    'two Content-Length that differ',
    login(`${JSON_TYPE}Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}\r\n`, SMUGGLED),
  ],
  ['two Content-Length that agree', login(`${JSON_TYPE}Content-Length: 0\r\nContent-Length: 0\r\n`, SMUGGLED)],
  ['a Content-Length with a sign', login(`${JSON_TYPE}Content-Length: +0\r\n`, SMUGGLED)],
  ['a Content-Length that is a list', login(`${JSON_TYPE}Content-Length: 0, 0\r\n`, SMUGGLED)],
  ['a Transfer-Encoding that does not end in chunked', login(`${JSON_TYPE}Transfer-Encoding: identity\r\n`, SMUGGLED)],
  ['a Transfer-Encoding that is unknown', login(`${JSON_TYPE}Transfer-Encoding: xchunked\r\n`, `0\r\n\r\n${SMUGGLED}`)],
  ['a space before a colon', login(`${JSON_TYPE}Transfer-Encoding : chunked\r\n`, `0\r\n\r\n${SMUGGLED}`)],
  [
    'a chunk whose size is no number',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `zz\r\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'a chunk whose size ends in a bare line feed',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `2\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  [
    'a chunk that is longer than its size',
    login(`${JSON_TYPE}Transfer-Encoding: chunked\r\n`, `1\r\n{}\r\n0\r\n\r\n${SMUGGLED}`),
  ],
  ['a header that goes on in the next line', health(`${HOST}X: a\r\n b\r\n`) + SMUGGLED],
  ['lines that end in bare line feeds', `GET /api/health HTTP/1.1\nHost: hub.example\n\n${SMUGGLED}`],
  ['one header that ends in a bare line feed', health(`${HOST}X: a\nY: b\r\n`) + SMUGGLED],
  ['a bare carriage return in a header', health(`${HOST}X: a\rY: b\r\n`) + SMUGGLED],
  ['a null character in a header', health(`${HOST}X: a\0b\r\n`) + SMUGGLED],
];

/** What Node's parser refuses, or Node's server before a request comes to the application; and how. */
const UNREADABLE: [string, string, ProblemCode][] = [
  ['a request of no known method', `HACK / HTTP/1.1\r\n${HOST}\r\n`, 'request.malformed'],
  ['HTTP/2 without an agreement', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'request.malformed'],
  ['bytes that are no request', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'request.malformed'],
  ['a length that is no number', login(`${JSON_TYPE}Content-Length: x\r\n`, ''), 'request.malformed'],
  ['headers of more than 16 kB', health(`${HOST}X: ${'a'.repeat(20_000)}\r\n`), 'request.head_too_large'],
  ['a request without Host', health(CLOSE), 'request.malformed'],
  ['a request with two Host', health(`${CLOSE}${HOST}Host: other.example\r\n`), 'request.malformed'],
];

/** Checks what protects a browser from an answer, whatever it is. */
function expectProtected(headers: Headers, what: string): void {
  const policy = (headers.get('content-security-policy') ?? '').split(/; ?/);
  const needed = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
  expect([what, policy]).toEqual([what, expect.arrayContaining(needed)]);
  expect([what, headers.get('x-content-type-options')]).toEqual([what, 'nosniff']);
  expect([what, headers.get('referrer-policy')]).toEqual([what, 'no-referrer']);
  expect([what, headers.get('cross-origin-opener-policy')]).toEqual([what, 'same-origin']);
  expect([what, headers.get('cross-origin-resource-policy')]).toEqual([what, 'same-origin']);
  expect([what, headers.get('strict-transport-security')]).toEqual([what, 'max-age=31536000; includeSubDomains']);
  for (const name of ['server', 'x-powered-by', 'via', 'x-aspnet-version']) expect(headers.get(name)).toBeNull();
}

describe('an answer over HTTP', () => {
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

  /** One of every kind. */
  const kinds: [string, number, string, Parameters<typeof sendRequest>[2]?][] = [
    ['the page', 200, 'GET /', { headers: { accept: 'text/html' } }],
    ['a script of the page', 200, 'GET /assets/index-a1b2c3.js'],
    ['a style of the page', 200, 'GET /assets/index-a1b2c3.css'],
    ['a text of the page', 200, 'GET /robots.txt'],
    ['the manifest of the page', 200, 'GET /manifest.webmanifest'],
    ['a part of a file', 206, 'GET /robots.txt', { headers: { range: 'bytes=0-1' } }],
    ['a part that there is not', 416, 'GET /robots.txt', { headers: { range: 'bytes=99-' } }],
    ['a file that has not changed', 304, 'GET /robots.txt', { headers: { 'if-none-match': '*' } }],
    ['the API', 200, 'GET /api/health'],
    ['a list', 200, 'GET /api/conversations', { token: 'hers' }],
    ['nothing', 200, 'GET /api/insights/d231425f-00ed-55f6-be8c-d787983456c5', { token: 'hers' }],
    ['the documents', 200, 'GET /api/docs'],
    ['a script of the documents', 200, 'GET /api/docs/swagger-ui-init.js'],
    ['the documents as JSON', 200, 'GET /api/docs-json'],
    ['the documents as YAML', 200, 'GET /api/docs-yaml'],
    ['a preflight', 204, 'OPTIONS /api/auth/login'],
    [
      'a body that is no JSON',
      400,
      'POST /api/auth/login',
      { body: '{', headers: { 'content-type': 'application/json' } },
    ],
    ['a request that is not valid', 400, 'POST /api/auth/login', { json: {} }],
    ['a stranger', 401, 'GET /api/users/profile'],
    ['a route that there is not', 404, 'GET /api/nothing'],
    ['a path that there is not', 404, 'DELETE /nothing'],
    ['a body that is too large', 413, 'POST /api/auth/login', { json: { email: 'x'.repeat(1_000_000) } }],
    [
      'a body of another kind',
      415,
      'POST /api/auth/login',
      { body: '<a/>', headers: { 'content-type': 'application/xml' } },
    ],
    ['a polling session', 200, 'GET /socket.io/?EIO=4&transport=polling'],
    ['a polling session that is refused', 400, 'GET /socket.io/?EIO=4&transport=polling&sid=x'],
  ];

  const answerTo = (line: string, { token, ...request }: Parameters<typeof sendRequest>[2] = {}) =>
    sendRequest(hub, line, { ...request, ...(token === undefined ? {} : { token: ana.token }) });

  it('carries the headers that protect a browser, whatever was asked for', async () => {
    for (const [what, status, line, request] of kinds) {
      const answer = await answerTo(line, request);
      const expected = what === 'nothing' ? [200, 404] : [status];
      expect([what, expected]).toEqual([what, expect.arrayContaining([answer.status])]);
      expectProtected(answer.headers, what);
      const isPublic = line.includes('/assets/');
      const isRevised =
        !line.startsWith('OPTIONS') && /^GET \/(robots|manifest|$|api\/docs)/.test(line) && status !== 416;
      const caching = isPublic ? 'public, max-age=31536000, immutable' : isRevised ? 'no-cache' : 'no-store';
      expect([what, answer.headers.get('cache-control')]).toEqual([what, caching]);
    }
  });

  it('says of what type its content is, and texts in which encoding', async () => {
    for (const [what, , line, request] of kinds) {
      const { headers, body } = await answerTo(line, request);
      const type = headers.get('content-type') ?? '';
      if (body === '') expect([what, type]).toEqual([what, '']);
      // JSON is always UTF-8, and knows no such parameter (RFC 8259, section 11).
      else if (/^text\/|manifest/.test(type))
        expect([what, type]).toEqual([what, expect.stringMatching(/; charset=utf-8$/i)]);
      else expect([what, type]).toEqual([what, expect.stringMatching(/^application\/(problem\+)?json/)]);
    }
  });

  it.each(UNREADABLE)('to %s is a problem with the same headers, which nobody keeps', async (_, bytes, code) => {
    const answers = await sendRaw(hub.url, bytes);

    expect(answers).toHaveLength(1);
    const { status, headers, body } = answers[0] as RawResponse;
    expectProblem({ status, headers, body: JSON.parse(body) }, code);
    expectProtected(headers, code);
    expect([headers.get('cache-control'), headers.get('connection')]).toEqual(['no-store', 'close']);
    expect(headers.get('content-length')).toBe(`${Buffer.byteLength(body)}`);
  });

  it('is one alone to a request with an expectation that nobody meets', async () => {
    const answers = await sendRaw(hub.url, health(`${HOST}${CLOSE}Expect: a-miracle\r\n`));

    expect(answers.map(({ status }) => status)).toEqual([200]);
    expectProtected(answers[0]!.headers, 'an expectation');
  });

  it('is what two requests on one connection get one after the other', async () => {
    const answers = await sendRaw(hub.url, health(HOST) + SMUGGLED);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each(AMBIGUOUS)('ends a connection with %s, and what follows is no request', async (_, bytes) => {
    const answers = await sendRaw(hub.url, bytes);

    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(Problem.strict().parse(JSON.parse(answers[0]!.body)).code).toBe('request.malformed');
  });

  it('is as long as it says, whether it has a body or not', async () => {
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
    'to %s says that there is no such route, and repeats nothing',
    async (method) => {
      for (const path of ['/', '/api/health', '/api/auth/login', '/api/docs', '/assets/index-a1b2c3.js']) {
        const bytes = `${method} ${path} HTTP/1.1\r\n${HOST}${CLOSE}Cookie: session=private\r\nContent-Length: 0\r\n\r\n`;
        const [{ status, headers, body }] = (await sendRaw(hub.url, bytes)) as [RawResponse];
        expectProblem({ status, headers, body: JSON.parse(body) }, 'route.not_found');
        expect(body).not.toContain('private');
      }
      const [polled] = await sendRaw(
        hub.url,
        `${method} /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n${HOST}${CLOSE}\r\n`,
      );
      expect(polled!.status).toBe(400);
    },
  );

  it('is none to CONNECT, which would make the server a proxy', async () => {
    expect(await sendRaw(hub.url, `CONNECT hub.example:443 HTTP/1.1\r\n${HOST}\r\n`)).toEqual([]);
  });

  it('that is a script is the same for strangers and users', async () => {
    for (const path of ['/assets/index-a1b2c3.js', '/api/docs/swagger-ui-init.js']) {
      const [strangers, hers] = [await answerTo(`GET ${path}`), await answerTo(`GET ${path}`, { token: 'hers' })];
      expect([path, strangers.status, hers.body]).toEqual([path, 200, strangers.body]);
    }
  });

  it('names no version and no place in the code', async () => {
    for (const [what, , line, request] of kinds) {
      if (/^GET \/(assets|robots|manifest|api\/docs)/.test(line)) continue;
      const { headers, body } = await answerTo(line, request);
      const all = JSON.stringify([...headers, body]);
      expect([what, all]).toEqual([
        what,
        expect.not.stringMatching(/node|express|nest|engine\.io|postgres|v?\d+\.\d+\.\d+|\bat .*\.[jt]s/i),
      ]);
    }
  });

  it('sets no cookie but that of a polling session, which scripts and other sites do not get', async () => {
    for (const [what, , line, request] of kinds) {
      const cookies = (await answerTo(line, request)).headers.getSetCookie();
      if (what !== 'a polling session') expect([what, cookies]).toEqual([what, []]);
      else
        expect(cookies).toEqual([
          expect.stringMatching(/^hub_polling=[\w-]{22}; Path=\/socket\.io\/; HttpOnly; SameSite=Strict$/),
        ]);
    }
  });
});
