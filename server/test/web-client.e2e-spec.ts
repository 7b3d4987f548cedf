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

  it('is the page at the root and at all its places, asked for anew each time', async () => {
    for (const path of ['/', '/c/d231425f-00ed-55f6-be8c-d787983456c5', '/u/x', '/account', '/new/x?y=z', '/foo']) {
      const answer = await navigate(path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, page]);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    }
    const again = await fetch(`${hub.url}/`, {
      headers: { accept: 'text/html', 'if-none-match': (await navigate('/')).headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });

  it('may be asked for as often as anybody likes, at all its places', async () => {
    const limited = await startHub({ THROTTLER_UNKNOWN_LIMIT: '1' }, hub.database, { page: folder, nodes: 1 });
    for (const path of ['/', '/c/1', '/assets/index-a1b2c3.js']) {
      for (let i = 0; i < 3; i += 1) {
        const answer = await sendRequest(limited, `GET ${path}`, { headers: { accept: 'text/html' } });
        expect([path, answer.status, answer.headers.get('ratelimit-limit')]).toEqual([path, 200, null]);
      }
    }
    expectProblem(await sendRequest(limited, 'GET /nothing'), 'route.not_found');
    expectProblem(await sendRequest(limited, 'GET /nothing'), 'rate.limited');
    await limited.stop();
  });

  it('allows scripts and styles of its own files only, and no frame around it', async () => {
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
    // Its neighbour has a policy of its own.
    expect((await navigate('/api/docs')).headers.get('content-security-policy')).not.toBe(policy);
  });

  it('has files that are kept for a year, compressed for who takes that', async () => {
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

  it('stands in for nothing that is not there', async () => {
    for (const path of ['/api/nowhere', '/assets/gone-d4e5f6.js', '/%2e%2e/outside.txt']) {
      const answer = await navigate(path);
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 404, { code: 'route.not_found' }]);
    }
    expect((await navigate('/socket.io/nowhere')).status).toBe(400);
    // Who asks for no page is not given one.
    expect(await sendRequest(hub, 'GET /nowhere')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
    expect(await sendRequest(hub, 'POST /')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });

  /** A page view with the path as it stands: `fetch` would tidy it up. */
  async function statusOf(path: string): Promise<number> {
    const { hostname, port } = new URL(hub.url);
    const request = get({ hostname, port, path, headers: { accept: 'text/html' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    return response.statusCode!;
  }

  it('has nothing at a path that is malformed, or leads out of its folder', async () => {
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

  it('answers a long path of many dots like any other', async () => {
    // Time that grew exponentially with the dots would not end within a test.
    expect(await statusOf(`/${'a.'.repeat(2000)}a!`)).toBe(404);
  });

  it('prefers the smallest encoding that is taken, each with a tag of its own', async () => {
    const file = async (headers: Record<string, string>) => {
      const answer = await fetch(`${hub.url}/assets/index-a1b2c3.js`, { method: 'HEAD', headers });
      return {
        status: answer.status,
        encoding: answer.headers.get('content-encoding'),
        tag: answer.headers.get('etag')!,
      };
    };
    // As browsers say it.
    const brotli = await file({ 'accept-encoding': 'gzip, deflate, br, zstd' });
    const plain = await file({ 'accept-encoding': 'gzip, br;q=0' });

    expect([brotli.encoding, plain.encoding]).toEqual(['br', null]);
    expect(brotli.tag).not.toBe(plain.tag);
    expect(await file({ 'accept-encoding': 'br', 'if-none-match': brotli.tag })).toMatchObject({ status: 304 });
    expect(await file({ 'accept-encoding': 'br', 'if-none-match': plain.tag })).toMatchObject({ status: 200 });
  });

  it('sends the part of a file that is asked for, and refuses one that it does not have', async () => {
    const ranged = (range: string, headers: Record<string, string> = {}) =>
      sendRequest(hub, 'GET /assets/index-a1b2c3.js', { headers: { 'accept-encoding': 'identity', range, ...headers } });
    const tag = (await ranged('bytes=0-')).headers.get('etag')!;

    for (const [range, body, stands] of [
      ['bytes=3-4', 'it', 'bytes 3-4/8'],
      ['bytes=6-', 'is', 'bytes 6-7/8'],
      ['bytes=-2', 'is', 'bytes 6-7/8'],
      ['bytes=6-99', 'is', 'bytes 6-7/8'],
    ] as const) {
      const answer = await ranged(range);
      expect([range, answer.status, answer.body]).toEqual([range, 206, body]);
      expect(answer.headers.get('content-range')).toBe(stands);
      expect(answer.headers.get('content-length')).toBe('2');
    }
    for (const range of ['bytes=8-', 'bytes=5-4', 'bytes=x-y', 'bytes']) {
      const answer = await ranged(range);
      expectProblem(answer, 'request.range_invalid');
      expect(answer.headers.get('content-range')).toBe('bytes */8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    // The whole: several parts, other units, a part of another version.
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

  it('is read once in production: a page view needs no file', async () => {
    build('first');
    const hub = await startHub(production, undefined, { page: folder });
    rmSync(folder, { recursive: true });

    expect(await pageOf(hub)).toMatchObject({ status: 200, body: 'first' });
  });

  it('is followed in development, from before it is built and while it is built again', async () => {
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

  it('with a file that cannot be read keeps the server from starting, in words', async () => {
    build('first');
    symlinkSync('itself', join(folder, 'itself'));

    for (const environment of [production, {}])
      await expect(startHub(environment, undefined, { page: folder })).rejects.toThrow(
        /^The web client at .*itself cannot be read \(.*\): make it readable, or build it again with `pnpm build`\.$/,
      );
  });
});
