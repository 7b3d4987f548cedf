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

  it('shows the page and reads files at once, logs in whom it can, and refuses the others without a word about their accounts', async () => {
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
    // The hashing is under way once the first login is answered.
    await Promise.race([...known, ...unknown]);

    const asked = performance.now();
    // The hub is in this process: another user of the threads that hash.
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe(PAGE);
    const view = await fetch(`${hub.url}/`, { headers: { accept: 'text/html' } });
    expect(await view.text()).toBe(PAGE);
    const tookMs = performance.now() - asked;
    const [ofAna, ofNobody] = await logins;

    // Behind the logins, four threads at a time, it would have waited for 30 hashes.
    expect(tookMs).toBeLessThan(10 * hashMs);
    const refused = (answers: HttpResponse[]) => answers.filter(({ status }) => status === 503);
    expect(new Set(ofAna.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(new Set(ofNobody.map(({ status }) => status))).toEqual(new Set([401, 503]));
    for (const answer of [...refused(ofAna), ...refused(ofNobody)]) {
      const { retryAfter } = expectProblem(answer, 'server.overloaded');
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(5);
    }
    // The number of seconds depends on how many logins are waiting, not on the account.
    const wording = (answers: HttpResponse[]) =>
      new Set(refused(answers).map((answer) => JSON.stringify(withoutRequestId(answer)).replaceAll(/\d+/g, 'N')));
    expect(wording(ofAna).size).toBe(1);
    expect(wording(ofAna)).toEqual(wording(ofNobody));
  });

  it('logs in again as soon as the others have been answered', async () => {
    expect((await logIn(ana.email)).status).toBe(200);
  });
});
