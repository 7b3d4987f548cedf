import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from './support/http.js';
import { startHub, type Hub } from './support/hub.js';

describe('the web client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-page-'));
  const page = '<!doctype html><title>Hub</title>';
  let hub: Hub;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), page);
    writeFileSync(join(folder, 'assets/index-a1b2c3.js'), 'as it is');
    writeFileSync(join(folder, 'assets/index-a1b2c3.js.br'), 'compressed');
    writeFileSync(join(folder, '../outside.txt'), 'secret');
    hub = await startHub({}, undefined, { page: folder });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
    rmSync(join(folder, '../outside.txt'));
  });

  const navigate = (path: string) => fetch(`${hub.url}${path}`, { headers: { accept: 'text/html,*/*' } });

  it('is the page at the root and at all its places, asked for anew each time', async () => {
    for (const path of ['/', '/c/d231425f-00ed-55f6-be8c-d787983456c5', '/new/x?y=z']) {
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
    expect(await (await navigate('/..%2foutside.txt')).text()).toBe(page);
    expect((await navigate('/socket.io/nowhere')).status).toBe(400);
    // Who asks for no page is not given one.
    expect(await ask(hub, 'GET /nowhere')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
    expect(await ask(hub, 'POST /')).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });
});
