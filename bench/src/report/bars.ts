import { WHILE_RECONNECTING } from '../scenarios/reconnect.js';
import { boundedSeries } from './soak.js';
import type { Summary } from './summary.js';

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly bar: number;
  readonly goal?: number;
  /** Present if the figure must be at least the bar; otherwise it must be at most the bar. */
  readonly atLeast?: true;
  readonly value: (summary: Summary) => number | undefined;
}

type SendingRow = Summary['sending'][number];

const sending =
  (scenario: string, figure: (row: SendingRow) => number, system = 'product') =>
  (summary: Summary) => {
    const row = summary.sending.find((candidate) => candidate.scenario === scenario && candidate.system === system);
    return row && figure(row);
  };
const storm = (figure: (row: Summary['storms'][number]) => number) => (summary: Summary) => {
  const row = summary.storms.find((one) => one.scenario === '10,000 connections' && one.system === 'product');
  return row && figure(row);
};

type AttackRow = Summary['attacks'][number];

/** The bars for the effect of an attack on a chat and on the server. */
const attackBars: readonly (Pick<Figure, 'name' | 'unit' | 'bar'> & { readonly of: (row: AttackRow) => number })[] = [
  { name: 'p99', unit: 'ms', bar: 100, of: ({ p99 }) => p99 },
  { name: 'growth', unit: 'MB', bar: 100, of: ({ growthMB }) => growthMB },
  { name: 'damage', unit: 'messages', bar: 0, of: ({ damaged }) => damaged },
  { name: 'exit', unit: '', bar: 0, of: ({ exits }) => exits },
];

/** Returns the names of the bars that an attack missed. */
export function missedBars(row: AttackRow): string[] {
  return attackBars.filter(({ bar, of }) => of(row) > bar).map(({ name }) => name);
}

/**
 * The figures that the project compares with bars and goals, on two cores that server, PostgreSQL and generator share.
 */
const figures: readonly Figure[] = [
  {
    name: '8 in flight',
    unit: 'msg/s',
    bar: 9000,
    goal: 16_000,
    atLeast: true,
    value: sending('8 in flight', (row) => row.perSecond),
  },
  {
    name: '8 in flight, of ceiling 2',
    unit: '',
    bar: 0.5,
    goal: 0.8,
    atLeast: true,
    value: sending('8 in flight', (row) => row.ofCeiling2),
  },
  {
    name: '1 in flight',
    unit: 'msg/s',
    bar: 6000,
    atLeast: true,
    value: sending('1 in flight', (row) => row.perSecond),
  },
  {
    name: '1 in flight, of ceiling 2',
    unit: '',
    bar: 0.5,
    goal: 0.8,
    atLeast: true,
    value: sending('1 in flight', (row) => row.ofCeiling2),
  },
  {
    name: 'ceiling 2 of ceiling 1, 8 in flight',
    unit: '',
    bar: 0.4,
    atLeast: true,
    value: sending('8 in flight', (row) => row.ofCeiling1, 'ceiling 2'),
  },
  { name: 'lost, duplicated, out of order, failed', unit: 'messages', bar: 0, value: damage },
  { name: '1,000/s, p50', unit: 'ms', bar: 2, goal: 1, value: sending('1,000/s', (row) => row.p50) },
  { name: '1,000/s, p99', unit: 'ms', bar: 10, goal: 5, value: sending('1,000/s', (row) => row.p99) },
  { name: '5,000/s, p50', unit: 'ms', bar: 4, goal: 2, value: sending('5,000/s', (row) => row.p50) },
  { name: '5,000/s, p99', unit: 'ms', bar: 25, goal: 10, value: sending('5,000/s', (row) => row.p99) },
  { name: `${WHILE_RECONNECTING}, p99`, unit: 'ms', bar: 100, value: sending(WHILE_RECONNECTING, (row) => row.p99) },
  {
    name: 'server CPU per delivered message, 8 in flight',
    unit: 'µs',
    bar: 66,
    goal: 45,
    value: sending('8 in flight', (row) => row.serverMicros),
  },
  {
    name: 'memory per idle connection, 10,000',
    unit: 'KiB',
    bar: 22,
    goal: 18,
    value: storm((row) => row.kibPerConnection),
  },
  {
    name: '10,000 connections, each with presence_state',
    unit: 's',
    bar: 10,
    goal: 6,
    value: storm((row) => row.seconds),
  },
  { name: 'newest page of 100,000 messages, times that of 100', unit: '', bar: 1.3, value: pageRatio },
  ...attackBars.map(({ name, unit, bar, of }) => ({
    name: `${name} under the worst attack`,
    unit,
    bar,
    value: ({ attacks }: Summary) => (attacks.length > 0 ? Math.max(...attacks.map(of)) : undefined),
  })),
  ...boundedSeries.map((name) => ({
    name: `soak: ${name} of the last third, relative to the flat limit`,
    unit: '',
    bar: 1,
    value: ({ soaks }: Summary) => soaks[0]?.series.find((one) => one.name === name)?.ofLimit,
  })),
  {
    name: 'soak: p99 of the worst third',
    unit: 'ms',
    bar: 100,
    value: ({ soaks }: Summary) => soaks[0] && Math.max(...soaks[0].latency.map(({ p99 }) => p99)),
  },
  {
    name: 'soak: lost, duplicated, out of order, failed',
    unit: 'messages',
    bar: 0,
    value: ({ soaks }: Summary) => soaks[0]?.damaged,
  },
  { name: 'soak: failed visits', unit: '', bar: 0, value: ({ soaks }: Summary) => soaks[0]?.churn.failed },
  { name: 'soak: exit', unit: '', bar: 0, value: ({ soaks }: Summary) => soaks[0]?.exits },
];

/** Compares each measured figure with its bar and goal. */
export function compareWithBars(summary: Summary) {
  return figures.flatMap(({ value, bar, goal, atLeast, name, unit }) => {
    const measured = value(summary);
    if (measured === undefined || Number.isNaN(measured)) return [];
    const meets = (limit: number) => (atLeast ? measured >= limit : measured <= limit);
    const verdict = goal !== undefined && meets(goal) ? 'goal' : meets(bar) ? 'met' : 'MISSED';
    return [{ name, unit, measured, bar, goal, verdict }];
  });
}

function damage({ sending }: Summary): number | undefined {
  const own = sending.filter(({ system }) => system === 'product');
  if (own.length === 0) return undefined;
  return own.reduce((sum, row) => sum + row.lost + row.doubled + row.disordered + row.failed, 0);
}

function pageRatio({ requests }: Summary): number | undefined {
  const [short, long] = ['100', '100,000'].map((size) =>
    requests.find(({ scenario }) => scenario === `newest page, conversation of ${size}`),
  );
  return short && long && long.p50 / short.p50;
}
