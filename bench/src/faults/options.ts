import { parseArgs } from 'node:util';
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

const USAGE = `pnpm bench:faults [options]

  --quick        ${SHORT.join(', ')};
                 with one node ${SHORT_WITH_ONE.join(', ')}; outages of ${OUTAGE_S.short} s: less than four minutes
  --only a,b     some of: ${faults.map(({ name }) => name).join(', ')}
  --nodes a,b    with how many nodes (1,3); what is about one of several is not run with one
  --outage n     how many seconds a part stands still, or a way is broken (${OUTAGE_S.full})
  --minutes n    faults at random for so long in all, of all kinds or of those of --only
  --seed n       what is random repeats with the same number
  --write        writes the table to docs/reliability.md

Needs redis-server and nginx; faketime for the clock, and root for the full disk.`;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
      nodes: { type: 'string', default: '1,3' },
      outage: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit();
  }
  const names = faults.map(({ name }) => name);
  const chosen = values.only?.split(',');
  const unknown = chosen?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no fault ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  return {
    plans: values.nodes
      .split(',')
      .map(nodesOf)
      .map((nodes) => ({ nodes, only: chosen ?? (values.quick ? (nodes === 1 ? SHORT_WITH_ONE : SHORT) : names) })),
    outage: numberOf('outage', values.outage ?? `${values.quick ? OUTAGE_S.short : OUTAGE_S.full}`),
    minutes: values.minutes === undefined ? undefined : numberOf('minutes', values.minutes),
    seed: numberOf('seed', values.seed),
    write: values.write,
  };
}

function nodesOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST_NODES)
    throw new Error(`--nodes are numbers from 1 to ${MOST_NODES}; "${text}" is none.`);
  return count;
}

/** What is no number would run nothing, and call it good. */
function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) throw new Error(`--${option} is a number; "${text}" is none.`);
  return value;
}
