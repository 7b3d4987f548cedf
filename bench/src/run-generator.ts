import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Database } from './database.js';
import type { Job, GeneratorMessage, Results } from './jobs.js';
import { cpuSecondsOf, type ServerProcess } from './processes.js';

const script = (kind: Job['kind']) => join(import.meta.dirname, kind === 'churn' ? 'churn' : 'generator', 'main.js');

/** The average number of cores that each process used during the measured part. */
export interface Cores {
  readonly server: number;
  readonly database: number;
  readonly generator: number;
}

export interface Measurement<Result> {
  readonly result: Result;
  readonly cores: Cores;
  readonly wallSeconds: number;
}

/** Callbacks at the stages of a job. */
interface JobHooks {
  /** Called when the generator has connected its clients, for jobs that wait; the generator begins when it resolves. */
  readonly onReady?: () => Promise<void>;
  /** Called when the measured part begins. */
  readonly onBegin?: () => void;
  /** Ends a job that has no duration of its own when it resolves. */
  readonly until?: Promise<void>;
  /** Called when the result has arrived; the generator closes its connections when it resolves. */
  readonly onResult?: () => Promise<void>;
}

/** Runs a job in a generator process, and measures the CPU of the database and of all nodes together meanwhile. */
export function runGenerator<J extends Job>(
  job: J,
  server: ServerProcess | readonly ServerProcess[],
  database: Database,
  { onReady, onBegin, until, onResult }: JobHooks = {},
): Promise<Measurement<Results[J['kind']]>> {
  const child = fork(script(job.kind), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const pids = [server].flat().map(({ pid }) => pid);
  const cpuSeconds = () => ({
    server: pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
    database: database.cpuSeconds() ?? NaN,
  });
  let before = cpuSeconds();
  let cores: Cores = { server: NaN, database: NaN, generator: NaN };
  let wallSeconds = NaN;
  let hasResult = false;
  const sendToGenerator = (text: string) => child.connected && child.send(text, () => undefined);
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The generator exited before it reported a result.')));
    child.on('message', (message: GeneratorMessage) => {
      if (message.type === 'ready') Promise.resolve(onReady?.()).then(() => sendToGenerator('begin'), reject);
      else if (message.type === 'begin') {
        before = cpuSeconds();
        onBegin?.();
        void until?.then(() => sendToGenerator('end'));
      } else if (message.type === 'failure') reject(new Error(message.error));
      else if (message.type === 'end') {
        wallSeconds = message.wallSeconds;
        const after = cpuSeconds();
        cores = {
          server: (after.server - before.server) / wallSeconds,
          database: (after.database - before.database) / wallSeconds,
          generator: message.cpuSeconds / wallSeconds,
        };
      } else if (!hasResult) {
        // Generators that keep their connections open report the result a second time when they exit.
        hasResult = true;
        const result = message.result as Results[J['kind']];
        child.removeAllListeners('exit').once('exit', () => resolve({ result, cores, wallSeconds }));
        Promise.resolve(onResult?.()).then(() => sendToGenerator('close'), reject);
      }
    });
    child.send(job);
  });
}
