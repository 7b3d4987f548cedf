import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Sequencer, type StreamPosition } from './sequencer.js';

/** How long an event is held while the process is idle. */
const HOLD_MS = 1000;
/** The longest time for which an event is held, however busy the process is. */
const MAX_HOLD_MS = 5000;
/** How long Ana has been connected when a test begins. */
const CONNECTED_FOR_MS = 60_000;

let emitted: string[] = [];
let gaps: string[] = [];
let sequencer: Sequencer;

beforeEach(() => {
  jest.useFakeTimers();
  emitted = [];
  gaps = [];
  sequencer = new Sequencer((userId) => gaps.push(userId));
  sequencer.addUser('ana');
  jest.advanceTimersByTime(CONNECTED_FOR_MS);
});
afterEach(() => jest.useRealTimers());

/**
 * `next`: the previous event of the stream was stored 10 ms before. `afterPause`: it was stored so long before that no
 * event waits for it.
 */
type Kind = 'next' | 'afterPause' | 'newest';

const deliverAt = (position: StreamPosition, userId = 'ana') =>
  sequencer.deliver(userId, position, () => emitted.push(`${userId} ${position.stream} ${position.at}`));
const deliver = (at: number, kind: Kind = 'next', stream = 'c', userId?: string) =>
  deliverAt(
    kind === 'newest'
      ? { stream, at, kind }
      : { stream, at, kind: 'next', pause: kind === 'next' ? 10 : MAX_HOLD_MS + 1 },
    userId,
  );

test('events that arrive in order are emitted at once', () => {
  for (const at of [7, 8, 9]) deliver(at, at === 7 ? 'afterPause' : 'next');
  expect(emitted).toEqual(['ana c 7', 'ana c 8', 'ana c 9']);
  expect(gaps).toEqual([]);
});

test('an event that arrives before earlier events of its stream is held until they have arrived, and is emitted once', () => {
  deliver(1, 'afterPause');
  deliver(4);
  deliver(3);
  expect(emitted).toEqual(['ana c 1']);
  deliver(2);
  expect(emitted).toEqual(['ana c 1', 'ana c 2', 'ana c 3', 'ana c 4']);
  jest.advanceTimersByTime(HOLD_MS);
  expect(emitted).toHaveLength(4);
  expect(gaps).toEqual([]);
});

test('a gap is skipped after the hold time: the user must resync, and the missing event is not emitted if it arrives later', () => {
  deliver(1, 'afterPause');
  deliver(4);
  deliver(3);
  jest.advanceTimersByTime(HOLD_MS - 1);
  expect(emitted).toEqual(['ana c 1']);
  jest.advanceTimersByTime(1);
  expect(emitted).toEqual(['ana c 1', 'ana c 3', 'ana c 4']);
  expect(gaps).toEqual(['ana']);
  deliver(2);
  expect(emitted).toHaveLength(3);
  expect(gaps).toEqual(['ana', 'ana']);
  deliver(5);
  expect(emitted.at(-1)).toBe('ana c 5');
});

test('the events after each gap are held for the full hold time, even if another gap was closed or skipped before', () => {
  deliver(1, 'afterPause');
  deliver(3);
  jest.advanceTimersByTime(HOLD_MS - 100);
  deliver(5);
  deliver(2);
  jest.advanceTimersByTime(HOLD_MS - 100);
  expect(emitted).toEqual(['ana c 1', 'ana c 2', 'ana c 3']);
  deliver(4);
  expect(emitted.slice(3)).toEqual(['ana c 4', 'ana c 5']);
  deliver(7);
  jest.advanceTimersByTime(HOLD_MS - 100);
  expect(gaps).toEqual([]);
  deliver(10);
  jest.advanceTimersByTime(100);
  expect(emitted.slice(5)).toEqual(['ana c 7']);
  expect(gaps).toEqual(['ana']);
  deliver(8);
  deliver(9);
  expect(emitted.slice(6)).toEqual(['ana c 8', 'ana c 9', 'ana c 10']);
  expect(gaps).toEqual(['ana']);
});

test('the first event that arrives in a stream is held if the previous event was stored only a moment before it', () => {
  deliver(6);
  expect(emitted).toEqual([]);
  deliver(5, 'afterPause');
  expect(emitted).toEqual(['ana c 5', 'ana c 6']);
  deliver(9, 'next', 'other');
  jest.advanceTimersByTime(HOLD_MS);
  expect(emitted.at(-1)).toBe('ana other 9');
  expect(gaps).toEqual(['ana']);
});

test('an event is held until a stalled node has published the earlier events of the stream', () => {
  // The time since the previous event is as long as the stall of the node that stored the earlier events.
  deliverAt({ stream: 'c', at: 6, kind: 'next', pause: HOLD_MS + 1 });
  for (const at of [1, 2, 3, 4, 5]) deliverAt({ stream: 'c', at, kind: 'next', pause: at === 1 ? null : 0 });
  expect(emitted).toEqual([1, 2, 3, 4, 5, 6].map((at) => `ana c ${at}`));
  expect(gaps).toEqual([]);
});

test('the first event that arrives in a stream is not held if the previous event was stored before the user connected, or if there is none', () => {
  deliverAt({ stream: 'new', at: 1, kind: 'next', pause: null });
  sequencer.addUser('ben');
  jest.advanceTimersByTime(50);
  deliverAt({ stream: 'c', at: 7, kind: 'next', pause: 60 }, 'ben');
  expect(emitted).toEqual(['ana new 1', 'ben c 7']);
  deliverAt({ stream: 'other', at: 7, kind: 'next', pause: 40 }, 'ben');
  expect(emitted).toHaveLength(2);
  deliverAt({ stream: 'other', at: 6, kind: 'next', pause: 60 }, 'ben');
  expect(emitted.slice(2)).toEqual(['ben other 6', 'ben other 7']);
  expect(gaps).toEqual([]);
});

test('an event of kind `newest` is emitted only if its number is higher than all emitted numbers of the stream', () => {
  for (const at of [3, 2, 3, 8]) deliver(at, 'newest');
  expect(emitted).toEqual(['ana c 3', 'ana c 8']);
  expect(gaps).toEqual([]);
});

test('a gap delays neither events of other streams nor events of other users', () => {
  deliver(1, 'afterPause');
  deliver(3);
  deliver(1, 'afterPause', 'other');
  deliver(1, 'afterPause', 'c', 'ben');
  expect(emitted).toEqual(['ana c 1', 'ana other 1', 'ben c 1']);
});

test('when a user disconnects, the events held for the user are dropped', () => {
  deliver(1, 'afterPause');
  deliver(3);
  sequencer.removeUser('ana');
  jest.advanceTimersByTime(HOLD_MS);
  expect(emitted).toEqual(['ana c 1']);
  expect(jest.getTimerCount()).toBe(0);
  deliver(9, 'afterPause');
  expect(emitted).toEqual(['ana c 1', 'ana c 9']);
});

test('the numbers of streams and of held events are bounded; events held in a stream that is forgotten are emitted', () => {
  deliver(1, 'afterPause', 'first');
  deliver(3, 'next', 'first');
  for (let index = 0; index < 200; index += 1) deliver(1, 'afterPause', `${index}`);
  expect(emitted.at(-2)).toBe('ana first 3');
  expect(gaps).toEqual(['ana']);
  deliver(1, 'afterPause', 'long');
  for (let at = 3; at <= 503; at += 1) deliver(at, 'next', 'long');
  expect(emitted.at(-1)).toBe('ana long 503');
});

/** Blocks the event loop. */
function block(ms: number): void {
  for (const startedAt = performance.now(); performance.now() - startedAt < ms;);
}

test.each<[load: string, hops: number, turns: number[]]>([
  ['stalled', 1, [2000]],
  ['stalled', 20, [2000]],
  ['busy', 8, Array.from({ length: 12 }, () => 200)],
])('later events wait for an event that reaches a %s process after %d hops between sockets', async (_, hops, turns) => {
  jest.useRealTimers();
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const far = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(listener, 'connection')) as [Socket];
  deliver(1, 'afterPause');
  let hop = 0;
  for (const [end, other] of [
    [far, near],
    [near, far],
  ] as const)
    end.on('data', () => {
      hop += 1;
      if (hop === hops) deliver(2);
      else other.write('The second one.');
    });
  deliver(3);
  near.write('The second one.');
  while (emitted.length + gaps.length < 3) {
    block(turns.shift() ?? 0);
    await new Promise(setImmediate);
  }

  expect(emitted).toEqual(['ana c 1', 'ana c 2', 'ana c 3']);
  expect(gaps).toEqual([]);
  far.destroy();
  listener.close();
});
