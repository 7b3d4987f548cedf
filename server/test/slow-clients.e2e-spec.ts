import { once } from 'node:events';
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import { WebSocket } from 'ws';
import { Counters } from '../src/platform/health/counters.js';
import { OpenResponses } from '../src/platform/http/open-responses.js';
import { SocketServer } from '../src/realtime/socket-server.js';
import {
  closeHubs,
  closeSockets,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { connectionCount } from './support/presence.js';
import type { TestSocket } from './support/test-socket.js';

/** The number of clients of one person that never read. */
const STALLED_CLIENTS = 20;
/** A content of 32 kB. */
const LONG_CONTENT = '\u{1F600}'.repeat(8000);

/** Opens a client that connects and then never reads again. */
async function openStalledClient(hub: TestHub, person: TestPerson): Promise<WebSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(`40${JSON.stringify({ token: person.token })}`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.pause();
  return socket;
}

const outputOf = (hub: TestHub) => hub.providers(SocketServer)[0]!['output'];
const slowClientCount = (hub: TestHub) =>
  hub.providers(Counters).reduce((sum, counters) => sum + (counters.all()['clients.slow'] ?? 0), 0);

/**
 * Sends long messages until a condition is true, but not more than 1000, which are far more than the kernel buffers.
 *
 * @returns the highest number of unsent bytes, counted after each ten messages
 */
async function sendUntil(isTrue: () => boolean, { hub, from, to }: { hub: TestHub; from: TestSocket; to: TestPerson }) {
  let highest = 0;
  for (let sent = 0; sent < 1000 && !isTrue(); sent += 10) {
    await Promise.all(Array.from({ length: 10 }, () => from.send({ receiverId: to.id, content: LONG_CONTENT })));
    highest = Math.max(highest, outputOf(hub).unsentBytes);
  }
  expect(isTrue()).toBe(true);
  return highest;
}

describe('a client that never reads', () => {
  afterEach(async () => {
    closeSockets();
    await closeHubs();
  });

  it('does not prevent the server from stopping', async () => {
    const hub = await startHub();
    const stalled = await openStalledClient(hub, await register(hub));
    await hub.close();
    stalled.terminate();
  });

  it('is disconnected when its backlog is too long, however many such clients there are, and other clients miss nothing', async () => {
    const hub = await startHub({ UNSENT_BYTES: `${STALLED_CLIENTS * 8_000_000}` }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const stalled = await Promise.all(Array.from({ length: STALLED_CLIENTS }, () => openStalledClient(hub, ben)));
    const { io } = hub.providers(SocketServer)[0]!;
    const reasons: string[] = [];
    for (const socket of io.of('/').sockets.values()) socket.on('disconnect', (reason) => reasons.push(reason));

    const highestUnsent = await sendUntil(() => reasons.length >= STALLED_CLIENTS, { hub, from: anaSocket, to: ben });

    expect(reasons).toEqual(Array.from({ length: STALLED_CLIENTS }, () => 'forced close'));
    expect(slowClientCount(hub)).toBe(STALLED_CLIENTS);
    expect(highestUnsent).toBeGreaterThan(1_000_000);
    expect(highestUnsent).toBeLessThan((STALLED_CLIENTS + 1) * 8_000_000);
    const { seq: last } = await anaSocket.send({ receiverId: ben.id, content: 'the last one' });
    for (let seq = 1; seq <= last; seq += 1) expect((await benSocket.next('new_message')).seq).toBe(seq);
    await waitUntil('no unsent bytes are left', () => outputOf(hub).unsentBytes === 0);
    for (const socket of stalled) socket.terminate();
  });

  it('is disconnected when the backlogs of all clients together are too long, and the client with the longest backlog is first', async () => {
    const hub = await startHub({ UNSENT_BYTES: '5000000' }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const stalled = await Promise.all(Array.from({ length: STALLED_CLIENTS }, () => openStalledClient(hub, ben)));

    const highestUnsent = await sendUntil(() => slowClientCount(hub) >= STALLED_CLIENTS, {
      hub,
      from: anaSocket,
      to: ben,
    });

    // In one turn of the event loop, up to ten messages to each of these clients can exceed the limit.
    expect(highestUnsent).toBeLessThan(5_000_000 + 10 * 45_000 * (STALLED_CLIENTS + 3));
    const { seq: last } = await anaSocket.send({ receiverId: ben.id, content: 'the last one' });
    for (let seq = 1; seq <= last; seq += 1) expect((await benSocket.next('new_message')).seq).toBe(seq);
    for (const socket of stalled) socket.terminate();
  });

  it('is disconnected when it polls again without having read the last response', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const anaSocket = await ana.connect();
    const session = await PollingClient.openAuthenticated(hub.url, ben.token);
    const { hostname, port, host } = new URL(hub.url);
    const poll = async (): Promise<TcpSocket> => {
      const socket = connectTcp(Number(port), hostname);
      socket.on('error', () => undefined).pause();
      await once(socket, 'connect');
      socket.write(`GET ${session.path()} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: node\r\n\r\n`);
      return socket;
    };
    await sendUntil(() => outputOf(hub).unsentBytes > 6_000_000, { hub, from: anaSocket, to: ben });
    expect(connectionCount(hub)).toBe(2);

    const first = await poll();
    const second = await poll();

    await waitUntil('the client is disconnected', () => connectionCount(hub) === 1);
    for (const socket of [first, second]) socket.destroy();
  });

  it('and uses polling is removed when the backlogs of all clients together are too long, even while its session is closing after a protocol error', async () => {
    const hub = await startHub({ UNSENT_BYTES: '10000000' }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const anaSocket = await ana.connect();
    const sessions = await Promise.all(
      Array.from({ length: 3 }, () => PollingClient.openAuthenticated(hub.url, ben.token)),
    );
    await sendUntil(() => outputOf(hub).unsentBytes > 7_000_000, { hub, from: anaSocket, to: ben });
    // After this protocol error the sessions are closing and wait for one more poll.
    for (const session of sessions) await session.post('42x');
    const stalled = await openStalledClient(hub, ben);

    await sendUntil(() => slowClientCount(hub) > 0, { hub, from: anaSocket, to: ben });

    stalled.terminate();
    await waitUntil('the polling sessions are gone', () => connectionCount(hub) === 1);
    await waitUntil('no unsent bytes are left', () => outputOf(hub).unsentBytes === 0);
  });

  it('has the response to its poll discarded when its session ends', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const anaSocket = await ana.connect();
    const session = await PollingClient.openAuthenticated(hub.url, ben.token);
    await sendUntil(() => outputOf(hub).unsentBytes > 6_000_000, { hub, from: anaSocket, to: ben });
    const { hostname, port, host } = new URL(hub.url);
    const socket = connectTcp(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`GET ${session.path()} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: node\r\n\r\n`);
    await once(socket, 'readable');

    await session.post('1');

    await waitUntil('the session is gone', () => connectionCount(hub) === 1);
    const responses = () => [...hub.providers(OpenResponses)[0]!['connections'].values()];
    await waitUntil('its response is gone', () => responses().every(({ open }) => open.size === 0));
    socket.destroy();
  });
});
