import type { SendResult } from '../jobs.js';
import type { Sample } from '../samples.js';
import type { SoakMeasurement } from '../scenarios/soak.js';
import { ratioToFlatLimit, thirdsOf } from './flatness.js';

interface Series {
  readonly name: string;
  readonly unit: string;
  /** The noise in the unit of the series; absent if its growth is not judged. */
  readonly slack?: number;
  readonly of: (sample: Sample) => number | undefined;
}

const MIB = 2 ** 20;

const allSeries: readonly Series[] = [
  // Not judged, because V8 and the allocator keep memory that they once had.
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
  { name: 'longest stall of the event loop between two samples', unit: 'ms', of: ({ stallMs }) => stallMs },
  { name: 'pause for a collection by the bench', unit: 'ms', of: ({ remainder }) => remainder?.pauseMs },
];

/** The names of the series that must stop growing. */
export const boundedSeries = allSeries.flatMap(({ name, slack }) => (slack === undefined ? [] : [name]));

const damageOf = ({ lost, doubled, disordered, failed }: SendResult) => lost + doubled + disordered + failed;

/** Summarises a soak: medians by thirds, latencies and damaged messages. */
export function summariseSoak(soaked: SoakMeasurement) {
  const { samples, steady, unread, survived, ...rest } = soaked;
  const series = allSeries.map(({ name, unit, slack, of }) => {
    const thirds = thirdsOf(samples.map(of).filter((value) => value !== undefined));
    /** Flat if at most 1. */
    const ofLimit = slack === undefined ? undefined : ratioToFlatLimit(thirds, slack);
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

/** Returns names and values of what the soak did, of the failures, and of the server's counters. */
export function soakCounts({
  steady,
  unread,
  cores,
  slow,
  churn,
  ...soak
}: ReturnType<typeof summariseSoak>): string[][] {
  const damage = ({ completed, lost, doubled, disordered, failed }: SendResult) =>
    `${completed} arrived, lost/duplicated/out of order/failed ${[lost, doubled, disordered, failed].join('/')}`;
  const failures = [steady, unread].flatMap(({ firstFailure }) => firstFailure ?? []);
  return [
    ['messages of the steady senders', damage(steady)],
    ['messages to slow clients', damage(unread)],
    ['slow clients', `${slow.opened} connected, ${slow.cutOff} disconnected, ${slow.refused} refused`],
    ['visits and wrong logins', `${churn.visits} and ${churn.logins}, ${churn.failed} failed`],
    ...Object.entries(churn.reasons).map(([reason, count]) => [`failed with ${reason}`, String(count)]),
    ...failures.map((failure) => ['first failure', failure]),
    ['attacks', String(soak.attacks)],
    ['terminated connections to the database', String(soak.terminated)],
    ['cores of server and database', `${cores.server.toFixed(2)} and ${cores.database.toFixed(2)}`],
    ...Object.entries(soak.counters).map(([name, count]) => [`counted by the server, ${name}`, String(count)]),
  ];
}
