import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Sequencer, type Place } from './sequencer.js';

/** The time for which an event is held while the process is idle. */
const HELD_FOR_MS = 1000;
/** The longest time for which an event is held, however busy the process is. */
const LONGEST_HOLD_MS = 5000;
/** How long Ana has been here when a test begins. */
const HERE_FOR_MS = 60_000;

let told: string[] = [];
let gaps: string[] = [];
let sequencer: Sequencer;

beforeEach(() => {
  jest.useFakeTimers();
  told = [];
  gaps = [];
  sequencer = new Sequencer((userId) => gaps.push(userId));
  sequencer.join('ana');
  jest.advanceTimersByTime(HERE_FOR_MS);
});
afterEach(() => jest.useRealTimers());

/** `settled`: its predecessor was written longer ago than any event is held. */
type Kind = 'next' | 'settled' | 'newest';

const passAt = (place: Place, userId = 'ana') =>
  sequencer.pass(userId, place, () => told.push(`${userId} ${place.stream} ${place.at}`));
const pass = (at: number, kind: Kind = 'next', stream = 'c', userId?: string) =>
  passAt(
    kind === 'newest'
      ? { stream, at, kind }
      : { stream, at, kind: 'next', pause: kind === 'next' ? 10 : LONGEST_HOLD_MS + 1 },
    userId,
  );

test('what comes in order is told at once', () => {
  for (const at of [7, 8, 9]) pass(at, at === 7 ? 'settled' : 'next');
  expect(told).toEqual(['ana c 7', 'ana c 8', 'ana c 9']);
  expect(gaps).toEqual([]);
});

test('what comes too early waits for those before it, and is told once', () => {
  pass(1, 'settled');
  pass(4);
  pass(3);
  expect(told).toEqual(['ana c 1']);
  pass(2);
  expect(told).toEqual(['ana c 1', 'ana c 2', 'ana c 3', 'ana c 4']);
  jest.advanceTimersByTime(HELD_FOR_MS);
  expect(told).toHaveLength(4);
  expect(gaps).toEqual([]);
});

test('what is missing is waited for, not for ever: then the user has to catch up, and what comes late is not told', () => {
  pass(1, 'settled');
  pass(4);
  pass(3);
  jest.advanceTimersByTime(HELD_FOR_MS - 1);
  expect(told).toEqual(['ana c 1']);
  jest.advanceTimersByTime(1);
  expect(told).toEqual(['ana c 1', 'ana c 3', 'ana c 4']);
  expect(gaps).toEqual(['ana']);
  pass(2);
  expect(told).toHaveLength(3);
  expect(gaps).toEqual(['ana', 'ana']);
  pass(5);
  expect(told.at(-1)).toBe('ana c 5');
});

test('each gap is waited for as long, whatever was missing before it', () => {
  pass(1, 'settled');
  pass(3);
  jest.advanceTimersByTime(HELD_FOR_MS - 100);
  pass(5);
  pass(2);
  jest.advanceTimersByTime(HELD_FOR_MS - 100);
  expect(told).toEqual(['ana c 1', 'ana c 2', 'ana c 3']);
  pass(4);
  expect(told.slice(3)).toEqual(['ana c 4', 'ana c 5']);
  pass(7);
  jest.advanceTimersByTime(HELD_FOR_MS - 100);
  expect(gaps).toEqual([]);
  pass(10);
  jest.advanceTimersByTime(100);
  expect(told.slice(5)).toEqual(['ana c 7']);
  expect(gaps).toEqual(['ana']);
  pass(8);
  pass(9);
  expect(told.slice(6)).toEqual(['ana c 8', 'ana c 9', 'ana c 10']);
  expect(gaps).toEqual(['ana']);
});

test('the first one waits if the one before it was told a moment ago, and perhaps not here', () => {
  pass(6);
  expect(told).toEqual([]);
  pass(5, 'settled');
  expect(told).toEqual(['ana c 5', 'ana c 6']);
  pass(9, 'next', 'other');
  jest.advanceTimersByTime(HELD_FOR_MS);
  expect(told.at(-1)).toBe('ana other 9');
  expect(gaps).toEqual(['ana']);
});

test('a predecessor that a stalled node has yet to publish is waited for', () => {
  // The pause is as long as the stall that delayed the predecessors.
  passAt({ stream: 'c', at: 6, kind: 'next', pause: HELD_FOR_MS + 1 });
  for (const at of [1, 2, 3, 4, 5]) passAt({ stream: 'c', at, kind: 'next', pause: at === 1 ? null : 0 });
  expect(told).toEqual([1, 2, 3, 4, 5, 6].map((at) => `ana c ${at}`));
  expect(gaps).toEqual([]);
});

test('the first one waits for nothing that was written before the user came, or for nothing at all', () => {
  passAt({ stream: 'new', at: 1, kind: 'next', pause: null });
  sequencer.join('ben');
  jest.advanceTimersByTime(50);
  passAt({ stream: 'c', at: 7, kind: 'next', pause: 60 }, 'ben');
  expect(told).toEqual(['ana new 1', 'ben c 7']);
  passAt({ stream: 'other', at: 7, kind: 'next', pause: 40 }, 'ben');
  expect(told).toHaveLength(2);
  passAt({ stream: 'other', at: 6, kind: 'next', pause: 60 }, 'ben');
  expect(told.slice(2)).toEqual(['ben other 6', 'ben other 7']);
  expect(gaps).toEqual([]);
});

test('the newest stands for those before it', () => {
  for (const at of [3, 2, 3, 8]) pass(at, 'newest');
  expect(told).toEqual(['ana c 3', 'ana c 8']);
  expect(gaps).toEqual([]);
});

test('conversations and users do not wait for each other', () => {
  pass(1, 'settled');
  pass(3);
  pass(1, 'settled', 'other');
  pass(1, 'settled', 'c', 'ben');
  expect(told).toEqual(['ana c 1', 'ana other 1', 'ben c 1']);
});

test('who has left is forgotten, with what waited for them', () => {
  pass(1, 'settled');
  pass(3);
  sequencer.leave('ana');
  jest.advanceTimersByTime(HELD_FOR_MS);
  expect(told).toEqual(['ana c 1']);
  expect(jest.getTimerCount()).toBe(0);
  pass(9, 'settled');
  expect(told).toEqual(['ana c 1', 'ana c 9']);
});

test('what is remembered is bounded; what waits in a stream that is forgotten is told', () => {
  pass(1, 'settled', 'first');
  pass(3, 'next', 'first');
  for (let index = 0; index < 200; index += 1) pass(1, 'settled', `${index}`);
  expect(told.at(-2)).toBe('ana first 3');
  expect(gaps).toEqual(['ana']);
  pass(1, 'settled', 'long');
  for (let at = 3; at <= 503; at += 1) pass(at, 'next', 'long');
  expect(told.at(-1)).toBe('ana long 503');
});

/** Keeps the event loop from doing anything else. */
function block(ms: number): void {
  for (const since = performance.now(); performance.now() - since < ms;);
}

test.each<[load: string, hops: number, turns: number[]]>([
  ['stalled', 1, [2000]],
  ['stalled', 20, [2000]],
  ['busy', 8, Array.from({ length: 12 }, () => 200)],
])('an event that reaches a %s process over %d sockets is not given up', async (_, hops, turns) => {
  jest.useRealTimers();
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const far = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [near] = (await once(listener, 'connection')) as [Socket];
  pass(1, 'settled');
  let hop = 0;
  for (const [end, other] of [
    [far, near],
    [near, far],
  ] as const)
    end.on('data', () => {
      hop += 1;
      if (hop === hops) pass(2);
      else other.write('The second one.');
    });
  pass(3);
  near.write('The second one.');
  while (told.length + gaps.length < 3) {
    block(turns.shift() ?? 0);
    await new Promise(setImmediate);
  }

  expect(told).toEqual(['ana c 1', 'ana c 2', 'ana c 3']);
  expect(gaps).toEqual([]);
  far.destroy();
  listener.close();
});
