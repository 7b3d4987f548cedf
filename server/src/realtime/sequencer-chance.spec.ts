import { Sequencer } from './sequencer.js';

// What nodes tell each other, at random: against the rule "ascending, at most once, and who was not told all is told so".

const RUNS = 100;
const STREAMS = ['a', 'b', 'c'];
const EVENTS = 40;
/** A second, and a turn of the event loop for each gap. */
const HELD_FOR_MS = 2000;

interface Event {
  readonly stream: string;
  readonly at: number;
  readonly kind: 'next';
  readonly pause: number | null;
  /** When it comes here; never, where it is lost. */
  readonly comes: number;
}

interface Chance {
  /** How long an event takes to come, in milliseconds. */
  readonly travel: (random: () => number) => number;
  /** How many of a thousand moments are followed by the user's leaving and coming back. */
  readonly leaves: number;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As `messages` writes them: one after the other in each stream, after pauses of all lengths. */
function write({ travel }: Chance, random: () => number): Event[] {
  const events: Event[] = [];
  for (const stream of STREAMS) {
    let now = 0;
    for (let at = 1; at <= EVENTS; at += 1) {
      const pause = random() < 0.2 ? 800 + random() * 5000 : random() * 120;
      now += pause;
      events.push({ stream, at, kind: 'next', pause: at === 1 ? null : pause, comes: now + travel(random) });
    }
  }
  return events.filter(({ comes }) => comes < Infinity).toSorted((one, other) => one.comes - other.comes);
}

interface Seen {
  /** What was told while the user was here for the one time, and then for the next. */
  readonly visits: { readonly told: Event[]; readonly passed: Event[]; gaps: number }[];
}

function play(seed: number, chance: Chance): Seen {
  const random = randomOf(seed);
  const visits: Seen['visits'] = [{ told: [], passed: [], gaps: 0 }];
  const visit = () => visits.at(-1)!;
  const sequencer = new Sequencer(() => (visit().gaps += 1));
  sequencer.join('ana');
  for (const event of write(chance, random)) {
    jest.advanceTimersByTime(Math.max(0, event.comes - Date.now()));
    const { told, passed } = visit();
    passed.push(event);
    sequencer.pass('ana', event, () => told.push(event));
    if (random() * 1000 >= chance.leaves) continue;
    sequencer.leave('ana');
    sequencer.join('ana');
    visits.push({ told: [], passed: [], gaps: 0 });
  }
  jest.advanceTimersByTime(HELD_FOR_MS);
  return { visits };
}

const ofStream = (events: readonly Event[], name: string) =>
  events.filter(({ stream }) => stream === name).map(({ at }) => at);

const slow = (random: () => number) => {
  const luck = random();
  if (luck < 0.03) return Infinity;
  return luck < 0.15 ? random() * 4000 : random() * 60;
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each([
  ['late or lost', { travel: slow, leaves: 0 }],
  ['late or lost, while the user comes and goes', { travel: slow, leaves: 30 }],
])('events that are %s are told in ascending order, at most once; who is not told all is to catch up', (_, chance) => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    jest.setSystemTime(0);
    const { visits } = play(seed, chance);
    for (const [index, { told, passed, gaps }] of visits.entries()) {
      for (const stream of STREAMS) {
        const numbers = ofStream(told, stream);
        expect({ seed, numbers }).toEqual({ seed, numbers: [...new Set(numbers)].toSorted((a, b) => a - b) });
        const isWhole = numbers.every((at, place) => at === numbers[0]! + place);
        // What still waited when the user left is told to nobody; whoever comes reads it.
        const isComplete = index < visits.length - 1 || numbers.length === ofStream(passed, stream).length;
        expect({ seed, caught: (isWhole && isComplete) || gaps > 0 }).toEqual({ seed, caught: true });
      }
    }
  }
});

test('events that are soon here are all told, and nobody has to catch up', () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    jest.setSystemTime(0);
    const [visit] = play(seed, { travel: (random) => random() * 900, leaves: 0 }).visits;
    for (const stream of STREAMS)
      expect(ofStream(visit!.told, stream)).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
    expect(visit!.gaps).toBe(0);
  }
});
