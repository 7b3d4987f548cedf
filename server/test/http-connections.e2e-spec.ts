import { HttpAdapterHost } from '@nestjs/core';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { sendRequest } from './support/http.js';
import { startHub, waitUntil, type TestHub } from './support/hub.js';
import { stopTestServers, startTestServer } from './support/server-process.js';

const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Opens a TCP connection, which sends `bytes` and never closes by itself. */
function openConnection(url: string, bytes = ''): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket.on('error', () => undefined));
  socket.write(bytes);
  return socket;
}

const upgrade = (path: string, to: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n';

/** Returns the number of open TCP connections of the server. */
function countConnections(hub: TestHub): Promise<number> {
  const server = hub.providers(HttpAdapterHost)[0]!.httpAdapter.getHttpServer() as Server;
  return promisify(server.getConnections.bind(server))();
}

describe('a TCP connection', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  it.each([
    ['/', 'websocket'],
    ['/api/health', 'websocket'],
    ['/socket.io', 'websocket'],
    ['/socket.iox/', 'WebSocket'],
    ['*', 'websocket'],
  ])(
    'that requests an upgrade of %s to %s gets status 404, and is freed even if the client does not close it',
    async (path, to) => {
      const socket = openConnection(hub.url, upgrade(path, to));
      const response = text(socket);

      expect(await response).toMatch(/^HTTP\/1\.1 404 Not Found\r\nConnection: close\r\n/);
      await waitUntil('the server has freed the connection', async () => (await countConnections(hub)) === 0);
      expect(socket.destroyed).toBe(false);
    },
  );

  it('that offers an upgrade to HTTP/2, as Java and curl do, gets an HTTP/1.1 response', async () => {
    const socket = openConnection(hub.url, upgrade('/api/health', 'h2c'));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    socket.destroy();
  });

  it('that sends no request, or sends its request too slowly, is closed', async () => {
    const silent = openConnection(hub.url);
    const slow = openConnection(hub.url, 'GET /api/health HTTP/1.1\r\nX: ');
    const drip = setInterval(() => slow.write('x'), 500);
    // A connection that still writes while the server closes it can end with a reset.
    const closed = [silent, slow].map(
      (socket) => new Promise((done) => socket.once('end', done).once('error', done).resume()),
    );

    await Promise.all(closed);

    clearInterval(drip);
    expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
  });
});

describe('a server process with a low limit of open files', () => {
  afterAll(stopTestServers);

  it('limits its connections so that files remain for the database, and keeps serving when clients open more connections', async () => {
    const server = await startTestServer({ LOG_LEVEL: 'warn', MAX_CONNECTIONS: '20000' }, undefined, {
      openFiles: 256,
    });
    // The test reads the port and the log from two streams, so either can arrive first.
    await server.waitForLog('MAX_CONNECTIONS.* 156 ');

    const flood = Array.from({ length: 400 }, () => openConnection(server.url));
    const closed = flood.filter((socket) => socket.resume()).map((socket) => once(socket, 'end'));
    await Promise.race(closed);
    await waitUntil(
      'the connections above the limit are closed',
      () => flood.filter((socket) => socket.readableEnded).length >= 244,
    );
    expect(server.isAlive()).toBe(true);
    for (const socket of flood) socket.destroy();

    await waitUntil('the server responds again', () =>
      sendRequest(server, 'GET /api/health').then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(server.output()).not.toMatch(/uncaught|EMFILE/i);
    expect(server.output().match(/MAX_CONNECTIONS/g)).toHaveLength(1);
  });

  it('keeps running when more connections request an upgrade than it can open files', async () => {
    const server = await startTestServer({}, undefined, { openFiles: 256 });
    for (let round = 0; round < 4; round += 1) {
      const flood = Array.from({ length: 100 }, () => openConnection(server.url, upgrade('/', 'websocket')));
      await Promise.all(flood.map((socket) => once(socket.resume(), 'end')));
    }

    const page = await sendRequest(server, 'GET /', { headers: { accept: 'text/html' } });

    expect(page.status).toBeLessThan(500);
    expect(server.isAlive()).toBe(true);
  });
});
