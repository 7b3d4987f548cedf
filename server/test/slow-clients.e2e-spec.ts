import { once } from 'node:events';
import { connect as connectTcp, type Socket as TcpSocket } from 'node:net';
import { WebSocket } from 'ws';
import { Counters } from '../src/platform/health/counters.js';
import { OpenResponses } from '../src/platform/http/open-responses.js';
import { SocketServer } from '../src/realtime/socket-server.js';
import { closeHubs, closeSockets, register, startHub, waitUntil, type TestHub, type TestPerson } from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { connectionCount } from './support/presence.js';
import type { TestSocket } from './support/test-socket.js';

/** So many clients of one person that never read. */
const DEAF = 20;
/** 32 kB. */
const LONG = '\u{1F600}'.repeat(8000);

/** A client that has logged in, and then never reads again. */
async function deafClient(hub: TestHub, person: TestPerson): Promise<WebSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(`40${JSON.stringify({ token: person.token })}`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.pause();
  return socket;
}

const outputOf = (hub: TestHub) => hub.providers(SocketServer)[0]!['output'];
const slowOnes = (hub: TestHub) =>
  hub.providers(Counters).reduce((sum, counters) => sum + (counters.all()['clients.slow'] ?? 0), 0);

/** Sends long messages until something is true. At most far more than the kernel buffers. Returns the most that waited. */
async function sendUntil(isTrue: () => boolean, { hub, from, to }: { hub: TestHub; from: TestSocket; to: TestPerson }) {
  let most = 0;
  for (let sent = 0; sent < 1000 && !isTrue(); sent += 10) {
    await Promise.all(Array.from({ length: 10 }, () => from.send({ receiverId: to.id, content: LONG })));
    most = Math.max(most, outputOf(hub).unsentBytes);
  }
  expect(isTrue()).toBe(true);
  return most;
}

describe('a client that never reads', () => {
  afterEach(async () => {
    closeSockets();
    await closeHubs();
  });

  it('does not keep the server from stopping', async () => {
    const hub = await startHub();
    const deaf = await deafClient(hub, await register(hub));
    await hub.close();
    deaf.terminate();
  });

  it('is disconnected when its backlog is too long, however many there are, and the others go on', async () => {
    const hub = await startHub({ UNSENT_BYTES: `${DEAF * 8_000_000}` }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const deaf = await Promise.all(Array.from({ length: DEAF }, () => deafClient(hub, ben)));
    const { io } = hub.providers(SocketServer)[0]!;
    const reasons: string[] = [];
    for (const socket of io.of('/').sockets.values()) socket.on('disconnect', (reason) => reasons.push(reason));

    const most = await sendUntil(() => reasons.length >= DEAF, { hub, from: hers, to: ben });

    expect(reasons).toEqual(Array.from({ length: DEAF }, () => 'forced close'));
    expect(slowOnes(hub)).toBe(DEAF);
    expect(most).toBeGreaterThan(1_000_000);
    expect(most).toBeLessThan((DEAF + 1) * 8_000_000);
    const { seq: last } = await hers.send({ receiverId: ben.id, content: 'the last one' });
    for (let seq = 1; seq <= last; seq += 1) expect((await his.next('new_message')).seq).toBe(seq);
    await waitUntil('all that waited is forgotten', () => outputOf(hub).unsentBytes === 0);
    for (const socket of deaf) socket.terminate();
  });

  it('is disconnected when all together have too long a backlog, the longest first', async () => {
    const hub = await startHub({ UNSENT_BYTES: '5000000' }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const deaf = await Promise.all(Array.from({ length: DEAF }, () => deafClient(hub, ben)));

    const most = await sendUntil(() => slowOnes(hub) >= DEAF, { hub, from: hers, to: ben });

    // What ten messages are for all of these clients, in one turn, on top of that.
    expect(most).toBeLessThan(5_000_000 + 10 * 45_000 * (DEAF + 3));
    const { seq: last } = await hers.send({ receiverId: ben.id, content: 'the last one' });
    for (let seq = 1; seq <= last; seq += 1) expect((await his.next('new_message')).seq).toBe(seq);
    for (const socket of deaf) socket.terminate();
  });

  it('is disconnected when it polls again without having read the last answer', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const hers = await ana.connect();
    const session = await PollingClient.openAuthenticated(hub.url, ben.token);
    const { hostname, port, host } = new URL(hub.url);
    const poll = async (): Promise<TcpSocket> => {
      const socket = connectTcp(Number(port), hostname);
      socket.on('error', () => undefined).pause();
      await once(socket, 'connect');
      socket.write(`GET ${session.path()} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: node\r\n\r\n`);
      return socket;
    };
    await sendUntil(() => outputOf(hub).unsentBytes > 6_000_000, { hub, from: hers, to: ben });
    expect(connectionCount(hub)).toBe(2);

    const first = await poll();
    const second = await poll();

    await waitUntil('it is disconnected', () => connectionCount(hub) === 1);
    for (const socket of [first, second]) socket.destroy();
  });

  it('and polls, and breaks the protocol, is disconnected for good when all together have too long a backlog', async () => {
    const hub = await startHub({ UNSENT_BYTES: '10000000' }, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const hers = await ana.connect();
    const sessions = await Promise.all(Array.from({ length: 3 }, () => PollingClient.openAuthenticated(hub.url, ben.token)));
    await sendUntil(() => outputOf(hub).unsentBytes > 7_000_000, { hub, from: hers, to: ben });
    // They are closing from now on, and wait to be polled once more.
    for (const session of sessions) await session.post('42x');
    const deaf = await deafClient(hub, ben);

    await sendUntil(() => slowOnes(hub) > 0, { hub, from: hers, to: ben });

    deaf.terminate();
    await waitUntil('they are gone', () => connectionCount(hub) === 1);
    await waitUntil('all that waited is forgotten', () => outputOf(hub).unsentBytes === 0);
  });

  it('keeps no answer to a poll after its session has ended', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const hers = await ana.connect();
    const session = await PollingClient.openAuthenticated(hub.url, ben.token);
    await sendUntil(() => outputOf(hub).unsentBytes > 6_000_000, { hub, from: hers, to: ben });
    const { hostname, port, host } = new URL(hub.url);
    const socket = connectTcp(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`GET ${session.path()} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: node\r\n\r\n`);
    await once(socket, 'readable');

    await session.post('1');

    await waitUntil('the session is gone', () => connectionCount(hub) === 1);
    const responses = () => [...hub.providers(OpenResponses)[0]!['connections'].values()];
    await waitUntil('its answer is gone', () => responses().every(({ open }) => open.size === 0));
    socket.destroy();
  });
});
