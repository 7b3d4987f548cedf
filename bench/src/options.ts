import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';

export interface Options {
  readonly only: readonly string[];
  /** How long each load is measured, in seconds. */
  readonly seconds: number;
  /** How long each attack lasts, in seconds. */
  readonly attackSeconds: number;
  /** How long everything goes on at once, in seconds. */
  readonly soakSeconds: number;
  /** Messages a second meanwhile. */
  readonly soakRate: number;
  readonly pairs: number;
  /** Sizes of the connection storms. */
  readonly connections: readonly number[];
  /** How often product and ceilings take turns. */
  readonly rounds: number;
  /** How many messages lie in the database when it is read. */
  readonly messages: number;
  readonly cpuProf: boolean;
}

const scenarioNames = [
  'send',
  'receipts',
  'hot',
  'rates',
  'nodes',
  'storms',
  'deaf',
  'reconnect',
  'returns',
  'accounts',
  'digest',
  'reads',
] as const;
/** Each takes longer than all the others together: twenty minutes, and thirty. */
const byNameOnly = ['attack', 'soak'] as const;

const USAGE = `pnpm bench [options]

  --quick             everything, smaller and shorter: about three minutes
  --only a,b          some of: ${[...scenarioNames, ...byNameOnly].join(', ')}; or a load or an attack by its name,
                      such as "8 in flight". Without it everything but ${byNameOnly.join(', ')}
  --seconds n         how long each load is measured, and each attack, and the soak
  --rounds n          how often product and ceilings take turns; medians are reported
  --rate n            messages a second of the soak: half of what the machine can do
  --pairs n           how many pairs talk
  --connections a,b   sizes of the connection storms
  --messages n        how many messages lie in the database when it is read
  --cpu-prof          a CPU profile of the server into bench/results/

With DB_HOST (DB_PORT, DB_USERNAME, DB_PASSWORD) an external PostgreSQL is used: its user must be allowed to create databases.`;

/** Each connection takes a descriptor in two processes, which need some for themselves. */
const RESERVED_DESCRIPTORS = 500;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      rate: { type: 'string' },
      pairs: { type: 'string' },
      connections: { type: 'string' },
      messages: { type: 'string' },
      'cpu-prof': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit();
  }
  const { quick } = values;
  return {
    only: values.only?.split(/,(?!\d{3})/) ?? scenarioNames,
    seconds: Number(values.seconds ?? (quick ? 2 : 4)),
    attackSeconds: Number(values.seconds ?? (quick ? 5 : 30)),
    soakSeconds: Number(values.seconds ?? 1800),
    soakRate: Number(values.rate ?? 1500),
    rounds: Number(values.rounds ?? (quick ? 1 : 3)),
    pairs: Number(values.pairs ?? 100),
    connections: affordable(values.connections?.split(',').map(Number) ?? (quick ? [2000] : [2000, 10_000])),
    messages: Number(values.messages ?? (quick ? 200_000 : 1_000_000)),
    cpuProf: values['cpu-prof'],
  };
}

/** Node raises the soft limit of descriptors by itself; the hard one is the machine's. */
function affordable(sizes: readonly number[]): number[] {
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }));
  const most = Number.isNaN(limit) ? Infinity : limit - RESERVED_DESCRIPTORS;
  return sizes.map((size) => {
    if (size <= most) return size;
    console.warn(
      `${size} connections are more than the limit of open files allows: ${most} are opened. See "ulimit -Hn".`,
    );
    return most;
  });
}
