import { setTimeout as delay } from 'node:timers/promises';
import { pongFrame, textFrame } from '../frames.js';
import { keep, lost, pour, type Attacker } from './attacker.js';

type Attack = (attacker: Attacker) => Promise<unknown>;

const POLLING = '/socket.io/?EIO=4&transport=polling';
/** Most attacks come from so many connections at once. */
const LANES = 30;
/** As much as a command may carry. */
const COMMAND_BYTES = 290_000;
const FLOOD_BYTES = 400_000;

const times = (count: number, text: string, separator = '') => Array<string>(count).fill(text).join(separator);
const flood = (frame: Buffer) => Buffer.alloc(FLOOD_BYTES - (FLOOD_BYTES % frame.length), frame);

/** Packets in one body of a polling session. */
const polling =
  (packets: (attacker: Attacker, lane: number) => string): Attack =>
  (attacker) =>
    attacker.lanes(LANES, async (lane) => {
      const opened = await attacker.ask('GET', POLLING);
      const sid = opened.match(/"sid":"([^"]+)"/)?.[1] ?? '';
      await attacker.ask('POST', `${POLLING}&sid=${sid}`, {
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
        body: packets(attacker, lane),
      });
    });

/** The same bytes, again and again, until they cut it off. @param isKnown whether it has joined before */
const pouring =
  (bytes: () => Buffer, { isKnown = false, isDeaf = false } = {}): Attack =>
  (attacker) => {
    const all = bytes();
    return attacker.lanes(LANES, async (lane) => {
      const socket = await attacker.webSocket(isKnown ? attacker.token(lane) : undefined);
      if (isDeaf) socket.pause();
      while (!socket.closed) await pour(socket, all);
    });
  };

/** Announces a long frame and sends half of it; one of three is as long as a server may ever take. */
const halfFrames: Attack = (attacker) => {
  const halves = [COMMAND_BYTES, 1_000_000, 4_900_000].map((size) => {
    const whole = textFrame(times(size, '4'));
    return whole.subarray(0, whole.length / 2);
  });
  return attacker.lanes(500, async (lane) => {
    const socket = await attacker.webSocket();
    await pour(socket, halves[lane % halves.length]!);
    await lost(socket);
  });
};

/** So many connections, each kept for as long as the server lets it. */
const kept =
  (count: number, open: (attacker: Attacker) => ReturnType<Attacker['dial']>): Attack =>
  (attacker) =>
    attacker.lanes(count, async () => lost(await open(attacker)));

/** A request, again and again. */
const asking =
  (count: number, ask: (attacker: Attacker, lane: number) => Promise<unknown>): Attack =>
  (attacker) =>
    attacker.lanes(count, (lane) => ask(attacker, lane));

/** One command at a rate that each user may have. */
const commands =
  (perSecond: number, command: string): Attack =>
  (attacker) => {
    const frame = textFrame(`42${command}`);
    return attacker.lanes(attacker.job.tokens.length, async (lane) => {
      const socket = await attacker.webSocket(attacker.token(lane));
      while (!socket.closed) await Promise.all([pour(socket, frame), delay(1000 / perSecond)]);
    });
  };

const deafSync: Attack = (attacker) => {
  const frames = Buffer.concat(
    Array.from({ length: 60 }, (_, id) => textFrame(`42${id}["sync",{"conversations":{}}]`)),
  );
  return attacker.lanes(50, async () => {
    const socket = await attacker.webSocket(attacker.token(0));
    socket.pause();
    await pour(socket, frames);
    await keep(socket);
  });
};

const deafHistory: Attack = (attacker) => {
  const { conversationId } = attacker.job;
  const request =
    `GET /api/messages/${conversationId}?limit=200 HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
    `Authorization: Bearer ${attacker.token(0)}\r\n\r\n`;
  return attacker.lanes(50, async () => {
    const socket = await attacker.dial();
    await pour(socket, times(3, request));
    await keep(socket);
  });
};

/** Upgrades that nobody takes, kept open, while others look at pages. */
const unknownUpgrades: Attack = (attacker) =>
  Promise.all([
    kept(2000, async () => {
      const socket = await attacker.dial();
      socket
        .resume()
        .write('GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      return socket;
    })(attacker),
    asking(4, () => attacker.ask('GET', '/'))(attacker),
  ]);

const slowloris: Attack = (attacker) =>
  attacker.lanes(1000, async () => {
    const socket = await attacker.dial();
    socket.resume().write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    while (!socket.closed) await Promise.all([pour(socket, 'a'), delay(1000)]);
  });

const unknownKeys = () => {
  const keys = Array.from({ length: COMMAND_BYTES / 12 }, (_, index) => `"${String(index).padStart(7, 'x')}":1`);
  return `1["sync",{"conversations":{${keys.join(',')}}}]`;
};

const unknownFields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, 1]));
const nobody = { email: 'nobody@example.com', password: 'Wrong-123' };
const somebody = () => ({ name: 'A', email: `${crypto.randomUUID()}@example.com`, password: 'Secret-123' });

/** Every attack, by its name. `--only` separates names by commas, unless digits follow: names begin with letters and have none. */
export const attacks: Readonly<Record<string, Attack>> = {
  'polling: 20000 CONNECTs in a body': polling(() => times(20_000, '40', '\x1e')),
  'polling: 600 kB of CONNECTs': polling(() => times(200_000, '40', '\x1e')),
  'polling: 1.2 MB of CONNECTs': polling(() => times(400_000, '40', '\x1e')),
  'polling: 200 CONNECTs with a token': polling((attacker, lane) =>
    times(200, `40${JSON.stringify({ token: attacker.token(lane) })}`, '\x1e'),
  ),
  'CONNECTs without a token': pouring(() => flood(textFrame('40'))),
  'pongs before a handshake': pouring(() => flood(textFrame('3'))),
  'WebSocket pongs before a handshake': pouring(() => flood(pongFrame(''))),
  'garbage before a handshake': pouring(() => flood(textFrame('4\u0000garbage["'))),
  'frames of 5 MB': pouring(() => textFrame(times(5_000_000, '4'))),
  'frames of 1.4 MB': pouring(() => textFrame(times(1_400_000, '4'))),
  'frames of 5 MB with a token': pouring(() => textFrame(`42["x","${times(4_999_000, 'x')}"]`), { isKnown: true }),
  'frames of 1.4 MB with a token': pouring(() => textFrame(`42["x","${times(1_400_000, 'x')}"]`), { isKnown: true }),
  'halves of frames on 500 connections': halfFrames,
  'connections of one user': kept(2000, (attacker) => attacker.webSocket(attacker.token(0))),
  'idle connections of strangers': kept(2500, (attacker) => attacker.webSocket()),
  'connections without a request': kept(2500, async (attacker) => (await attacker.dial()).resume()),
  'sync with invalid keys': commands(20, unknownKeys()),
  'logins with 20000 unknown fields': asking(LANES, (attacker) =>
    attacker.post('/api/auth/login', { ...nobody, ...unknownFields }),
  ),
  'tiny commands whose answers are not read': pouring(() => flood(textFrame('42["x",{}]')), {
    isKnown: true,
    isDeaf: true,
  }),
  'commands of 290 kB': pouring(
    () => textFrame(`421["send_message",{"receiverId":"x","content":"${times(COMMAND_BYTES, 'x')}"}]`),
    { isKnown: true },
  ),
  'sync answers that are not read': deafSync,
  'history answers that are not read': deafHistory,
  'upgrades of unknown paths': unknownUpgrades,
  'invalid ranges': asking(LANES, (attacker) =>
    attacker.ask('GET', '/', { headers: { range: `bytes=${times(500, '9-1', ',')}` } }),
  ),
  'API document as YAML': asking(LANES, (attacker) => attacker.ask('GET', '/api/docs-yaml')),
  'API document as JSON': asking(LANES, (attacker) => attacker.ask('GET', '/api/docs-json')),
  'API page': asking(LANES, (attacker) => attacker.ask('GET', '/api/docs')),
  'unknown paths': asking(LANES, (attacker) => attacker.ask('GET', `/api/${crypto.randomUUID()}`)),
  'logins with wrong passwords': asking(LANES, (attacker) => attacker.post('/api/auth/login', nobody)),
  registrations: asking(LANES, (attacker) => attacker.post('/api/auth/register', somebody())),
  'a byte of a header a second': slowloris,
};
