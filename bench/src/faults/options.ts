import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag, names, number, numbers } from '@smart-hub/command-line/options';
import { faults } from './faults.js';

/** Which faults are run, and with how many nodes. */
export interface Plan {
  readonly nodes: number;
  /** The names of the faults. */
  readonly only: readonly string[];
}

export interface Options {
  /** Run one after the other. */
  readonly plans: readonly Plan[];
  /** How long a process is stopped, or a link is faulty, in seconds. */
  readonly outage: number;
  /** The duration for which faults are chosen at random; if undefined, each fault runs once. */
  readonly minutes: number | undefined;
  readonly seed: number;
  /** Whether the tables are written to docs/reliability.md. */
  readonly write: boolean;
}

const QUICK_ONE_NODE = ['silent-database', 'silent-redis', 'locked-row'];
const QUICK = ['kill-node', 'kill-redis', 'kill-postgres', 'halfopen-redis', 'rolling', ...QUICK_ONE_NODE];
const MAX_NODES = 16;
const OUTAGE_S = { full: 20, quick: 6 };

const all = faults.map(({ name }) => name);

const commandLine = {
  name: 'pnpm bench:faults',
  about: 'Makes parts of an installation fail while clients exchange messages, and verifies the guarantees.',
  options: {
    quick: flag(
      `runs only ${QUICK.join(', ')};\nwith one node ${QUICK_ONE_NODE.join(', ')}; outages of ${OUTAGE_S.quick} s: less than four minutes`,
    ),
    only: names(`the faults to run: ${all.join(', ')}`, all),
    nodes: numbers(
      'the numbers of nodes; faults of one of several nodes are not run with one',
      { from: 1, to: MAX_NODES, whole: true },
      [1, 3],
    ),
    outage: number(`how many seconds a process is stopped, or a link is faulty (${OUTAGE_S.full})`, { from: 0 }),
    minutes: number('runs faults at random for this time in total, all of them or those of --only', { from: 0 }),
    seed: number('the seed of random choices, to repeat a run; by default a new one each time', { from: 0 }),
    write: flag('writes the tables to docs/reliability.md'),
  },
  notes: 'Requires redis-server and nginx; the fault of the clock requires faketime, that of the full disk root.',
};

export function readOptions(args: readonly string[]): Options {
  const { only, nodes, outage, minutes, seed, write, quick } = readCommandLine(commandLine, args).values;
  const chosen = (count: number) => only ?? (quick ? (count === 1 ? QUICK_ONE_NODE : QUICK) : all);
  return {
    plans: nodes.map((count) => ({ nodes: count, only: chosen(count) })),
    outage: outage ?? (quick ? OUTAGE_S.quick : OUTAGE_S.full),
    minutes,
    seed: seed ?? Date.now() % 1_000_000,
    write,
  };
}
