import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendRequest, expectProblem, withoutRequestId, type HttpResponse } from './support/http.js';
import { PASSWORD, register, startHub, type TestHub, type TestPerson } from './support/hub.js';

jest.setTimeout(180_000);

const LOGINS = 120;
const PAGE = '<!doctype html><title>Hub</title>';

describe('a server with more logins than it can hash passwords for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-page-'));
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), PAGE);
    const production = { NODE_ENV: 'production', DB_HOST: '127.0.0.1' };
    const slow = { BCRYPT_SALT_ROUNDS: '11', PASSWORD_WAIT: '2' };
    hub = await startHub({ ...production, ...slow }, undefined, { page: folder });
    ana = await register(hub, 'Ana');
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const logIn = (email: string) => sendRequest(hub, 'POST /api/auth/login', { json: { email, password: PASSWORD } });

  it('serves the page and reads files without delay, admits some logins, and refuses the others without revealing whether their accounts exist', async () => {
    const begun = performance.now();
    expect((await logIn(ana.email)).status).toBe(200);
    const hashMs = performance.now() - begun;
    const known: Promise<HttpResponse>[] = [];
    const unknown: Promise<HttpResponse>[] = [];
    for (let i = 0; i < LOGINS; i += 2) {
      known.push(logIn(ana.email));
      unknown.push(logIn(`nobody.${i}@example.com`));
    }
    const logins = Promise.all([Promise.all(known), Promise.all(unknown)]);
    // Hashing is in progress once the first login has its response.
    await Promise.race([...known, ...unknown]);

    const requestedAt = performance.now();
    // The hub runs in this process: reading a file uses the same thread pool as hashing.
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe(PAGE);
    const page = await fetch(`${hub.url}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toBe(PAGE);
    const tookMs = performance.now() - requestedAt;
    const [ofAna, ofUnknown] = await logins;

    // If both had waited behind the 120 logins, with four threads, they would have waited for 30 hashes.
    expect(tookMs).toBeLessThan(10 * hashMs);
    const refused = (responses: HttpResponse[]) => responses.filter(({ status }) => status === 503);
    expect(new Set(ofAna.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(new Set(ofUnknown.map(({ status }) => status))).toEqual(new Set([401, 503]));
    for (const response of [...refused(ofAna), ...refused(ofUnknown)]) {
      const { retryAfter } = expectProblem(response, 'server.overloaded');
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(5);
    }
    // Numbers are masked: the number of seconds depends on how many logins are waiting, not on the account.
    const explanations = (responses: HttpResponse[]) =>
      new Set(refused(responses).map((response) => JSON.stringify(withoutRequestId(response)).replaceAll(/\d+/g, 'N')));
    expect(explanations(ofAna).size).toBe(1);
    expect(explanations(ofAna)).toEqual(explanations(ofUnknown));
  });

  it('admits a login again once the other logins have their responses', async () => {
    expect((await logIn(ana.email)).status).toBe(200);
  });
});
