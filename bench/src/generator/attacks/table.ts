import { setTimeout as delay } from 'node:timers/promises';
import { pongFrame, textFrame } from '../frames.js';
import { keepOpen, waitForClose, write, type Attacker } from './attacker.js';

type Attack = (attacker: Attacker) => Promise<unknown>;

const POLLING = '/socket.io/?EIO=4&transport=polling';
/** The number of concurrent connections of most attacks. */
const CONNECTIONS = 30;
/** About the largest command that the server accepts. */
const COMMAND_BYTES = 290_000;
const FLOOD_BYTES = 400_000;

const times = (count: number, text: string, separator = '') => Array<string>(count).fill(text).join(separator);
const flood = (frame: Buffer) => Buffer.alloc(FLOOD_BYTES - (FLOOD_BYTES % frame.length), frame);

/** Sends many packets in one body of a polling session. */
const pollingBody =
  (packets: (attacker: Attacker, worker: number) => string): Attack =>
  (attacker) =>
    attacker.repeat(CONNECTIONS, async (worker) => {
      const handshake = await attacker.request('GET', POLLING);
      const sid = handshake.match(/"sid":"([^"]+)"/)?.[1] ?? '';
      await attacker.request('POST', `${POLLING}&sid=${sid}`, {
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
        body: packets(attacker, worker),
      });
    });

/** Writes the same bytes repeatedly to a WebSocket until the server disconnects it. */
const repeatedBytes =
  (bytes: () => Buffer, { isAuthenticated = false, neverReads = false } = {}): Attack =>
  (attacker) => {
    const content = bytes();
    return attacker.repeat(CONNECTIONS, async (worker) => {
      const socket = await attacker.openWebSocket(isAuthenticated ? attacker.token(worker) : undefined);
      if (neverReads) socket.pause();
      while (!socket.closed) await write(socket, content);
    });
  };

/** Announces a long frame and sends half of it; one in three has the largest size that a server ever accepts. */
const halfFrames: Attack = (attacker) => {
  const halves = [COMMAND_BYTES, 1_000_000, 4_900_000].map((size) => {
    const whole = textFrame(times(size, '4'));
    return whole.subarray(0, whole.length / 2);
  });
  return attacker.repeat(500, async (worker) => {
    const socket = await attacker.openWebSocket();
    await write(socket, halves[worker % halves.length]!);
    await waitForClose(socket);
  });
};

/** Opens a number of connections, and keeps each open until the server closes it. */
const openConnections =
  (count: number, open: (attacker: Attacker) => ReturnType<Attacker['openTcp']>): Attack =>
  (attacker) =>
    attacker.repeat(count, async () => waitForClose(await open(attacker)));

/** Repeats a request on a number of connections. */
const repeatedRequest =
  (count: number, request: (attacker: Attacker, worker: number) => Promise<unknown>): Attack =>
  (attacker) =>
    attacker.repeat(count, (worker) => request(attacker, worker));

/** Sends one command repeatedly, at a rate that the limit per user allows. */
const commands =
  (perSecond: number, command: string): Attack =>
  (attacker) => {
    const frame = textFrame(`42${command}`);
    return attacker.repeat(attacker.job.tokens.length, async (worker) => {
      const socket = await attacker.openWebSocket(attacker.token(worker));
      while (!socket.closed) await Promise.all([write(socket, frame), delay(1000 / perSecond)]);
    });
  };

const unreadSyncPages: Attack = (attacker) => {
  const frames = Buffer.concat(
    Array.from({ length: 60 }, (_, id) => textFrame(`42${id}["sync",{"conversations":{}}]`)),
  );
  return attacker.repeat(50, async () => {
    const socket = await attacker.openWebSocket(attacker.token(0));
    socket.pause();
    await write(socket, frames);
    await keepOpen(socket);
  });
};

const unreadHistoryPages: Attack = (attacker) => {
  const { conversationId } = attacker.job;
  const request =
    `GET /api/messages/${conversationId}?limit=200 HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
    `Authorization: Bearer ${attacker.token(0)}\r\n\r\n`;
  return attacker.repeat(50, async () => {
    const socket = await attacker.openTcp();
    await write(socket, times(3, request));
    await keepOpen(socket);
  });
};

/** Keeps connections open that request an upgrade at an unknown path, while other connections request the page. */
const unknownUpgrades: Attack = (attacker) =>
  Promise.all([
    openConnections(2000, async () => {
      const socket = await attacker.openTcp();
      socket
        .resume()
        .write('GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      return socket;
    })(attacker),
    repeatedRequest(4, () => attacker.request('GET', '/'))(attacker),
  ]);

const slowloris: Attack = (attacker) =>
  attacker.repeat(1000, async () => {
    const socket = await attacker.openTcp();
    socket.resume().write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    while (!socket.closed) await Promise.all([write(socket, 'a'), delay(1000)]);
  });

const unknownKeys = () => {
  const keys = Array.from({ length: COMMAND_BYTES / 12 }, (_, index) => `"${String(index).padStart(7, 'x')}":1`);
  return `1["sync",{"conversations":{${keys.join(',')}}}]`;
};

const unknownFields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, 1]));
const unknownAccount = { email: 'nobody@example.com', password: 'Wrong-123' };
const newAccount = () => ({ name: 'A', email: `${crypto.randomUUID()}@example.com`, password: 'Secret-123' });

/** All attacks by their names, which are values of `--only`. */
export const attacks: Readonly<Record<string, Attack>> = {
  'polling: 20000 CONNECTs in a body': pollingBody(() => times(20_000, '40', '\x1e')),
  'polling: 600 kB of CONNECTs': pollingBody(() => times(200_000, '40', '\x1e')),
  'polling: 1.2 MB of CONNECTs': pollingBody(() => times(400_000, '40', '\x1e')),
  'polling: 200 CONNECTs with a token': pollingBody((attacker, worker) =>
    times(200, `40${JSON.stringify({ token: attacker.token(worker) })}`, '\x1e'),
  ),
  'CONNECTs without a token': repeatedBytes(() => flood(textFrame('40'))),
  'pongs before a handshake': repeatedBytes(() => flood(textFrame('3'))),
  'WebSocket pongs before a handshake': repeatedBytes(() => flood(pongFrame(''))),
  'garbage before a handshake': repeatedBytes(() => flood(textFrame('4\u0000garbage["'))),
  'frames of 5 MB': repeatedBytes(() => textFrame(times(5_000_000, '4'))),
  'frames of 1.4 MB': repeatedBytes(() => textFrame(times(1_400_000, '4'))),
  'frames of 5 MB with a token': repeatedBytes(() => textFrame(`42["x","${times(4_999_000, 'x')}"]`), {
    isAuthenticated: true,
  }),
  'frames of 1.4 MB with a token': repeatedBytes(() => textFrame(`42["x","${times(1_400_000, 'x')}"]`), {
    isAuthenticated: true,
  }),
  'halves of frames on 500 connections': halfFrames,
  'connections of one user': openConnections(2000, (attacker) => attacker.openWebSocket(attacker.token(0))),
  'idle connections of strangers': openConnections(2500, (attacker) => attacker.openWebSocket()),
  'connections without a request': openConnections(2500, async (attacker) => (await attacker.openTcp()).resume()),
  'sync with invalid keys': commands(20, unknownKeys()),
  'logins with 20000 unknown fields': repeatedRequest(CONNECTIONS, (attacker) =>
    attacker.post('/api/auth/login', { ...unknownAccount, ...unknownFields }),
  ),
  'tiny commands whose answers are not read': repeatedBytes(() => flood(textFrame('42["x",{}]')), {
    isAuthenticated: true,
    neverReads: true,
  }),
  'commands of 290 kB': repeatedBytes(
    () => textFrame(`421["send_message",{"receiverId":"x","content":"${times(COMMAND_BYTES, 'x')}"}]`),
    { isAuthenticated: true },
  ),
  'sync answers that are not read': unreadSyncPages,
  'history answers that are not read': unreadHistoryPages,
  'upgrades of unknown paths': unknownUpgrades,
  'invalid ranges': repeatedRequest(CONNECTIONS, (attacker) =>
    attacker.request('GET', '/', { headers: { range: `bytes=${times(500, '9-1', ',')}` } }),
  ),
  'API document as YAML': repeatedRequest(CONNECTIONS, (attacker) => attacker.request('GET', '/api/docs-yaml')),
  'API document as JSON': repeatedRequest(CONNECTIONS, (attacker) => attacker.request('GET', '/api/docs-json')),
  'API page': repeatedRequest(CONNECTIONS, (attacker) => attacker.request('GET', '/api/docs')),
  'unknown paths': repeatedRequest(CONNECTIONS, (attacker) => attacker.request('GET', `/api/${crypto.randomUUID()}`)),
  'logins with wrong passwords': repeatedRequest(CONNECTIONS, (attacker) =>
    attacker.post('/api/auth/login', unknownAccount),
  ),
  registrations: repeatedRequest(CONNECTIONS, (attacker) => attacker.post('/api/auth/register', newAccount())),
  'a byte of a header a second': slowloris,
};
