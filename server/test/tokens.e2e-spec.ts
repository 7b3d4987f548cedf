import { Problem } from '@smart-hub/contract/problem';
import { HubClient, HubError } from '@smart-hub/sdk';
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { sendRequest, expectProblem } from './support/http.js';
import { register, startHub, type TestHub, type TestPerson } from './support/hub.js';

const SECRET = 'known to this suite, so that it can forge';

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmac = (hash: string, secret: string) => (data: string) =>
  createHmac(hash, secret).update(data).digest('base64url');
const hs256 = hmac('sha256', SECRET);

function forge(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }, signature = hs256): string {
  const data = `${base64(header)}.${base64(claims)}`;
  return `${data}.${signature(data)}`;
}

describe('an access token', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub({ JWT_SECRET: SECRET });
    ana = await register(hub, 'Ana');
  });
  afterAll(() => hub.close());

  /** Attempts a handshake. Returns "admitted", or the code of the problem with which it was refused. */
  async function handshakeOutcome(
    token?: string,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ): Promise<string> {
    const client = new HubClient({ url: hub.url, ...(token === undefined ? {} : { token }) });
    const socket = client.connect({ transports: ['websocket'], forceNew: true, reconnection: false, ...options });
    try {
      await socket.ready();
      return 'admitted';
    } catch (error) {
      return Problem.strict().parse((error as HubError).problem).code;
    } finally {
      socket.close();
    }
  }

  const claims = (other: object = {}) => ({
    sub: ana.id,
    aud: 'smart-hub',
    typ: 'access',
    exp: Math.floor(Date.now() / 1000) + 60,
    ...other,
  });

  it('of a login is accepted by REST and by the socket handshake, in auth.token or in the Authorization header', async () => {
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: ana.token })).status).toBe(200);
    expect(await handshakeOutcome(ana.token)).toBe('admitted');
    expect(await handshakeOutcome(ana.token, { transports: ['polling'] })).toBe('admitted');
    const extraHeaders = { authorization: `Bearer ${ana.token}` };
    expect(await handshakeOutcome(undefined, { extraHeaders })).toBe('admitted');
    expect(await handshakeOutcome(undefined, { extraHeaders: { authorization: ana.token } })).toBe(
      'auth.token_missing',
    );
    expect(await handshakeOutcome(undefined)).toBe('auth.token_missing');
    expectProblem(await sendRequest(hub, 'GET /api/users/profile'), 'auth.token_missing');
    const basic = await sendRequest(hub, 'GET /api/users/profile', {
      headers: { authorization: `Basic ${ana.token}` },
    });
    expectProblem(basic, 'auth.token_missing');
  });

  it('is signed with HS256, and contains its user, expiry, audience and type', () => {
    const [header, payload] = ana.token.split('.').map((part) => Buffer.from(part, 'base64url').toString());

    expect(JSON.parse(header!)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(JSON.parse(payload!)).toMatchObject({ ...claims(), exp: expect.any(Number) as number });
  });

  it('that the test signs with the right secret and claims is accepted', async () => {
    const token = forge(claims());

    expect((await sendRequest(hub, 'GET /api/users/profile', { token })).status).toBe(200);
    expect(await handshakeOutcome(token)).toBe('admitted');
    const long = forge(claims({ more: 'x'.repeat(2800) }));
    expect([long.length > 3900, long.length <= 4096]).toEqual([true, true]);
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: long })).status).toBe(200);
  });

  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  const rs256 = (data: string) => sign('RSA-SHA256', Buffer.from(data), privateKey).toString('base64url');

  it.each<[string, () => string]>([
    ['without a signature', () => forge(claims(), { alg: 'none', typ: 'JWT' }, () => '')],
    [
      'without a signature, with the algorithm spelt nOnE',
      () => forge(claims(), { alg: 'nOnE', typ: 'JWT' }, () => ''),
    ],
    ['with a signature, but the algorithm none', () => forge(claims(), { alg: 'none', typ: 'JWT' })],
    ['signed with HS512', () => forge(claims(), { alg: 'HS512', typ: 'JWT' }, hmac('sha512', SECRET))],
    ['signed with HS384', () => forge(claims(), { alg: 'HS384', typ: 'JWT' }, hmac('sha384', SECRET))],
    ['signed with an RSA key', () => forge(claims(), { alg: 'RS256', typ: 'JWT' }, rs256)],
    [
      'signed with an RSA key that its header contains',
      () => forge(claims(), { alg: 'RS256', jwk: publicKey.export({ format: 'jwk' }) }, rs256),
    ],
    ['signed with a public key as the secret', () => forge(claims(), undefined, hmac('sha256', String(publicPem)))],
    ['signed with another secret', () => forge(claims(), undefined, hmac('sha256', 'another'))],
    ['signed with an empty secret', () => forge(claims(), undefined, hmac('sha256', ''))],
    [
      'that has expired and is signed with another secret',
      () => forge(claims({ exp: 1 }), undefined, hmac('sha256', 'another')),
    ],
    ['for another audience', () => forge(claims({ aud: 'another' }))],
    ['without an audience', () => forge(claims({ aud: undefined }))],
    ['of another type', () => forge(claims({ typ: 'refresh' }))],
    ['without a type', () => forge(claims({ typ: undefined }))],
    ['without a user', () => forge(claims({ sub: undefined }))],
    ['of a user whose id is malformed', () => forge(claims({ sub: "' or true --" }))],
    ['of a user who does not exist', () => forge(claims({ sub: randomUUID() }))],
    ['without an expiry', () => forge(claims({ exp: undefined }))],
    ['whose expiry is not a number', () => forge(claims({ exp: 'never' }))],
    ['that is not valid yet', () => forge(claims({ nbf: 4_000_000_000 }))],
    ['with a changed payload', () => [forge({}).split('.')[0], base64(claims()), forge({}).split('.')[2]].join('.')],
    ['with a truncated signature', () => forge(claims()).slice(0, -1)],
    ['that is garbage', () => 'garbage'],
    ['of three empty parts', () => '..'],
    ['whose header is not JSON', () => `${Buffer.from('{').toString('base64url')}.e30.x`],
    ['with a critical extension', () => forge(claims(), { alg: 'HS256', typ: 'JWT', crit: ['b64'], b64: true })],
    ['with an empty list of critical extensions', () => forge(claims(), { alg: 'HS256', typ: 'JWT', crit: [] })],
    ['of more than 4,096 characters', () => forge(claims({ more: 'x'.repeat(3000) }))],
    ['of 7,000 characters', () => 'x'.repeat(7000)],
  ])('%s is refused by REST and by the socket', async (_, make) => {
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: make() }), 'auth.token_invalid');
    expect(await handshakeOutcome(make())).toBe('auth.token_invalid');
    expect(await handshakeOutcome(undefined, { extraHeaders: { authorization: `Bearer ${make()}` } })).toBe(
      'auth.token_invalid',
    );
  });

  it('that is signed with a previous secret is accepted until that secret is removed', async () => {
    const rotated = await startHub({ JWT_SECRET: randomUUID(), JWT_SECRET_PREVIOUS: 'one before, one more before' });
    const person = await register(rotated, 'Ben');
    const own = { sub: person.id, aud: 'smart-hub', typ: 'access' };
    const token = (exp: number, secret = 'one before') => forge({ ...own, exp }, undefined, hmac('sha256', secret));
    const soon = Math.floor(Date.now() / 1000) + 60;

    expect((await sendRequest(rotated, 'GET /api/users/profile', { token: person.token })).status).toBe(200);
    for (const secret of ['one before', 'one more before'])
      expect((await sendRequest(rotated, 'GET /api/users/profile', { token: token(soon, secret) })).status).toBe(200);
    expectProblem(await sendRequest(rotated, 'GET /api/users/profile', { token: token(1) }), 'auth.token_expired');
    expectProblem(
      await sendRequest(rotated, 'GET /api/users/profile', { token: token(soon, 'a third') }),
      'auth.token_invalid',
    );
    // New tokens are signed with the current secret.
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: person.token }), 'auth.token_invalid');
    await rotated.close();
  });

  it('that has expired is refused with auth.token_expired', async () => {
    const token = forge(claims({ exp: Math.floor(Date.now() / 1000) - 1 }));

    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token }), 'auth.token_expired');
    expect(await handshakeOutcome(token)).toBe('auth.token_expired');
  });

  it('of a deleted account is refused', async () => {
    const eve = await register(hub, 'Eve');
    expect(await handshakeOutcome(eve.token)).toBe('admitted');
    expect((await sendRequest(hub, 'GET /api/users/profile', { token: eve.token })).status).toBe(200);

    await hub.sql.rows('delete from users where id = $1', [eve.id]);

    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: eve.token }), 'auth.token_invalid');
    expect(await handshakeOutcome(eve.token)).toBe('auth.token_invalid');
  });

  it('of the previous release has no generation, and is valid until the tokens of the account are revoked', async () => {
    const eve = await register(hub, 'Eve');
    const [before, first, second] = [undefined, 0, 1].map((gen) => forge(claims({ sub: eve.id, gen })));
    const outcomes = async () => Promise.all([before, first, second].map((token) => handshakeOutcome(token)));
    expect(await outcomes()).toEqual(['admitted', 'admitted', 'auth.token_invalid']);

    await hub.sql.rows('update users set token_generation = 1 where id = $1', [eve.id]);

    expect(await outcomes()).toEqual(['auth.token_invalid', 'auth.token_invalid', 'admitted']);
    expectProblem(await sendRequest(hub, 'GET /api/users/profile', { token: before! }), 'auth.token_invalid');
  });

  it('that is not a string counts as missing in a handshake', async () => {
    for (const token of [{ toString: 'x' }, 1, null, ['x']]) {
      const socket = io(hub.url, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
      const refusal = await new Promise<Error & { data?: unknown }>((resolve) => socket.on('connect_error', resolve));
      expect(Problem.parse(refusal.data).code).toBe('auth.token_missing');
      socket.close();
    }
  });
});
