import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Database } from './database.js';
import type { Job, Report, Results } from './jobs.js';
import { cpuSecondsOf, type Served } from './processes.js';

const script = (kind: Job['kind']) => join(import.meta.dirname, kind === 'churn' ? 'visitors' : 'generator', 'main.js');

/** How many cores each part used while it was measured. */
export interface Cores {
  readonly server: number;
  readonly database: number;
  readonly generator: number;
}

export interface Measured<Result> {
  readonly result: Result;
  readonly cores: Cores;
  readonly wallSeconds: number;
}

/** What is done while a generator is at work. */
interface Meanwhile {
  /** When a generator has connected that waits for the word: it is given when this resolves. */
  readonly ready?: () => Promise<void>;
  /** When the measured part begins. */
  readonly begun?: () => void;
  /** A job without an end of its own ends when this resolves. */
  readonly until?: Promise<void>;
  /** With the result, before the generator lets go of its connections. */
  readonly held?: () => Promise<void>;
}

/** Has a generator do a job, and looks at the others' CPU meanwhile; at that of all nodes together. */
export function generate<J extends Job>(
  job: J,
  served: Served | readonly Served[],
  database: Database,
  { ready, begun, until, held }: Meanwhile = {},
): Promise<Measured<Results[J['kind']]>> {
  const child = fork(script(job.kind), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const pids = [served].flat().map(({ pid }) => pid);
  const used = () => ({
    server: pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
    database: database.cpuSeconds() ?? NaN,
  });
  let before = used();
  let cores: Cores = { server: NaN, database: NaN, generator: NaN };
  let wallSeconds = NaN;
  let hasResult = false;
  const say = (word: string) => child.connected && child.send(word, () => undefined);
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The generator ended too early.')));
    child.on('message', (report: Report) => {
      if (report.at === 'ready') Promise.resolve(ready?.()).then(() => say('begin'), reject);
      else if (report.at === 'begin') {
        before = used();
        begun?.();
        void until?.then(() => say('end'));
      } else if (report.at === 'failure') reject(new Error(report.why));
      else if (report.at === 'end') {
        wallSeconds = report.wallSeconds;
        const after = used();
        cores = {
          server: (after.server - before.server) / wallSeconds,
          database: (after.database - before.database) / wallSeconds,
          generator: report.cpuSeconds / wallSeconds,
        };
      } else if (!hasResult) {
        // Generators that hold their connections report it again when they end.
        hasResult = true;
        const result = report.result as Results[J['kind']];
        child.removeAllListeners('exit').once('exit', () => resolve({ result, cores, wallSeconds }));
        Promise.resolve(held?.()).then(() => say('close'), reject);
      }
    });
    child.send(job);
  });
}
