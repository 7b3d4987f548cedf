import { Sequencer } from './sequencer.js';

// Delivers events with random delays, losses and reconnects, and checks the invariants: events are emitted in ascending
// order, each at most once, and a user who has missed an event must resync.

const RUNS = 100;
const STREAMS = ['a', 'b', 'c'];
const EVENTS = 40;
/** How long a run goes on after the last event, in milliseconds: enough to skip every gap. */
const RUN_OUT_MS = 2000;

interface Event {
  readonly stream: string;
  readonly at: number;
  readonly kind: 'next';
  readonly pause: number | null;
  /** When the event arrives, in milliseconds. Lost events have Infinity. */
  readonly arrivesAt: number;
}

interface Network {
  /** How long an event takes to arrive, in milliseconds; Infinity if it is lost. */
  readonly latency: (random: () => number) => number;
  /** After how many of a thousand events, on average, the user disconnects and connects again. */
  readonly reconnects: number;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Creates the events of all streams with random times between the events of a stream, like messages of a conversation.
 * Returns the events that are not lost, in the order in which they arrive.
 */
function createEvents({ latency }: Network, random: () => number): Event[] {
  const events: Event[] = [];
  for (const stream of STREAMS) {
    let now = 0;
    for (let at = 1; at <= EVENTS; at += 1) {
      const pause = random() < 0.2 ? 800 + random() * 5000 : random() * 120;
      now += pause;
      events.push({ stream, at, kind: 'next', pause: at === 1 ? null : pause, arrivesAt: now + latency(random) });
    }
  }
  return events
    .filter(({ arrivesAt }) => arrivesAt < Infinity)
    .toSorted((one, other) => one.arrivesAt - other.arrivesAt);
}

/**
 * The events that arrived and were emitted, and the number of times that the user had to resync, between two
 * reconnects.
 */
interface Session {
  readonly emitted: Event[];
  readonly arrived: Event[];
  gaps: number;
}

function run(seed: number, network: Network): Session[] {
  const random = randomOf(seed);
  const sessions: Session[] = [{ emitted: [], arrived: [], gaps: 0 }];
  const current = () => sessions.at(-1)!;
  const sequencer = new Sequencer(() => (current().gaps += 1));
  sequencer.addUser('ana');
  for (const event of createEvents(network, random)) {
    jest.advanceTimersByTime(Math.max(0, event.arrivesAt - Date.now()));
    const { emitted, arrived } = current();
    arrived.push(event);
    sequencer.deliver('ana', event, () => emitted.push(event));
    if (random() * 1000 >= network.reconnects) continue;
    sequencer.removeUser('ana');
    sequencer.addUser('ana');
    sessions.push({ emitted: [], arrived: [], gaps: 0 });
  }
  jest.advanceTimersByTime(RUN_OUT_MS);
  return sessions;
}

const ofStream = (events: readonly Event[], name: string) =>
  events.filter(({ stream }) => stream === name).map(({ at }) => at);

const slowAndLossy = (random: () => number) => {
  const luck = random();
  if (luck < 0.03) return Infinity;
  return luck < 0.15 ? random() * 4000 : random() * 60;
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each([
  ['late or lost', { latency: slowAndLossy, reconnects: 0 }],
  ['late or lost, while the user reconnects', { latency: slowAndLossy, reconnects: 30 }],
])(
  'when some events are %s, events are emitted in ascending order, at most once, and a user who misses an event must resync',
  (_, network) => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      jest.setSystemTime(0);
      const sessions = run(seed, network);
      for (const [index, { emitted, arrived, gaps }] of sessions.entries()) {
        for (const stream of STREAMS) {
          const numbers = ofStream(emitted, stream);
          expect({ seed, numbers }).toEqual({ seed, numbers: [...new Set(numbers)].toSorted((a, b) => a - b) });
          const hasNoGap = numbers.every((at, offset) => at === numbers[0]! + offset);
          // Events that were still held when the user disconnected are dropped; clients read these when they connect
          // again.
          const isComplete = index < sessions.length - 1 || numbers.length === ofStream(arrived, stream).length;
          expect({ seed, isRepaired: (hasNoGap && isComplete) || gaps > 0 }).toEqual({ seed, isRepaired: true });
        }
      }
    }
  },
);

test('events that arrive less than a second late are all emitted in order, and no user has to resync', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    jest.setSystemTime(0);
    const [session] = run(seed, { latency: (random) => random() * 900, reconnects: 0 });
    for (const stream of STREAMS)
      expect(ofStream(session!.emitted, stream)).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
    expect(session!.gaps).toBe(0);
  }
});
