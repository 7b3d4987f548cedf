import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '@smart-hub/cluster/product';
import type { Check, Findings } from './audit.js';
import type { Fault } from './faults.js';
import type { Options } from './options.js';

/** What became of one fault: what was found, or why it was not run. */
export interface Outcome {
  readonly fault: Fault;
  readonly found: Findings | string;
}

const file = join(workspace, 'docs/reliability.md');
const marks = {
  once: ['<!-- faults -->', '<!-- /faults -->'],
  random: ['<!-- random -->', '<!-- /random -->'],
} as const;
const checks: Check[] = ['unsettled', 'acknowledged', 'once', 'gaps', 'order', 'views', 'unread', 'presence'];
const HEAD = [
  'fault',
  'sent',
  'acknowledged',
  'stored',
  'given up',
  'lost',
  'doubled',
  'gaps',
  'out of order',
  'views differ',
  'unread differ',
  'presence wrong',
  'presence right after',
  'views equal after',
  'longest wait',
];

export const isGood = ({ fault: { mostAway = Infinity }, found }: Outcome) =>
  typeof found === 'string' ||
  (checks.every((check) => found.wrong[check].length === 0) && found.longestWait <= mostAway);

/** Prints a table of all outcomes, and writes it to docs/reliability.md if asked to. */
export function report(outcomes: readonly Outcome[], options: Options, seconds: number): void {
  const rows = (options.minutes === undefined ? outcomes : summed(outcomes)).map(rowOf);
  const table = [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const how = `${new Date().toISOString().slice(0, 10)}, seed ${options.seed}, outages of ${options.outage} s, ${Math.round(seconds / 60)} minutes.`;
  console.log(`\n${how}\n\n${table}\n`);
  if (!options.write) return;
  const [begin, end] = options.minutes === undefined ? marks.once : marks.random;
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  writeFileSync(file, `${text.slice(0, from)}\n${how}\n\n${table}\n${text.slice(to)}`);
}

function rowOf({ fault, found }: Outcome): string[] {
  if (typeof found === 'string') return [fault.what, `not run: ${found}`, ...HEAD.slice(2).map(() => '')];
  const { sent, acknowledged, stored, wrong, presenceAfter, viewsAfter, longestWait } = found;
  return [
    fault.what,
    ...[sent, acknowledged, stored].map(String),
    ...checks.map((check) => `${wrong[check].length}`),
    ...[presenceAfter, viewsAfter, longestWait].map((value) => `${value.toFixed(1)} s`),
  ];
}

/** One row for each kind of fault, with how often it came. */
function summed(outcomes: readonly Outcome[]): Outcome[] {
  const kinds = Map.groupBy(outcomes, ({ fault }) => fault);
  return [...kinds].map(([fault, list]) => {
    const all = list.map(({ found }) => found).filter((found) => typeof found !== 'string');
    const [first] = list;
    if (all.length === 0) return first!;
    const total = (pick: (found: Findings) => number) => all.reduce((sum, found) => sum + pick(found), 0);
    const most = (pick: (found: Findings) => number) => Math.max(...all.map(pick));
    const found: Findings = {
      sent: total(({ sent }) => sent),
      acknowledged: total(({ acknowledged }) => acknowledged),
      stored: total(({ stored }) => stored),
      presenceAfter: most(({ presenceAfter }) => presenceAfter),
      viewsAfter: most(({ viewsAfter }) => viewsAfter),
      longestWait: most(({ longestWait }) => longestWait),
      wrong: Object.fromEntries(checks.map((check) => [check, all.flatMap(({ wrong }) => wrong[check])])) as never,
    };
    return { fault: { ...fault, what: `${fault.what} (${all.length} times)` }, found };
  });
}
