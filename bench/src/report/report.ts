import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { compareWithBars, missedBars } from './bars.js';
import { soakCounts } from './soak.js';
import { summarise, type Measurements, type Summary } from './summary.js';

const folder = resolve(import.meta.dirname, '../../results');

const whole = (value: number) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '');
const one = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : '');
const two = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '');

/** Prints the report, and writes it to `bench/results/`, as JSON with every round and as Markdown. */
export function report(measurements: Measurements, database: string, options: object): void {
  const summary = summarise(measurements);
  const date = new Date().toISOString();
  const machine = { ...describeMachine(), database };
  const text = `# Bench, ${date.slice(0, 16).replace('T', ' ')} UTC\n\n${Object.values(machine).join('; ')}.\n\n${tables(summary)}`;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, date.slice(0, 19).replaceAll(':', '-'));
  writeFileSync(`${file}.md`, text);
  const bar = compareWithBars(summary);
  writeFileSync(
    `${file}.json`,
    `${JSON.stringify({ date, machine, options, bar, summary, rounds: measurements }, null, 2)}\n`,
  );
  console.log(`\n${text}\nWritten: ${file}.md and .json`);
}

function describeMachine() {
  const processors = cpus();
  return {
    processor: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()}`,
    node: `Node ${process.versions.node}`,
  };
}

function tables(summary: Summary): string {
  return (
    [
      bar(summary),
      sendings(summary),
      storms(summary),
      returns(summary),
      attacks(summary),
      ...summary.soaks.flatMap((soak) => [thirds(soak), counts(soak)]),
      requests(summary),
    ]
      .filter(Boolean)
      .join('\n\n') + '\n'
  );
}

function bar(summary: Summary): string {
  const rows = compareWithBars(summary).map(({ name, unit, measured, bar, goal, verdict }) => [
    name,
    `${measured >= 1000 ? whole(measured) : two(measured)} ${unit}`.trim(),
    bar.toLocaleString('en'),
    goal?.toLocaleString('en') ?? '',
    verdict,
  ]);
  return table(['figure', 'measured', 'bar', 'goal', ''], rows);
}

function sendings({ sending }: Summary): string {
  const heads = ['sending', 'system', 'msg/s', 'p50 ms', 'p99 ms', 'of ceiling 1', 'of ceiling 2'];
  const costs = [
    'server µs/msg',
    'database µs/msg',
    'cores: server',
    'database',
    'generator',
    'lost/duplicated/out of order/failed',
  ];
  const rows = sending.map((row) => [
    row.scenario,
    row.system,
    whole(row.perSecond),
    two(row.p50),
    one(row.p99),
    row.system === 'ceiling 1' ? '' : two(row.ofCeiling1),
    row.system === 'product' ? two(row.ofCeiling2) : '',
    one(row.serverMicros),
    one(row.databaseMicros),
    two(row.server),
    two(row.database),
    two(row.generator),
    [row.lost, row.doubled, row.disordered, row.failed].join('/'),
  ]);
  return table([...heads, ...costs], rows);
}

function storms({ storms }: Summary): string {
  const heads = ['storm', 'system', 'seconds', 'connections/s', 'refused', 'KiB per connection'];
  const rows = storms.map((row) => [
    row.scenario,
    row.system,
    one(row.seconds),
    whole(row.perSecond),
    whole(row.refused),
    one(row.kibPerConnection),
    two(row.server),
    two(row.database),
    two(row.generator),
  ]);
  return table([...heads, 'cores: server', 'database', 'generator'], rows);
}

function returns({ returns }: Summary): string {
  const heads = [
    'reconnection',
    'system',
    'disconnected p50 s',
    'p99 s',
    'longest s',
    'failed attempts',
    'CPU s of the nodes',
  ];
  const rows = returns.map((row) => [
    row.scenario,
    row.system,
    two(row.p50),
    two(row.p99),
    two(row.max),
    whole(row.failures),
    two(row.cpuSeconds),
    two(row.server),
    two(row.database),
    two(row.generator),
  ]);
  return table([...heads, 'cores: nodes', 'database', 'generator'], rows);
}

function attacks({ attacks }: Summary): string {
  const heads = [
    'attack',
    'chat p50 ms',
    'p99 ms',
    'damaged',
    'peak MB',
    'growth MB',
    'exited',
    'cores: server',
    'database',
  ];
  const rows = attacks.map((row) => [
    row.scenario,
    one(row.p50),
    one(row.p99),
    whole(row.damaged),
    whole(row.peakMB),
    whole(row.growthMB),
    row.exits > 0 ? 'yes' : 'no',
    two(row.server),
    two(row.database),
    two(row.attacker),
    Number.isNaN(row.rounds) ? '' : `${whole(row.rounds)}/${whole(row.cutOff)}`,
    missedBars(row).join(' ') || 'met',
  ]);
  return table([...heads, 'attacker', 'rounds/cut off', 'MISSED'], rows);
}

function thirds({ series, latency }: Summary['soaks'][number]): string {
  const resources = series.map(({ name, unit, first, middle, last, ofLimit }) => [
    [name, unit].filter(Boolean).join(', '),
    ...[first, middle, last].map(one),
    ofLimit === undefined ? '' : ofLimit <= 1 ? 'met' : 'MISSED',
  ]);
  const latencies = (['p50', 'p99'] as const).map((name) => [
    `${name} of the steady senders, ms`,
    ...[0, 1, 2].map((third) => two(latency[third]?.[name] ?? NaN)),
    '',
  ]);
  return table(['soak, medians', 'first third', 'middle third', 'last third', 'flat'], [...resources, ...latencies]);
}

/** Returns a list instead of a table, because a failure is one long line. */
function counts(soak: Summary['soaks'][number]): string {
  return soakCounts(soak)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
}

function requests({ requests }: Summary): string {
  const heads = ['request', 'per second', 'p50 ms', 'p99 ms', 'failed', 'cores: server', 'database', 'generator'];
  const rows = requests.map((row) => [
    row.scenario,
    whole(row.perSecond),
    two(row.p50),
    one(row.p99),
    whole(row.failed),
    two(row.server),
    two(row.database),
    two(row.generator),
  ]);
  return table(heads, rows);
}

function table(heads: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
