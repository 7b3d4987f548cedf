import { Login } from '@smart-hub/contract/auth';
import type { Session } from '@smart-hub/contract/sessions';
import { HubClient } from '@smart-hub/sdk';
import { connect, migrate } from '../src/platform/database/open-database.js';
import { schema } from '../src/schema.js';
import { dropDatabase, createEmptyDatabase, type DatabaseKeys } from './support/database.js';
import { closeDevices, openOnlineDevice, waitForDevice } from './support/devices.js';
import { sendRequest, expectProblem } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  connectWithToken,
  PASSWORD,
  register,
  startHub,
  type TestHub,
} from './support/hub.js';
import { Installation, CLEAN_EXIT, type HubProcess } from './support/installation.js';
import { startRedis, type TestRedis } from './support/redis.js';

/** The last release whose logins had no sessions. */
const PREVIOUS = 'before-sessions.tar.gz';
const sharedKeys = { JWT_SECRET: 'the same secret for both of the releases' };
const NEW_PASSWORD = 'another good password';

let redis: TestRedis;
let previous: Installation;
let database: DatabaseKeys;
let old: { readonly node: HubProcess; readonly url: string };
let hub: TestHub;

/** Starts the previous release as an operator does: first the migrations, then a node in production. */
async function startPrevious(): Promise<void> {
  const { DB_PORT, DB_HOST = '', ...keys } = database;
  const environment = { ...keys, ...sharedKeys, DB_HOST, DB_PORT: `${DB_PORT}`, REDIS_URL: redis.url };
  expect(await previous.migrate(['run'], environment).exit()).toEqual(CLEAN_EXIT);
  const node = previous.start({ ...environment, NODE_ENV: 'production' });
  old = { node, url: await node.ready() };
}

beforeAll(async () => {
  redis = await startRedis();
  previous = new Installation(PREVIOUS);
  database = await createEmptyDatabase();
  await startPrevious();
});
afterEach(() => {
  closeDevices();
  closeSockets();
});
afterAll(async () => {
  await closeHubs();
  await previous.remove();
  await dropDatabase(database);
  await redis.stop();
});

const profile = (at: { url: string }, token: string) => sendRequest(at, 'GET /api/users/profile', { token });
const logIn = async (at: { url: string }, email: string, more: object = {}) =>
  (await sendRequest(at, 'POST /api/auth/login', { json: { email, password: PASSWORD, ...more } })).body as Login;

it('a rolling upgrade keeps the logins of the previous release valid, and nodes of both releases exchange messages', async () => {
  const [ana, ben] = [await register(old, 'Ana'), await register(old, 'Ben')];
  const anaSocket = await ana.connect({}, old);

  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: name } = database;
  const dataSource = await connect({ host, port, username, password, database: name }, schema);
  await migrate(dataSource).finally(() => dataSource.destroy());
  hub = await startHub({ ...sharedKeys, REDIS_URL: redis.url }, database, { nodes: 1 });

  expect((await profile(hub, ana.token)).status).toBe(200);
  const benSocket = await connectWithToken(hub, ben.token);
  await anaSocket.send({ receiverId: ben.id, content: 'from the previous release' });
  expect((await benSocket.next('new_message')).content).toBe('from the previous release');
  await benSocket.send({ receiverId: ana.id, content: 'from this release' });
  await anaSocket.waitForCount('new_message', 1);
  expect((await sendRequest(hub, 'GET /api/sessions', { token: ana.token })).body).toEqual([]);
  expect((await sendRequest(hub, 'POST /api/auth/logout', { token: ana.token, json: {} })).status).toBe(200);
  expect((await profile(hub, ana.token)).status).toBe(200);
});

it('access tokens of this release are accepted by the previous release, by REST and by sockets', async () => {
  const eve = await register(hub, 'Eve');
  const login = await logIn(hub, eve.email, { refresh: 'body' });

  expect((await profile(old, login.access_token)).status).toBe(200);
  await connectWithToken(old, login.access_token);
  const { body } = await sendRequest(hub, 'POST /api/auth/refresh', { json: { refresh_token: login.refresh_token } });
  expect((await profile(old, (body as Login).access_token)).status).toBe(200);
});

it('a new password revokes the tokens of both releases on the nodes of both releases', async () => {
  const eve = await register(old, 'Eve');
  const before = await logIn(old, eve.email);
  const login = await logIn(hub, eve.email, { refresh: 'body' });
  const sockets = [await connectWithToken(old, before.access_token), await connectWithToken(hub, before.access_token)];

  const json = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  const changed = (await sendRequest(hub, 'POST /api/auth/password', { token: login.access_token, json }))
    .body as Login;

  for (const socket of sockets) await socket.next('session_expired');
  for (const at of [old, hub]) {
    expectProblem(await profile(at, before.access_token), 'auth.token_invalid');
    expect((await profile(at, changed.access_token)).status).toBe(200);
  }
  // The previous release knows only token generations; this release keeps the session that changed the password.
  expect((await profile(hub, login.access_token)).status).toBe(200);
});

it('a client that asks for refresh tokens can log in at the previous release, and then at this release', async () => {
  const eve = await register(old, 'Eve');
  const client = new HubClient({ url: old.url, refresh: 'body' });
  await client.login({ email: eve.email, password: PASSWORD });
  const device = await openOnlineDevice({ id: eve.id, client });
  expect(await client.renew().catch(() => 'refused')).toBe('refused');
  await waitForDevice(device, () => device.status === 'online', 'the connection');

  const upgradedClient = new HubClient({ url: hub.url, refresh: 'body' });
  await upgradedClient.login({ email: eve.email, password: PASSWORD });
  expect(await upgradedClient.renew()).toMatch(/^ey/);
  const sessions = (await sendRequest(hub, 'GET /api/sessions', { token: upgradedClient.accessToken! }))
    .body as Session[];
  expect(sessions).toHaveLength(1);
});
