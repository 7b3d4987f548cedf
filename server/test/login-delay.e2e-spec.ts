import type { Session } from '@smart-hub/contract/auth';
import { LoginDelay } from '../src/auth/login-delay.js';
import { ask, problemOf, type Answer } from './support/http.js';
import { PASSWORD, register, startHub, type Hub } from './support/hub.js';

const FREE = 5;

describe('logins at one account', () => {
  let hub: Hub;
  let addresses = 0;
  beforeAll(async () => {
    hub = await startHub({ TRUST_PROXY: '1', LOGIN_FAILURES: `${FREE}` });
  });
  afterAll(() => hub.close());

  const newAddress = () => `198.51.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;
  const logIn = (email: string, password: string, address = newAddress()) =>
    ask(hub, 'POST /api/auth/login', { json: { email, password }, headers: { 'x-forwarded-for': address } });
  const guess = (email: string, address?: string) => logIn(email, 'Wrong-123', address);
  const wait = (seconds: number) =>
    hub.sql.rows(`update login_failures set failed_at = failed_at - $1 * interval '1 second'`, [seconds]);
  const delay = (answer: Answer) => problemOf(answer, 'auth.login_delayed').retryAfter;
  const spend = async (email: string, address?: string) => {
    for (let count = 0; count < FREE; count += 1) problemOf(await guess(email, address), 'auth.credentials_invalid');
  };

  it.each(['of somebody', 'that does not exist'])(
    'are refused for longer after each failure, from whatever addresses, at an account %s',
    async (which) => {
      const email = which === 'of somebody' ? (await register(hub)).email : 'nobody@example.com';
      await spend(email);
      for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
        expect(delay(await guess(email))).toBe(seconds);
        // Refused attempts are no failures.
        expect(delay(await guess(email))).toBe(seconds);
        await wait(seconds);
        problemOf(await guess(email), 'auth.credentials_invalid');
      }
    },
  );

  it('that come at the same moment are counted one by one', async () => {
    const { email } = await register(hub);
    const began = performance.now();

    const answers = await Promise.all(Array.from({ length: 60 }, () => guess(email)));

    const checked = answers.filter(({ status }) => status === 401).length;
    expect(checked).toBeGreaterThanOrEqual(FREE);
    // Each node checks one password of the account at a time; and while these are answered, delays of a second and more end.
    const atOnce = hub.parts(LoginDelay).length;
    expect(checked).toBeLessThan(FREE + atOnce * (1 + (performance.now() - began) / 1000));
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
    await ask(hub, 'POST /api/auth/register', { json, headers: { 'x-forwarded-for': home } });
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
    let session: Session | undefined;
    for (const address of used) session = (await logIn(email, PASSWORD, address)).body as Session;
    const rows = await hub.sql.rows('select address from login_addresses where user_id = $1 order by used_at', [
      session!.user.id,
    ]);
    expect(rows.map(({ address }) => address as string)).toEqual(used.slice(-10));
  });

  it('renew a hash whose cost is lower than it is configured now', async () => {
    const stronger = await startHub({ BCRYPT_SALT_ROUNDS: '5', LOGIN_FAILURES: `${FREE}` }, hub.database);
    const { email, id } = await register(hub);
    const hashOf = async () => {
      const [row] = await hub.sql.rows('select password_hash from users where id = $1', [id]);
      return row!['password_hash'] as string;
    };
    expect(await hashOf()).toMatch(/^\$2b\$04\$/);
    const credentials = { json: { email, password: PASSWORD } };
    expect((await ask(stronger, 'POST /api/auth/login', credentials)).status).toBe(200);
    const renewed = await hashOf();
    expect(renewed).toMatch(/^\$2b\$05\$/);
    // Neither again, nor back.
    expect((await ask(stronger, 'POST /api/auth/login', credentials)).status).toBe(200);
    expect((await logIn(email, PASSWORD)).status).toBe(200);
    expect(await hashOf()).toBe(renewed);
    await stronger.stop();
  });
});
