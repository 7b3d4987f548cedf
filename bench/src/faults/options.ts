import { parseArgs } from 'node:util';
import { faults } from './faults.js';

export interface Options {
  /** The names of the faults, in turn. */
  readonly only: readonly string[];
  /** How long a part stands still, or a way is broken, in seconds. */
  readonly outage: number;
  /** For so many minutes faults are chosen at random; undefined: each of them once. */
  readonly minutes: number | undefined;
  readonly seed: number;
  /** Whether docs/reliability.md is written. */
  readonly write: boolean;
}

const SHORT = ['kill-node', 'kill-redis', 'kill-postgres', 'halfopen-redis', 'rolling'];
const OUTAGE_S = { full: 20, short: 8 };

const USAGE = `pnpm bench:faults [options]

  --quick        ${SHORT.join(', ')}, with outages of ${OUTAGE_S.short} s
  --only a,b     some of: ${faults.map(({ name }) => name).join(', ')}
  --outage n     how many seconds a part stands still, or a way is broken (${OUTAGE_S.full})
  --minutes n    faults at random for so long, of all kinds or of those of --only
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
  const only = values.only?.split(',') ?? (values.quick ? SHORT : names);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no fault ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  return {
    only,
    outage: numberOf('outage', values.outage ?? `${values.quick ? OUTAGE_S.short : OUTAGE_S.full}`),
    minutes: values.minutes === undefined ? undefined : numberOf('minutes', values.minutes),
    seed: numberOf('seed', values.seed),
    write: values.write,
  };
}

/** What is no number would run nothing, and call it good. */
function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) throw new Error(`--${option} is a number; "${text}" is none.`);
  return value;
}
