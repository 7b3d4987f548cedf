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
  /** The duration of the soak, in seconds. */
  readonly soakSeconds: number;
  /** Messages per second during the soak. */
  readonly soakRate: number;
  readonly pairs: number;
  /** Sizes of the connection storms. */
  readonly connections: readonly number[];
  /** How many times the product and the ceilings are measured in alternation. */
  readonly rounds: number;
  /** The number of messages in the database when reads are measured. */
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
/** Not run by default, because each takes longer than all others together: twenty minutes, and thirty. */
const optInScenarios = ['attack', 'soak'] as const;

/** Loads and attacks can also be selected individually. */
const loadAndAttackNames = [...loads.map(({ name }) => name), ...Object.keys(attacks)];
const count = { from: 1, whole: true };

const commandLine = {
  name: 'pnpm bench',
  about: 'Measures the server and compares it with its ceilings.',
  options: {
    quick: flag('runs the same scenarios, smaller and shorter: about three minutes'),
    only: names(
      `the scenarios to run: ${[...scenarioNames, ...optInScenarios].join(', ')};\nor single loads or attacks, such as "8 in flight"; default: everything except ${optInScenarios.join(', ')}`,
      [...scenarioNames, ...optInScenarios, ...loadAndAttackNames],
    ),
    seconds: number('the duration of each load (4), each attack (30) and the soak (1800)', { from: 0.1 }),
    rounds: number('how many times product and ceilings are measured in alternation (3); medians are reported', count),
    rate: number('messages per second in the soak: half of what the machine can do', count, 1500),
    pairs: number('the number of pairs that exchange messages', count, 100),
    connections: numbers('sizes of the connection storms (2000,10000)', count),
    messages: number('the number of messages in the database when reads are measured (1000000)', count),
    'cpu-prof': flag('writes a CPU profile of the server to bench/results/'),
  },
  notes:
    'If DB_HOST is set (with DB_PORT, DB_USERNAME, DB_PASSWORD), that PostgreSQL is used; its user must be allowed to create databases.',
};

/** Each connection takes a descriptor in two processes, which need this many for other purposes. */
const RESERVED_DESCRIPTORS = 500;

export function readOptions(args: readonly string[]): Options {
  const { values } = readCommandLine(commandLine, args);
  const { quick, seconds } = values;
  return {
    only: values.only ?? scenarioNames,
    seconds: seconds ?? (quick ? 2 : 4),
    attackSeconds: seconds ?? (quick ? 5 : 30),
    soakSeconds: seconds ?? 1800,
    soakRate: values.rate,
    rounds: values.rounds ?? (quick ? 1 : 3),
    pairs: values.pairs,
    connections: withinFileLimit(values.connections ?? (quick ? [2000] : [2000, 10_000])),
    messages: values.messages ?? (quick ? 200_000 : 1_000_000),
    cpuProf: values['cpu-prof'],
  };
}

/** Reduces sizes to the hard limit of descriptors; Node itself raises the soft limit to the hard one. */
function withinFileLimit(sizes: readonly number[]): number[] {
  const limit = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }));
  const most = Number.isNaN(limit) ? Infinity : limit - RESERVED_DESCRIPTORS;
  return sizes.map((size) => {
    if (size <= most) return size;
    console.warn(
      `${size} connections exceed the limit of open files; ${most} connections are opened instead. See "ulimit -Hn".`,
    );
    return most;
  });
}
