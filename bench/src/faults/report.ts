import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '@smart-hub/cluster/product';
import type { Check, Findings } from './audit.js';
import type { Fault } from './fault.js';
import type { Options } from './options.js';

/** What became of one fault. */
export interface Outcome {
  readonly fault: Fault;
  /** How many nodes there were. */
  readonly nodes: number;
  /** What the audit found; or why it was not run; or what happened instead, when it could not be run to its end. */
  readonly found: Findings | { readonly notRun: string } | { readonly failed: string };
}

const file = join(workspace, 'docs/reliability.md');
const marks = {
  once: ['<!-- faults -->', '<!-- /faults -->'],
  random: ['<!-- random -->', '<!-- /random -->'],
} as const;
const checks: Check[] = [
  'unsettled',
  'unanswered',
  'answers',
  'acknowledged',
  'once',
  'gaps',
  'order',
  'views',
  'unread',
  'presence',
];
const HEAD = [
  'fault',
  'sent',
  'acknowledged',
  'stored',
  'given up',
  'unanswered',
  'late or refused',
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
  'longest answer',
];

export function isGood({ fault: { mostAway = Infinity }, found }: Outcome): boolean {
  if ('notRun' in found) return true;
  if ('failed' in found) return false;
  return checks.every((check) => found.wrong[check].length === 0) && found.longestWait <= mostAway;
}

/** Prints a table for each number of nodes, and writes them to docs/reliability.md if asked to. */
export function report(outcomes: readonly Outcome[], options: Options, seconds: number): void {
  const how = `${new Date().toISOString().slice(0, 10)}, seed ${options.seed}, outages of ${options.outage} s, ${Math.round(seconds / 60)} minutes.`;
  const parts = [...Map.groupBy(outcomes, ({ nodes }) => nodes)].map(([nodes, list]) => {
    const rows = (options.minutes === undefined ? list : summed(list)).map(rowOf);
    return `### ${nodes === 1 ? 'One node' : `${nodes} nodes`}\n\n${tableOf([HEAD, HEAD.map(() => '---'), ...rows])}`;
  });
  const text = [how, ...parts].join('\n\n');
  console.log(`\n${text}\n`);
  if (options.write) write(text, options.minutes === undefined ? marks.once : marks.random);
}

const tableOf = (rows: readonly string[][]) => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function write(text: string, [begin, end]: readonly [string, string]): void {
  const before = readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(begin) + begin.length, before.indexOf(end)];
  writeFileSync(file, `${before.slice(0, from)}\n${text}\n${before.slice(to)}`);
}

function rowOf({ fault, found }: Outcome): string[] {
  if ('notRun' in found) return wordsOnly(fault.what, `not run: ${found.notRun}`);
  if ('failed' in found) return wordsOnly(fault.what, `FAILED: ${found.failed}`);
  const { sent, acknowledged, stored, wrong, presenceAfter, viewsAfter, longestWait, answers } = found;
  return [
    fault.what,
    ...[sent, acknowledged, stored].map(String),
    ...checks.map((check) => `${wrong[check].length}`),
    ...[presenceAfter, viewsAfter, longestWait].map(inSeconds),
    inWords(answers),
  ];
}

const wordsOnly = (what: string, words: string) => [what, words, ...HEAD.slice(2).map(() => '')];
const inSeconds = (value: number) => `${value.toFixed(1)} s`;

/** The longest time to an answer; where a row was locked, of messages beside it and for it. */
export function inWords({ longest, locked }: Findings['answers']): string {
  if (!locked) return inSeconds(longest);
  return `${inSeconds(locked.beside)}, locked ${inSeconds(locked.inside)}`;
}

/** One row for each kind of fault, with how often it came. */
function summed(outcomes: readonly Outcome[]): Outcome[] {
  const kinds = Map.groupBy(outcomes, ({ fault }) => fault);
  return [...kinds].map(([fault, list]) => {
    const failed = list.find(({ found }) => 'failed' in found);
    if (failed) return failed;
    const all = list.map(({ found }) => found).filter((found) => 'wrong' in found);
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
      answers: {
        longest: most(({ answers }) => answers.longest),
        locked: all[0]!.answers.locked && {
          beside: most(({ answers }) => answers.locked!.beside),
          inside: most(({ answers }) => answers.locked!.inside),
        },
      },
      wrong: Object.fromEntries(checks.map((check) => [check, all.flatMap(({ wrong }) => wrong[check])])) as never,
    };
    return { ...first!, fault: { ...fault, what: `${fault.what} (${all.length} times)` }, found };
  });
}
