import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag, names, number, numbers } from '@smart-hub/command-line/options';
import { faults } from './faults.js';

/** Which faults are run, and with how many nodes. */
export interface Plan {
  readonly nodes: number;
  /** The names of the faults, in turn. */
  readonly only: readonly string[];
}

export interface Options {
  /** In turn. */
  readonly plans: readonly Plan[];
  /** How long a part stands still, or a way is broken, in seconds. */
  readonly outage: number;
  /** For so many minutes faults are chosen at random; undefined: each of them once. */
  readonly minutes: number | undefined;
  readonly seed: number;
  /** Whether docs/reliability.md is written. */
  readonly write: boolean;
}

const SHORT_WITH_ONE = ['silent-database', 'silent-redis', 'locked-row'];
const SHORT = ['kill-node', 'kill-redis', 'kill-postgres', 'halfopen-redis', 'rolling', ...SHORT_WITH_ONE];
const MOST_NODES = 16;
const OUTAGE_S = { full: 20, short: 6 };

const all = faults.map(({ name }) => name);

const line = {
  name: 'pnpm bench:faults',
  about: 'Has parts of an installation fail while people talk, and checks what was promised.',
  options: {
    quick: flag(
      `${SHORT.join(', ')};\nwith one node ${SHORT_WITH_ONE.join(', ')}; outages of ${OUTAGE_S.short} s: less than four minutes`,
    ),
    only: names(`some of: ${all.join(', ')}`, all),
    nodes: numbers(
      'with how many nodes; what is about one of several is not run with one',
      { from: 1, to: MOST_NODES, whole: true },
      [1, 3],
    ),
    outage: number(`how many seconds a part stands still, or a way is broken (${OUTAGE_S.full})`, { from: 0 }),
    minutes: number('faults at random for so long in all, of all kinds or of those of --only', { from: 0 }),
    seed: number('what is random repeats with the same number; without it another one each time', { from: 0 }),
    write: flag('writes the table to docs/reliability.md'),
  },
  notes: 'Needs redis-server and nginx; faketime for the clock, and root for the full disk.',
};

export function readOptions(args: readonly string[]): Options {
  const { only, nodes, outage, minutes, seed, write, quick } = readCommandLine(line, args).values;
  const chosen = (count: number) => only ?? (quick ? (count === 1 ? SHORT_WITH_ONE : SHORT) : all);
  return {
    plans: nodes.map((count) => ({ nodes: count, only: chosen(count) })),
    outage: outage ?? (quick ? OUTAGE_S.short : OUTAGE_S.full),
    minutes,
    seed: seed ?? Date.now() % 1_000_000,
    write,
  };
}
