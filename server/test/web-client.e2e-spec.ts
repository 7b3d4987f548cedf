import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendRequest, expectProblem } from './support/http.js';
import { closeHubs, startHub, type TestHub } from './support/hub.js';

describe('the web client', () => {
  const parent = mkdtempSync(join(tmpdir(), 'hub-page-'));
  const folder = join(parent, 'page');
  const page = '<!doctype html><title>Hub</title>';
  let hub: TestHub;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), page);
    writeFileSync(join(folder, 'assets/index-a1b2c3.js'), 'as it is');
    writeFileSync(join(folder, 'assets/index-a1b2c3.js.br'), 'compressed');
    writeFileSync(join(parent, 'outside.txt'), 'secret');
    hub = await startHub({}, undefined, { page: folder });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(parent, { recursive: true });
  });

  const navigate = (path: string) => fetch(`${hub.url}${path}`, { headers: { accept: 'text/html,*/*' } });

  it('is served at the root and at all its routes, and browsers must revalidate it each time', async () => {
    for (const path of ['/', '/c/d231425f-00ed-55f6-be8c-d787983456c5', '/u/x', '/account', '/new/x?y=z', '/foo']) {
      const response = await navigate(path);
      expect([path, response.status, await response.text()]).toEqual([path, 200, page]);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    }
    const revalidated = await fetch(`${hub.url}/`, {
      headers: { accept: 'text/html', 'if-none-match': (await navigate('/')).headers.get('etag')! },
    });
    expect(revalidated.status).toBe(304);
  });

  it('does not count against the request limit, at any of its routes', async () => {
    const limited = await startHub({ THROTTLER_UNKNOWN_LIMIT: '1' }, hub.database, { page: folder, nodes: 1 });
    for (const path of ['/', '/c/1', '/assets/index-a1b2c3.js']) {
      for (let i = 0; i < 3; i += 1) {
        const response = await sendRequest(limited, `GET ${path}`, { headers: { accept: 'text/html' } });
        expect([path, response.status, response.headers.get('ratelimit-limit')]).toEqual([path, 200, null]);
      }
    }
    expectProblem(await sendRequest(limited, 'GET /nothing'), 'route.not_found');
    expectProblem(await sendRequest(limited, 'GET /nothing'), 'rate.limited');
    await limited.stop();
  });

  it('allows only scripts and styles from its own files, and cannot be framed', async () => {
    const policy = (await navigate('/')).headers.get('content-security-policy')!;
    const directives = Object.fromEntries(policy.split('; ').map((part) => part.split(/ (.*)/).slice(0, 2)));

    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    // The API documents have their own policy.
    expect((await navigate('/api/docs')).headers.get('content-security-policy')).not.toBe(policy);
  });

  it('has assets that browsers may cache for a year, compressed for clients that accept it', async () => {
    const file = (encoding: string) =>
      fetch(`${hub.url}/assets/index-a1b2c3.js`, { headers: { 'accept-encoding': encoding } });
    const plain = await file('identity');

    expect(await plain.text()).toBe('as it is');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('vary')).toMatch(/Accept-Encoding/i);
    const { headers } = await fetch(`${hub.url}/assets/index-a1b2c3.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
    });
    expect([headers.get('content-encoding'), headers.get('content-length')]).toEqual(['br', '10']);
    expect(headers.get('content-type')).toMatch(/javascript/);
  });

  it('is not served in place of an unknown API route, a missing asset or a path outside its folder', async () => {
    for (const path of ['/api/nowhere', '/assets/gone-d4e5f6.js', '/%2e%2e/outside.txt']) {
      const response = await navigate(path);
      expect([path, response.status, await response.json()]).toMatchObject([path, 404, { code: 'route.not_found' }]);
    }
    expect((await navigate('/socket.io/nowhere')).status).toBe(400);
    // A request that does not accept HTML does not get the page.
    expect(await sendRequest(hub, 'GET /nowhere')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
    expect(await sendRequest(hub, 'POST /')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });

  /** Requests a page at an unchanged path, which `fetch` would normalize, and returns the status. */
  async function statusOf(path: string): Promise<number> {
    const { hostname, port } = new URL(hub.url);
    const request = get({ hostname, port, path, headers: { accept: 'text/html' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    return response.statusCode!;
  }

  it('responds with 404 to a path that is malformed or leads out of its folder', async () => {
    const paths = [
      '/../outside.txt',
      '/assets/../../outside.txt',
      '/assets/..',
      '/%2e%2e/outside.txt',
      '/.%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets%2Findex-a1b2c3.js',
      '/..%5coutside.txt',
      '/..\\outside.txt',
      '/%00',
      '/index.html%00',
      '/%',
      '/%E0%A4%A',
    ];
    for (const path of paths) expect([path, await statusOf(path)]).toEqual([path, 404]);
    expect(await statusOf('/')).toBe(200);
  });

  it('responds with 404 to a long path of many dots without delay', async () => {
    // Processing time exponential in the number of dots would exceed the time limit of the test.
    expect(await statusOf(`/${'a.'.repeat(2000)}a!`)).toBe(404);
  });

  it('is sent in the smallest encoding that the client accepts, and each encoding has its own ETag', async () => {
    const file = async (headers: Record<string, string>) => {
      const response = await fetch(`${hub.url}/assets/index-a1b2c3.js`, { method: 'HEAD', headers });
      return {
        status: response.status,
        encoding: response.headers.get('content-encoding'),
        tag: response.headers.get('etag')!,
      };
    };
    // The Accept-Encoding header that browsers send.
    const brotli = await file({ 'accept-encoding': 'gzip, deflate, br, zstd' });
    const plain = await file({ 'accept-encoding': 'gzip, br;q=0' });

    expect([brotli.encoding, plain.encoding]).toEqual(['br', null]);
    expect(brotli.tag).not.toBe(plain.tag);
    expect(await file({ 'accept-encoding': 'br', 'if-none-match': brotli.tag })).toMatchObject({ status: 304 });
    expect(await file({ 'accept-encoding': 'br', 'if-none-match': plain.tag })).toMatchObject({ status: 200 });
  });

  it('responds with the requested range of a file, and refuses a range that the file does not have', async () => {
    const ranged = (range: string, headers: Record<string, string> = {}) =>
      sendRequest(hub, 'GET /assets/index-a1b2c3.js', {
        headers: { 'accept-encoding': 'identity', range, ...headers },
      });
    const tag = (await ranged('bytes=0-')).headers.get('etag')!;

    for (const [range, body, contentRange] of [
      ['bytes=3-4', 'it', 'bytes 3-4/8'],
      ['bytes=6-', 'is', 'bytes 6-7/8'],
      ['bytes=-2', 'is', 'bytes 6-7/8'],
      ['bytes=6-99', 'is', 'bytes 6-7/8'],
    ] as const) {
      const response = await ranged(range);
      expect([range, response.status, response.body]).toEqual([range, 206, body]);
      expect(response.headers.get('content-range')).toBe(contentRange);
      expect(response.headers.get('content-length')).toBe('2');
    }
    for (const range of ['bytes=8-', 'bytes=5-4', 'bytes=x-y', 'bytes']) {
      const response = await ranged(range);
      expectProblem(response, 'request.range_invalid');
      expect(response.headers.get('content-range')).toBe('bytes */8');
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    // The whole file is sent for several ranges, for other units, and for a range of another version.
    for (const range of ['bytes=0-1,4-5', 'lines=1-2']) expect(await ranged(range)).toMatchObject({ status: 200 });
    expect(await ranged('bytes=0-1', { 'if-range': '"another"' })).toMatchObject({ status: 200, body: 'as it is' });
    expect(await ranged('bytes=0-1', { 'if-range': tag })).toMatchObject({ status: 206, body: 'as' });
  });
});

describe('the folder of the web client', () => {
  const production = { NODE_ENV: 'production', DB_HOST: '127.0.0.1' };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-page-'));
  });
  afterEach(async () => {
    await closeHubs();
    rmSync(folder, { recursive: true, force: true });
  });
  const build = (text: string) => writeFileSync(join(folder, 'index.html'), text);
  const pageOf = (hub: TestHub) => sendRequest(hub, 'GET /', { headers: { accept: 'text/html' } });

  it('is read once in production: a page view reads no file', async () => {
    build('first');
    const hub = await startHub(production, undefined, { page: folder });
    rmSync(folder, { recursive: true });

    expect(await pageOf(hub)).toMatchObject({ status: 200, body: 'first' });
  });

  it('is read again in development after each build, and can be missing until the first build', async () => {
    rmSync(folder, { recursive: true });
    const hub = await startHub({}, undefined, { page: folder, nodes: 1 });
    expect(await pageOf(hub)).toMatchObject({ status: 302 });

    mkdirSync(folder);
    build('first');
    expect(await pageOf(hub)).toMatchObject({ status: 200, body: 'first' });

    rmSync(join(folder, 'index.html'));
    expect(await pageOf(hub)).toMatchObject({ status: 200, body: 'first' });

    build('the second');
    expect(await pageOf(hub)).toMatchObject({ status: 200, body: 'the second' });
  });

  it('with a file that cannot be read makes the start fail with an explanation', async () => {
    build('first');
    symlinkSync('itself', join(folder, 'itself'));

    for (const environment of [production, {}])
      await expect(startHub(environment, undefined, { page: folder })).rejects.toThrow(
        /^The web client at .*itself cannot be read \(.*\): make it readable, or build it again with `pnpm build`\.$/,
      );
  });
});
