import type { Login } from '@smart-hub/contract/auth';
import { LoginDelayStore } from '../src/auth/login-delay.store.js';
import { sendRequest, expectProblem, withoutRequestId, type HttpResponse } from './support/http.js';
import { PASSWORD, register, startHub, type TestHub } from './support/hub.js';

const FREE = 5;

describe('logins at one account', () => {
  let hub: TestHub;
  let addresses = 0;
  beforeAll(async () => {
    hub = await startHub({ TRUST_PROXY: '1', LOGIN_FAILURES: `${FREE}` });
  });
  afterAll(() => hub.close());

  const newAddress = () => `198.51.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;
  const logIn = (email: string, password: string, address = newAddress()) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password }, headers: { 'x-forwarded-for': address } });
  const guess = (email: string, address?: string) => logIn(email, 'Wrong-123', address);
  const wait = (seconds: number) =>
    hub.sql.rows(`update login_failures set failed_at = failed_at - $1 * interval '1 second'`, [seconds]);
  const delay = (answer: HttpResponse) => expectProblem(answer, 'auth.login_delayed').retryAfter;
  /** The delay of a guess right after the last failure, however long ago that was on a busy machine. */
  const delayNow = async (email: string) => {
    await hub.sql.rows('update login_failures set failed_at = clock_timestamp()');
    return delay(await guess(email));
  };
  const spend = async (email: string, address?: string) => {
    for (let count = 0; count < FREE; count += 1) expectProblem(await guess(email, address), 'auth.credentials_invalid');
  };

  it.each(['of somebody', 'that does not exist'])(
    'are refused for longer after each failure, from whatever addresses, at an account %s',
    async (which) => {
      const email = which === 'of somebody' ? (await register(hub)).email : 'nobody@example.com';
      await spend(email);
      for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
        expect(await delayNow(email)).toBe(seconds);
        // Refused attempts are no failures.
        expect(await delayNow(email)).toBe(seconds);
        await wait(seconds);
        expectProblem(await guess(email), 'auth.credentials_invalid');
      }
    },
  );

  it('that come at the same moment are counted one by one', async () => {
    const { email } = await register(hub);
    const began = performance.now();

    const answers = await Promise.all(Array.from({ length: 60 }, () => guess(email)));

    const checked = answers.filter(({ status }) => status === 401).length;
    expect(checked).toBeGreaterThanOrEqual(FREE);
    // While these are answered, delays of a second and more end.
    expect(checked).toBeLessThan(FREE + 1 + (performance.now() - began) / 1000);
    answers.filter(({ status }) => status !== 401).forEach((answer) => delay(answer));
  });

  it('are not refused to the owner at an address of their own, whatever strangers do', async () => {
    const { email } = await register(hub);
    const home = newAddress();
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    await spend(email);
    await wait(1);
    await guess(email);

    expect(delay(await logIn(email, PASSWORD))).toBe(2);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    // Which does not let strangers guess again.
    delay(await guess(email));
  });

  it('are not refused at the address at which the owner registered', async () => {
    const [home, email] = [newAddress(), `${Math.random()}@example.com`];
    const json = { name: 'Ana', email, password: PASSWORD };
    await sendRequest(hub, 'POST /api/auth/register', { json, headers: { 'x-forwarded-for': home } });
    await spend(email);

    expect(delay(await logIn(email, PASSWORD))).toBe(1);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
  });

  it('are refused at an address of the owner, too, after failures there', async () => {
    const { email } = await register(hub);
    const home = newAddress();
    await logIn(email, PASSWORD, home);
    await spend(email, home);

    expect(delay(await logIn(email, PASSWORD, home))).toBe(1);
    await wait(1);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    await spend(email, home);
  });

  it('are counted anew after one that succeeded, and after an hour', async () => {
    const { email } = await register(hub);
    for (let count = 1; count < FREE; count += 1) await guess(email);
    expect((await logIn(email, PASSWORD)).status).toBe(200);
    await spend(email);
    delay(await guess(email));
    await wait(3600);
    await spend(email);
  });

  it('remember the ten addresses that were used last', async () => {
    const { email } = await register(hub);
    const used = Array.from({ length: 12 }, newAddress);
    let session: Login | undefined;
    for (const address of used) session = (await logIn(email, PASSWORD, address)).body as Login;
    const rows = await hub.sql.rows('select address from login_addresses where user_id = $1 order by used_at', [
      session!.user.id,
    ]);
    expect(rows.map(({ address }) => address as string)).toEqual(used.slice(-10));
  });

  it('forget an address after 90 days without a login from there', async () => {
    const { id, email } = await register(hub);
    const [old, recent] = [newAddress(), newAddress()];
    for (const address of [old, recent]) await logIn(email, PASSWORD, address);
    const age = (address: string, days: number) =>
      hub.sql.rows(
        `update login_addresses set used_at = now() - $3 * interval '1 day' where user_id = $1 and address = $2`,
        [id, address, days],
      );
    await age(old, 91);
    await age(recent, 89);

    await hub.providers(LoginDelayStore)[0]!.prune();

    const rows = await hub.sql.rows('select address from login_addresses where user_id = $1 and address = any ($2)', [
      id,
      [old, recent],
    ]);
    expect(rows).toEqual([{ address: recent }]);
  });

  it('are not refused because of failures in the future, from before the clock of the database was set back', async () => {
    const { email } = await register(hub);
    await spend(email);
    await wait(-7200);

    expectProblem(await guess(email), 'auth.credentials_invalid');
    expect(await delayNow(email)).toBe(2);
  });

  it('remember a new address also where ten were used in the future, before the clock of the database was set back', async () => {
    const { id, email } = await register(hub);
    for (let count = 0; count < 10; count += 1) await logIn(email, PASSWORD);
    await hub.sql.rows(`update login_addresses set used_at = used_at + interval '1 day' where user_id = $1`, [id]);
    const [home, work] = [newAddress(), newAddress()];
    for (const address of [home, work]) await logIn(email, PASSWORD, address);

    const rows = await hub.sql.rows('select address from login_addresses where user_id = $1', [id]);
    expect(rows).toHaveLength(10);
    expect(rows.map(({ address }) => address as string)).toEqual(expect.arrayContaining([home, work]));
  });
});

describe('logins at one account of several servers', () => {
  const hubs: TestHub[] = [];
  afterAll(async () => {
    for (const hub of hubs.slice(1)) await hub.stop();
    await hubs[0]!.close();
  });

  it('are admitted one at a time once a delay is over, however many servers are asked at the same moment', async () => {
    const slow = { LOGIN_FAILURES: '1', BCRYPT_SALT_ROUNDS: '9' };
    for (let count = 0; count < 4; count += 1) hubs.push(await startHub(slow, hubs[0]?.database));
    const email = 'nobody@example.com';
    const json = { email, password: 'Wrong-123' };
    const guesses = () => Promise.all(hubs.map((hub) => sendRequest(hub, 'POST /api/auth/login', { json })));
    expectProblem(await sendRequest(hubs[0]!, 'POST /api/auth/login', { json }), 'auth.credentials_invalid');
    for (let round = 0; round < 5; round += 1) {
      await hubs[0]!.sql.rows(`update login_failures set failed_at = failed_at - interval '30 seconds'`);

      const answers = await guesses();

      expect(answers.filter(({ status }) => status === 401)).toHaveLength(1);
      for (const answer of answers) if (answer.status !== 401) expectProblem(answer, 'auth.login_delayed');
    }
  });
});

describe('a server that checks one password for long', () => {
  let hub: TestHub;
  let addresses = 0;
  afterEach(() => hub.close());

  const newAddress = () => `203.0.113.${(addresses += 1)}`;
  const logIn = (email: string, password: string, address = newAddress()) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password }, headers: { 'x-forwarded-for': address } });

  it('logs in the owner of an account at an address of their own while strangers flood the account', async () => {
    hub = await startHub({ TRUST_PROXY: '1', BCRYPT_SALT_ROUNDS: '11' }, undefined, { nodes: 1 });
    const [{ email }, home] = [await register(hub), newAddress()];
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    let answered = 0;
    const guess = async () => {
      expectProblem(await logIn(email, 'Wrong-123'), 'auth.credentials_invalid');
      answered += 1;
    };
    const flood = Array.from({ length: 30 }, guess);
    await flood[0];

    expect((await logIn(email, PASSWORD, home)).status).toBe(200);

    expect(answered).toBeLessThan(10);
    await Promise.all(flood);
  });

  it('refuses more than a hundred attempts that wait at one account, whether or not it exists', async () => {
    hub = await startHub({ TRUST_PROXY: '1', BCRYPT_SALT_ROUNDS: '10' }, undefined, { nodes: 1 });
    const { email } = await register(hub);
    const refusals = [];
    for (const account of [email, 'nobody@example.com']) {
      const answers = await Promise.all(Array.from({ length: 150 }, () => logIn(account, 'Wrong-123')));

      const refused = answers.filter(({ status }) => status !== 401);
      expect(refused.length).toBeGreaterThan(0);
      expect(answers.length - refused.length).toBeGreaterThan(100);
      for (const answer of refused) expectProblem(answer, 'server.overloaded');
      refusals.push(withoutRequestId(refused[0]!));
    }
    expect(refusals[0]).toEqual(refusals[1]);
  });

  it('counts no attempt that it refuses because others are being checked', async () => {
    const slow = { BCRYPT_SALT_ROUNDS: '13', PASSWORD_HASHES_AT_ONCE: '1', PASSWORD_WAIT: '0' };
    hub = await startHub({ ...slow, TRUST_PROXY: '1', LOGIN_FAILURES: '1' }, undefined, { nodes: 1 });
    const guess = () => logIn('nobody@example.com', 'Wrong-123');
    for (let count = 0; count < 2; count += 1) {
      expectProblem(await guess(), 'auth.credentials_invalid');
      await hub.sql.rows(`update login_failures set failed_at = failed_at - interval '1 minute'`);
    }
    const [busy, next] = ['a', 'b'].map((name) => logIn(`${name}@example.com`, 'Wrong-123'));
    // One of them is refused, and the other one is being checked.
    expectProblem(await Promise.race([busy!, next!]), 'server.overloaded');
    for (let count = 0; count < 4; count += 1) expectProblem(await guess(), 'server.overloaded');
    await Promise.all([busy, next]);

    expectProblem(await guess(), 'auth.credentials_invalid');
    // Two before, and this one.
    expect(await hub.sql.rows('select max(failures) as failures from login_failures')).toEqual([{ failures: 3 }]);
  });
});
