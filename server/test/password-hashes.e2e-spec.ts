import { hash } from 'bcrypt';
import { readFileSync } from 'node:fs';
import { sendRequest, expectProblem, withoutRequestId, type HttpResponse } from './support/http.js';
import { PASSWORD, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { suiteLog } from './support/suite-log.js';

jest.setTimeout(60_000);

describe('a password hash', () => {
  let hub: TestHub;
  /** Further servers on the database of `hub`, which each test starts and `afterEach` stops. */
  const others: TestHub[] = [];
  beforeAll(async () => {
    hub = await startHub({ BCRYPT_SALT_ROUNDS: '4' });
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.stop();
  });
  afterAll(() => hub.close());

  const start = async (environment: Record<string, string>) => {
    const other = await startHub(environment, hub.database, { nodes: 1 });
    others.push(other);
    return other;
  };
  const logIn = (server: Pick<TestHub, 'url'>, email: string, password = PASSWORD) =>
    sendRequest(server, 'POST /api/auth/login', { json: { email, password } });
  const hashOf = async (id: string) => {
    const [row] = await hub.sql.rows('select password_hash from users where id = $1', [id]);
    return row!['password_hash'] as string;
  };
  const isUpgraded = async (id: string) => !(await hashOf(id)).startsWith('$2b$04$');
  const measureMs = async (response: Promise<HttpResponse>) => {
    const began = performance.now();
    await response;
    return performance.now() - began;
  };

  it('is upgraded once after a login when its cost is below the configured cost', async () => {
    const stronger = await start({ BCRYPT_SALT_ROUNDS: '5' });
    const { email, id } = await register(hub);
    expect(await hashOf(id)).toMatch(/^\$2b\$04\$/);
    expect((await logIn(stronger, email)).status).toBe(200);
    await waitUntil('the hash is upgraded', () => isUpgraded(id));
    const upgraded = await hashOf(id);
    expect(upgraded).toMatch(/^\$2b\$05\$/);

    // The hash is neither upgraded again nor downgraded.
    expect((await logIn(stronger, email)).status).toBe(200);
    expect((await logIn(hub, email)).status).toBe(200);
    await stronger.stop();
    expect(await hashOf(id)).toBe(upgraded);
  });

  it('delays neither the login that starts its upgrade nor another login during the upgrade', async () => {
    const { email, id } = await register(hub);
    const ben = await register(hub);
    const slow = { BCRYPT_SALT_ROUNDS: '13', PASSWORD_HASHES_AT_ONCE: '1', PASSWORD_WAIT: '0' };
    const stronger = await start(slow);
    const hashMs = await measureMs(logIn(stronger, email, 'Wrong-123'));

    const tookMs = await measureMs(logIn(stronger, email));
    const second = await logIn(stronger, ben.email);

    expect(tookMs).toBeLessThan(hashMs * 0.75);
    expect(second.status).toBe(200);
    expect(await isUpgraded(id)).toBe(false);
    await waitUntil('the hash is upgraded', () => isUpgraded(id));
    // The server upgrades one hash at a time, and skips others: a later login of Ben starts the upgrade of his hash.
    await waitUntil('the other hash is upgraded after another login', async () => {
      expect((await logIn(stronger, ben.email)).status).toBe(200);
      return isUpgraded(ben.id);
    });
  });

  it('is not upgraded, and does not delay the shutdown, when the server stops during the upgrade', async () => {
    const { email, id } = await register(hub);
    const stronger = await start({ BCRYPT_SALT_ROUNDS: '14' });
    const hashMs = await measureMs(logIn(stronger, email, 'Wrong-123'));
    expect((await logIn(stronger, email)).status).toBe(200);

    const began = performance.now();
    await stronger.stop();

    expect(performance.now() - began).toBeLessThan(hashMs / 2);
    // This hash takes twice as long as the abandoned upgrade: when this hash is done, the upgrade has ended, too.
    await hash(PASSWORD, 15);
    expect(readFileSync(suiteLog()!, 'utf8')).not.toContain('could not be upgraded');
    expect(await isUpgraded(id)).toBe(false);
  });

  it('whose upgrade fails does not make the login fail, and the failure is logged', async () => {
    const { email, id } = await register(hub);
    const stronger = await start({ BCRYPT_SALT_ROUNDS: '5' });
    const lock = await hub.openTransaction('select from users where id = $1 for no key update', [id]);

    expect((await logIn(stronger, email)).status).toBe(200);

    await waitUntil('the failure is logged', () => readFileSync(suiteLog()!, 'utf8').includes('could not be upgraded'));
    await lock.rollback();
  });

  it.each([
    ['of another algorithm', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA'],
    ['that is empty', ''],
    ['that is truncated', '$2b$10$abc'],
    ['of a cost that is too high', `$2b$31$${'.'.repeat(53)}`],
    ['of a cost that is not a number', `$2b$xx$${'.'.repeat(53)}`],
  ])(
    '%s makes every login fail as with a wrong password, with similar CPU time, and does not prevent a server from starting',
    async (_, unreadable) => {
      const [{ email, id }, ben] = [await register(hub), await register(hub)];
      await hub.sql.rows('update users set password_hash = $2 where id = $1', [id, unreadable]);
      const slow = await start({ BCRYPT_SALT_ROUNDS: '10' });
      const work = { unreadable: Infinity, wrong: Infinity };
      for (let round = 0; round < 5; round += 1) {
        for (const [name, address] of Object.entries({ unreadable: email, wrong: ben.email })) {
          const before = process.cpuUsage();
          expectProblem(await logIn(slow, address, 'Wrong-123'), 'auth.credentials_invalid');
          const { user, system } = process.cpuUsage(before);
          work[name as keyof typeof work] = Math.min(work[name as keyof typeof work], user + system);
        }
      }

      expect(withoutRequestId(await logIn(slow, email))).toEqual(
        withoutRequestId(await logIn(slow, ben.email, 'Wrong-123')),
      );
      expect(work.unreadable / work.wrong).toBeGreaterThan(0.6);
      expect(work.unreadable / work.wrong).toBeLessThan(1.7);
      expect((await logIn(slow, ben.email)).status).toBe(200);
      await hub.sql.rows('delete from users where id = $1', [id]);
    },
  );
});
