import { connect, type Socket } from 'node:net';
import { DatabaseProxy } from './support/database-proxy.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { closeSockets, register, settings } from './support/hub.js';
import { startServer, type ServerProcess } from './support/server-process.js';

/** A module that Node loads before the server: each signal triggers an uncaught error. */
const FAULTS = `
  process.on('SIGUSR2', () => setTimeout(() => {
    throw new Error('an error in a timer', { cause: new Error('its cause') });
  }));
  process.on('SIGWINCH', () => void Promise.reject(new Error('an unhandled rejection')));
`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(FAULTS)}`;

let database: DatabaseKeys;
let server: ServerProcess | undefined;
let proxy: DatabaseProxy | undefined;
let unfinishedRequest: Socket | undefined;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(async () => {
  closeSockets();
  await server?.kill();
  server = undefined;
  unfinishedRequest?.destroy();
  proxy?.close();
  await dropDatabase(database);
});

it.each([
  ['SIGUSR2', 'an error in a timer'],
  ['SIGWINCH', 'an unhandled rejection'],
] as const)(
  'an uncaught error (%s: %s) closes the connections, is logged with its stack and cause, and ends the process',
  async (signal, message) => {
    server = await startServer({ ...settings, NODE_OPTIONS }, database);
    const ana = await register(server);
    const socket = await ana.connect({ reconnection: false });
    const ended = socket.waitForDisconnect();

    server.signal(signal);

    // The server has closed the transport: after a disconnect packet of Socket.IO, the client would not reconnect.
    expect(await ended).toMatch(/^transport/);
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output()).toMatch(new RegExp(`Error: ${message}\n +at `));
    if (signal === 'SIGUSR2') expect(server.output()).toContain('[cause]: Error: its cause');
  },
);

it('an uncaught error ends the process even while the database is unresponsive and a request is unfinished', async () => {
  proxy = await DatabaseProxy.to(database);
  server = await startServer({ ...settings, NODE_OPTIONS }, proxy.keys);
  const ana = await register(server);
  await ana.connect({ reconnection: false });
  unfinishedRequest = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined);
  unfinishedRequest.write('POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  proxy.freezeAllConnections();

  server.signal('SIGUSR2');

  expect(await server.ended).toEqual({ code: 1, signal: null });
  expect(server.output()).toContain('Stopping took longer than 5 seconds: the process exits now.');
});
