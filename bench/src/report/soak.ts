import type { SendResult } from '../jobs.js';
import type { Sample } from '../samples.js';
import type { Soaked } from '../scenarios/soak.js';
import { ofFlatLimit, thirdsOf } from './flatness.js';

interface Series {
  readonly name: string;
  readonly unit: string;
  /** What is noise, in the same unit; absent where growth is not judged. */
  readonly slack?: number;
  readonly of: (sample: Sample) => number | undefined;
}

const MIB = 2 ** 20;

const allSeries: readonly Series[] = [
  // Not judged: V8 and the allocator keep what they once had.
  { name: 'memory in RAM', unit: 'MiB', of: ({ residentKiB }) => residentKiB / 1024 },
  {
    name: 'heap after collection',
    unit: 'MiB',
    slack: 4,
    of: ({ remainder }) => remainder && remainder.heapUsed / MIB,
  },
  { name: 'descriptors', unit: '', slack: 20, of: ({ descriptors }) => descriptors },
  { name: 'timers', unit: '', slack: 50, of: ({ timers }) => timers },
  { name: 'handles', unit: '', of: ({ handles }) => handles },
  { name: 'longest stall of the event loop between two looks', unit: 'ms', of: ({ stallMs }) => stallMs },
  { name: 'pause of the bench for a collection', unit: 'ms', of: ({ remainder }) => remainder?.pauseMs },
];

/** What must not grow without an end, by name. */
export const heldFlat = allSeries.flatMap(({ name, slack }) => (slack === undefined ? [] : [name]));

const damageOf = ({ lost, doubled, disordered, failed }: SendResult) => lost + doubled + disordered + failed;

/** What a soak has found. */
export function soakOf(soaked: Soaked) {
  const { samples, steady, unread, survived, ...rest } = soaked;
  const series = allSeries.map(({ name, unit, slack, of }) => {
    const thirds = thirdsOf(samples.map(of).filter((value) => value !== undefined));
    /** Up to 1 it is flat. */
    const ofLimit = slack === undefined ? undefined : ofFlatLimit(thirds, slack);
    return { name, unit, ...thirds, ...(ofLimit === undefined ? {} : { ofLimit }) };
  });
  return {
    ...rest,
    series,
    latency: steady.result.thirds ?? [],
    steady: steady.result,
    unread,
    cores: steady.cores,
    damaged: damageOf(steady.result) + damageOf(unread),
    exits: survived ? 0 : 1,
  };
}

/** What was done, what became of it, and what the server has counted: names and values. */
export function countsOf({ steady, unread, cores, slow, churn, ...soak }: ReturnType<typeof soakOf>): string[][] {
  const damage = ({ completed, lost, doubled, disordered, failed }: SendResult) =>
    `${completed} arrived, lost/doubled/disordered/failed ${[lost, doubled, disordered, failed].join('/')}`;
  const failures = [steady, unread].flatMap(({ firstFailure }) => firstFailure ?? []);
  return [
    ['messages of the steady senders', damage(steady)],
    ['messages that slow readers do not read', damage(unread)],
    ['slow readers', `${slow.opened}, of which cut off ${slow.cutOff}, refused ${slow.refused}`],
    ['visits and wrong logins', `${churn.visits} and ${churn.logins}, of which failed ${churn.failed}`],
    ...Object.entries(churn.reasons).map(([reason, count]) => [`failed with ${reason}`, String(count)]),
    ...failures.map((failure) => ['first failure', failure]),
    ['attacks', String(soak.attacks)],
    ['connections to the database that were ended', String(soak.terminated)],
    ['cores of server and database', `${cores.server.toFixed(2)} and ${cores.database.toFixed(2)}`],
    ...Object.entries(soak.counters).map(([name, count]) => [`counted by the server, ${name}`, String(count)]),
  ];
}
