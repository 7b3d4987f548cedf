import { execFileSync } from 'node:child_process';
import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag, names, number, numbers } from '@smart-hub/command-line/options';
import { attacks } from './generator/attacks/table.js';
import { loads } from './scenarios/loads.js';

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

/** Loads and attacks, which are chosen by their own names, too. */
const single = [...loads.map(({ name }) => name), ...Object.keys(attacks)];
const count = { from: 1, whole: true };

const line = {
  name: 'pnpm bench',
  about: 'Measures the server beside its ceilings.',
  options: {
    quick: flag('everything, smaller and shorter: about three minutes'),
    only: names(
      `some of: ${[...scenarioNames, ...byNameOnly].join(', ')};\nor a load or an attack by its name, such as "8 in flight"; without it everything but ${byNameOnly.join(', ')}`,
      [...scenarioNames, ...byNameOnly, ...single],
    ),
    seconds: number('how long each load is measured (4), and each attack (30), and the soak (1800)', { from: 0.1 }),
    rounds: number('how often product and ceilings take turns (3); medians are reported', count),
    rate: number('messages a second of the soak: half of what the machine can do', count, 1500),
    pairs: number('how many pairs talk', count, 100),
    connections: numbers('sizes of the connection storms (2000,10000)', count),
    messages: number('how many messages lie in the database when it is read (1000000)', count),
    'cpu-prof': flag('a CPU profile of the server into bench/results/'),
  },
  notes:
    'With DB_HOST (DB_PORT, DB_USERNAME, DB_PASSWORD) an external PostgreSQL is used: its user must be allowed to create databases.',
};

/** Each connection takes a descriptor in two processes, which need some for themselves. */
const RESERVED_DESCRIPTORS = 500;

export function readOptions(args: readonly string[]): Options {
  const { values } = readCommandLine(line, args);
  const { quick, seconds } = values;
  return {
    only: values.only ?? scenarioNames,
    seconds: seconds ?? (quick ? 2 : 4),
    attackSeconds: seconds ?? (quick ? 5 : 30),
    soakSeconds: seconds ?? 1800,
    soakRate: values.rate,
    rounds: values.rounds ?? (quick ? 1 : 3),
    pairs: values.pairs,
    connections: affordable(values.connections ?? (quick ? [2000] : [2000, 10_000])),
    messages: values.messages ?? (quick ? 200_000 : 1_000_000),
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
