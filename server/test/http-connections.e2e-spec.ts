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

/** A TCP connection that sends what it is told, and never closes by itself. */
function open(url: string, sent = ''): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket.on('error', () => undefined));
  socket.write(sent);
  return socket;
}

const upgrade = (path: string, to: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n';

/** How many TCP connections the server holds. */
function connectionsOf(hub: TestHub): Promise<number> {
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
  ])('that asks %s to upgrade to %s is refused and closed, whether the client closes it or not', async (path, to) => {
    const socket = open(hub.url, upgrade(path, to));
    const answer = text(socket);

    expect(await answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\nConnection: close\r\n/);
    await waitUntil('the server has freed the connection', async () => (await connectionsOf(hub)) === 0);
    expect(socket.destroyed).toBe(false);
  });

  it('that offers another protocol, as Java and curl do, is answered', async () => {
    const socket = open(hub.url, upgrade('/api/health', 'h2c'));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    socket.destroy();
  });

  it('that sends no request, or sends one too slowly, is closed', async () => {
    const silent = open(hub.url);
    const slow = open(hub.url, 'GET /api/health HTTP/1.1\r\nX: ');
    const drip = setInterval(() => slow.write('x'), 500);
    const ends = [silent, slow].map((socket) => once(socket.resume(), 'end'));

    await Promise.all(ends);

    clearInterval(drip);
    expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
  });
});

describe('a server process that may open few files', () => {
  afterAll(stopTestServers);

  it('accepts as many connections as leave room for its database, and serves on when clients ask for more', async () => {
    const server = await startTestServer({ LOG_LEVEL: 'warn', MAX_CONNECTIONS: '20000' }, undefined, { openFiles: 256 });
    // The announcement and the log are two streams: either may be read first.
    await server.waitForLog('MAX_CONNECTIONS.* 156 ');

    const flood = Array.from({ length: 400 }, () => open(server.url));
    const closed = flood.filter((socket) => socket.resume()).map((socket) => once(socket, 'end'));
    await Promise.race(closed);
    await waitUntil(
      'each of them is accepted or closed',
      () => flood.filter((socket) => socket.readableEnded).length >= 244,
    );
    expect(server.isAlive()).toBe(true);
    for (const socket of flood) socket.destroy();

    await waitUntil('it serves', () =>
      sendRequest(server, 'GET /api/health').then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(server.output()).not.toMatch(/uncaught|EMFILE/i);
    expect(server.output().match(/MAX_CONNECTIONS/g)).toHaveLength(1);
  });

  it('does not end when its files are exhausted by connections that ask for an upgrade', async () => {
    const server = await startTestServer({}, undefined, { openFiles: 256 });
    for (let round = 0; round < 4; round += 1) {
      const flood = Array.from({ length: 100 }, () => open(server.url, upgrade('/', 'websocket')));
      await Promise.all(flood.map((socket) => once(socket.resume(), 'end')));
    }

    const page = await sendRequest(server, 'GET /', { headers: { accept: 'text/html' } });

    expect(page.status).toBeLessThan(500);
    expect(server.isAlive()).toBe(true);
  });
});
