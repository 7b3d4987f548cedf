import { connect, type Socket } from 'node:net';
import { DatabaseProxy } from './support/database-proxy.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { closeSockets, register, settings } from './support/hub.js';
import { startServer, type ServerProcess } from './support/server-process.js';

/** Loaded before the server by Node itself: errors that nothing catches, one for each signal. */
const FAULTS = `
  process.on('SIGUSR2', () => setTimeout(() => {
    throw new Error('an error of a timer', { cause: new Error('its cause') });
  }));
  process.on('SIGWINCH', () => void Promise.reject(new Error('a rejection that nobody handles')));
`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(FAULTS)}`;

let database: DatabaseKeys;
let server: ServerProcess | undefined;
let proxy: DatabaseProxy | undefined;
let unfinished: Socket | undefined;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(async () => {
  closeSockets();
  await server?.kill();
  server = undefined;
  unfinished?.destroy();
  proxy?.close();
  await dropDatabase(database);
});

it.each([
  ['SIGUSR2', 'an error of a timer'],
  ['SIGWINCH', 'a rejection that nobody handles'],
] as const)(
  'an error that nothing catches (%s) lets the clients go, is logged whole, and ends the process',
  async (signal, words) => {
    server = await startServer({ ...settings, NODE_OPTIONS }, database);
    const ana = await register(server);
    const socket = await ana.connect({ reconnection: false });
    const ended = socket.ended();

    server.signal(signal);

    // Its transport is closed: told to disconnect, a client would not reconnect.
    expect(await ended).toMatch(/^transport/);
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.written()).toMatch(new RegExp(`Error: ${words}\n +at `));
    if (signal === 'SIGUSR2') expect(server.written()).toContain('[cause]: Error: its cause');
  },
);

it('an error that nothing catches ends the process also when its database is silent and a request never ends', async () => {
  proxy = await DatabaseProxy.to(database);
  server = await startServer({ ...settings, NODE_OPTIONS }, proxy.keys);
  const ana = await register(server);
  await ana.connect({ reconnection: false });
  unfinished = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined);
  unfinished.write('POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  proxy.stall();

  server.signal('SIGUSR2');

  expect(await server.ended).toEqual({ code: 1, signal: null });
  expect(server.written()).toContain('Stopping took longer than 5 seconds: the process ends now.');
});
