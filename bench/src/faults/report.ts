import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@smart-hub/cluster/server-build';
import type { Check, Findings } from './audit.js';
import type { Fault } from './fault.js';
import type { Options } from './options.js';

/** The outcome of one fault. */
export interface Outcome {
  readonly fault: Fault;
  /** The number of nodes. */
  readonly nodes: number;
  /** The findings of the audit, or why the fault was skipped, or the error that prevented the audit. */
  readonly result: Findings | { readonly skipped: string } | { readonly failed: string };
}

const file = join(repositoryRoot, 'docs/reliability.md');
const markers = {
  once: ['<!-- faults -->', '<!-- /faults -->'],
  random: ['<!-- random -->', '<!-- /random -->'],
} as const;
const checks: Check[] = [
  'given up',
  'unanswered',
  'late or refused',
  'lost',
  'duplicated',
  'gaps',
  'out of order',
  'views differ',
  'unread differ',
  'presence wrong',
];
const HEAD = [
  'fault',
  'sent',
  'acknowledged',
  'stored',
  ...checks,
  'presence correct after',
  'views equal after',
  'longest disconnection',
  'longest response',
];

/** Whether all checks passed, or the fault was skipped. */
export function hasPassed({ fault: { maxDisconnectionS = Infinity }, result }: Outcome): boolean {
  if ('skipped' in result) return true;
  if ('failed' in result) return false;
  return checks.every((check) => result.wrong[check].length === 0) && result.longestDisconnection <= maxDisconnectionS;
}

/** Prints a table for each number of nodes, and writes them to docs/reliability.md if asked to. */
export function report(outcomes: readonly Outcome[], options: Options, seconds: number): void {
  const heading = `${new Date().toISOString().slice(0, 10)}, seed ${options.seed}, outages of ${options.outage} s, ${Math.round(seconds / 60)} minutes.`;
  const tables = [...Map.groupBy(outcomes, ({ nodes }) => nodes)].map(([nodes, list]) => {
    const rows = (options.minutes === undefined ? list : sumByFault(list)).map(rowOf);
    return `### ${nodes === 1 ? 'One node' : `${nodes} nodes`}\n\n${tableOf([HEAD, HEAD.map(() => '---'), ...rows])}`;
  });
  const text = [heading, ...tables].join('\n\n');
  console.log(`\n${text}\n`);
  if (options.write) write(text, options.minutes === undefined ? markers.once : markers.random);
}

const tableOf = (rows: readonly string[][]) => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function write(text: string, [begin, end]: readonly [string, string]): void {
  const before = readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(begin) + begin.length, before.indexOf(end)];
  writeFileSync(file, `${before.slice(0, from)}\n${text}\n${before.slice(to)}`);
}

function rowOf({ fault, result }: Outcome): string[] {
  if ('skipped' in result) return textRow(fault.description, `not run: ${result.skipped}`);
  if ('failed' in result) return textRow(fault.description, `FAILED: ${result.failed}`);
  const { sent, acknowledged, stored, wrong, presenceAfter, viewsAfter, longestDisconnection, responses } = result;
  return [
    fault.description,
    ...[sent, acknowledged, stored].map(String),
    ...checks.map((check) => `${wrong[check].length}`),
    ...[presenceAfter, viewsAfter, longestDisconnection].map(inSeconds),
    describeResponseTimes(responses),
  ];
}

const textRow = (description: string, text: string) => [description, text, ...HEAD.slice(2).map(() => '')];
const inSeconds = (value: number) => `${value.toFixed(1)} s`;

/** Describes the longest response time; if a row was locked, that of unaffected sends and that of affected sends. */
export function describeResponseTimes({ longest, locked }: Findings['responses']): string {
  if (!locked) return inSeconds(longest);
  return `${inSeconds(locked.unaffected)}, locked ${inSeconds(locked.affected)}`;
}

/** Combines the outcomes of each fault into one, whose description contains their number. */
function sumByFault(outcomes: readonly Outcome[]): Outcome[] {
  const kinds = Map.groupBy(outcomes, ({ fault }) => fault);
  return [...kinds].map(([fault, list]) => {
    const failed = list.find(({ result }) => 'failed' in result);
    if (failed) return failed;
    const all = list.map(({ result }) => result).filter((result) => 'wrong' in result);
    const [first] = list;
    if (all.length === 0) return first!;
    const total = (pick: (findings: Findings) => number) => all.reduce((sum, findings) => sum + pick(findings), 0);
    const most = (pick: (findings: Findings) => number) => Math.max(...all.map(pick));
    const result: Findings = {
      sent: total(({ sent }) => sent),
      acknowledged: total(({ acknowledged }) => acknowledged),
      stored: total(({ stored }) => stored),
      presenceAfter: most(({ presenceAfter }) => presenceAfter),
      viewsAfter: most(({ viewsAfter }) => viewsAfter),
      longestDisconnection: most(({ longestDisconnection }) => longestDisconnection),
      responses: {
        longest: most(({ responses }) => responses.longest),
        locked: all[0]!.responses.locked && {
          unaffected: most(({ responses }) => responses.locked!.unaffected),
          affected: most(({ responses }) => responses.locked!.affected),
        },
      },
      wrong: Object.fromEntries(checks.map((check) => [check, all.flatMap(({ wrong }) => wrong[check])])) as never,
    };
    return { ...first!, fault: { ...fault, description: `${fault.description} (${all.length} times)` }, result };
  });
}
