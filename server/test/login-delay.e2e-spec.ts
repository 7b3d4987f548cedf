import type { Login } from '@smart-hub/contract/auth';
import { LoginDelayStore } from '../src/auth/login-delay.store.js';
import { sendRequest, expectProblem, withoutRequestId, type HttpResponse } from './support/http.js';
import { PASSWORD, register, startHub, type TestHub } from './support/hub.js';

const FREE_FAILURES = 5;

describe('logins to one account', () => {
  let hub: TestHub;
  let addresses = 0;
  beforeAll(async () => {
    hub = await startHub({ TRUST_PROXY: '1', LOGIN_FAILURES: `${FREE_FAILURES}` });
  });
  afterAll(() => hub.close());

  const newAddress = () => `198.51.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;
  const logIn = (email: string, password: string, address = newAddress()) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password }, headers: { 'x-forwarded-for': address } });
  const guess = (email: string, address?: string) => logIn(email, 'Wrong-123', address);
  const letTimePass = (seconds: number) =>
    hub.sql.rows(`update login_failures set failed_at = failed_at - $1 * interval '1 second'`, [seconds]);
  const expectDelay = (response: HttpResponse) => expectProblem(response, 'auth.login_delayed').retryAfter;
  /** Returns the delay right after a failure: sets the time of all failures to now, because a busy machine is slow. */
  const delayAfterFailure = async (email: string) => {
    await hub.sql.rows('update login_failures set failed_at = clock_timestamp()');
    return expectDelay(await guess(email));
  };
  const useUpFailures = async (email: string, address?: string) => {
    for (let count = 0; count < FREE_FAILURES; count += 1)
      expectProblem(await guess(email, address), 'auth.credentials_invalid');
  };

  it.each(['that exists', 'that does not exist'])(
    'are refused for longer after each failure, from any address, for an account %s',
    async (which) => {
      const email = which === 'that exists' ? (await register(hub)).email : 'nobody@example.com';
      await useUpFailures(email);
      for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
        expect(await delayAfterFailure(email)).toBe(seconds);
        // Refused attempts do not count as failures.
        expect(await delayAfterFailure(email)).toBe(seconds);
        await letTimePass(seconds);
        expectProblem(await guess(email), 'auth.credentials_invalid');
      }
    },
  );

  it('that fail concurrently each count as a failure, so that only a few of 60 passwords are checked', async () => {
    const { email } = await register(hub);
    const began = performance.now();

    const responses = await Promise.all(Array.from({ length: 60 }, () => guess(email)));

    const checked = responses.filter(({ status }) => status === 401).length;
    expect(checked).toBeGreaterThanOrEqual(FREE_FAILURES);
    // Delays of a second and more end while the attempts are processed: each second admits at most one more.
    expect(checked).toBeLessThan(FREE_FAILURES + 1 + (performance.now() - began) / 1000);
    responses.filter(({ status }) => status !== 401).forEach((response) => expectDelay(response));
  });

  it('are not refused from an address from which the owner has logged in, even after failures from other addresses', async () => {
    const { email } = await register(hub);
    const home = newAddress();
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    await useUpFailures(email);
    await letTimePass(1);
    await guess(email);

    expect(expectDelay(await logIn(email, PASSWORD))).toBe(2);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    // The login of the owner does not end the delay for other addresses.
    expectDelay(await guess(email));
  });

  it('are not refused from the address from which the owner registered', async () => {
    const [home, email] = [newAddress(), `${Math.random()}@example.com`];
    const json = { name: 'Ana', email, password: PASSWORD };
    await sendRequest(hub, 'POST /api/auth/register', { json, headers: { 'x-forwarded-for': home } });
    await useUpFailures(email);

    expect(expectDelay(await logIn(email, PASSWORD))).toBe(1);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
  });

  it('are refused even from an address of the owner after failures from that address', async () => {
    const { email } = await register(hub);
    const home = newAddress();
    await logIn(email, PASSWORD, home);
    await useUpFailures(email, home);

    expect(expectDelay(await logIn(email, PASSWORD, home))).toBe(1);
    await letTimePass(1);
    expect((await logIn(email, PASSWORD, home)).status).toBe(200);
    await useUpFailures(email, home);
  });

  it('start with a new count of failures after a successful login, and after an hour', async () => {
    const { email } = await register(hub);
    for (let count = 1; count < FREE_FAILURES; count += 1) await guess(email);
    expect((await logIn(email, PASSWORD)).status).toBe(200);
    await useUpFailures(email);
    expectDelay(await guess(email));
    await letTimePass(3600);
    await useUpFailures(email);
  });

  it('store the ten addresses from which the owner logged in last', async () => {
    const { email } = await register(hub);
    const used = Array.from({ length: 12 }, newAddress);
    let session: Login | undefined;
    for (const address of used) session = (await logIn(email, PASSWORD, address)).body as Login;
    const rows = await hub.sql.rows('select address from login_addresses where user_id = $1 order by used_at', [
      session!.user.id,
    ]);
    expect(rows.map(({ address }) => address as string)).toEqual(used.slice(-10));
  });

  it('have their address deleted after 90 days without another login from that address', async () => {
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

  it('are not refused because of failures whose time is in the future since the database clock was set back', async () => {
    const { email } = await register(hub);
    await useUpFailures(email);
    await letTimePass(-7200);

    expectProblem(await guess(email), 'auth.credentials_invalid');
    expect(await delayAfterFailure(email)).toBe(2);
  });

  it('store a new address even when the times of ten stored addresses are in the future since the database clock was set back', async () => {
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

describe('logins to one account on several servers', () => {
  const hubs: TestHub[] = [];
  afterAll(async () => {
    for (const hub of hubs.slice(1)) await hub.stop();
    await hubs[0]!.close();
  });

  it('are checked one at a time after a delay, however many servers receive a login concurrently', async () => {
    const slow = { LOGIN_FAILURES: '1', BCRYPT_SALT_ROUNDS: '9' };
    for (let count = 0; count < 4; count += 1) hubs.push(await startHub(slow, hubs[0]?.database));
    const email = 'nobody@example.com';
    const json = { email, password: 'Wrong-123' };
    const guesses = () => Promise.all(hubs.map((hub) => sendRequest(hub, 'POST /api/auth/login', { json })));
    expectProblem(await sendRequest(hubs[0]!, 'POST /api/auth/login', { json }), 'auth.credentials_invalid');
    for (let round = 0; round < 5; round += 1) {
      await hubs[0]!.sql.rows(`update login_failures set failed_at = failed_at - interval '30 seconds'`);

      const responses = await guesses();

      expect(responses.filter(({ status }) => status === 401)).toHaveLength(1);
      for (const response of responses) if (response.status !== 401) expectProblem(response, 'auth.login_delayed');
    }
  });
});

describe('a server with a slow password hash', () => {
  let hub: TestHub;
  let addresses = 0;
  afterEach(() => hub.close());

  const newAddress = () => `203.0.113.${(addresses += 1)}`;
  const logIn = (email: string, password: string, address = newAddress()) =>
    sendRequest(hub, 'POST /api/auth/login', { json: { email, password }, headers: { 'x-forwarded-for': address } });

  it('logs in the owner of an account from a known address while strangers flood the account with wrong passwords', async () => {
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

  it('refuses further logins to an account while a hundred are waiting, whether or not the account exists', async () => {
    hub = await startHub({ TRUST_PROXY: '1', BCRYPT_SALT_ROUNDS: '10' }, undefined, { nodes: 1 });
    const { email } = await register(hub);
    const refusals = [];
    for (const account of [email, 'nobody@example.com']) {
      const responses = await Promise.all(Array.from({ length: 150 }, () => logIn(account, 'Wrong-123')));

      const refused = responses.filter(({ status }) => status !== 401);
      expect(refused.length).toBeGreaterThan(0);
      expect(responses.length - refused.length).toBeGreaterThan(100);
      for (const response of refused) expectProblem(response, 'server.overloaded');
      refusals.push(withoutRequestId(refused[0]!));
    }
    expect(refusals[0]).toEqual(refusals[1]);
  });

  it('does not count as a failure a login that it refuses because it is checking other passwords', async () => {
    const slow = { BCRYPT_SALT_ROUNDS: '13', PASSWORD_HASHES_AT_ONCE: '1', PASSWORD_WAIT: '0' };
    hub = await startHub({ ...slow, TRUST_PROXY: '1', LOGIN_FAILURES: '1' }, undefined, { nodes: 1 });
    const guess = () => logIn('nobody@example.com', 'Wrong-123');
    for (let count = 0; count < 2; count += 1) {
      expectProblem(await guess(), 'auth.credentials_invalid');
      await hub.sql.rows(`update login_failures set failed_at = failed_at - interval '1 minute'`);
    }
    const [busy, next] = ['a', 'b'].map((name) => logIn(`${name}@example.com`, 'Wrong-123'));
    // One of the two logins is refused, because the server is checking the password of the other one.
    expectProblem(await Promise.race([busy!, next!]), 'server.overloaded');
    for (let count = 0; count < 4; count += 1) expectProblem(await guess(), 'server.overloaded');
    await Promise.all([busy, next]);

    expectProblem(await guess(), 'auth.credentials_invalid');
    // The two failures at the start and the last one: refused logins are not counted.
    expect(await hub.sql.rows('select max(failures) as failures from login_failures')).toEqual([{ failures: 3 }]);
  });
});
