import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Counters } from '../../platform/health/counters.js';
import { guarded } from '../../platform/health/guarded.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import type { TaskInput, ThreadTask, TaskOutput, TaskName } from './tasks.js';

/** The built `worker.ts`: a worker thread can load only JavaScript, even when tests run the TypeScript sources. */
const WORKER = resolve(import.meta.dirname, '../../../dist/insights/thread/worker.js');
/**
 * Enough for the longest conversation that is read. A thread that exceeds these limits is terminated; the server keeps
 * running.
 */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };
/** How long an idle thread is kept, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Runs the CPU-intensive tasks of insights in a worker thread, one after the other, so that the event loop stays free.
 *
 * The thread starts with the first task and is terminated after a minute without tasks. A task that takes longer than
 * `INSIGHT_THREAD_TIMEOUT` is ended by terminating the thread. When the thread terminates or crashes, the task that it
 * was running fails, and the next task starts another thread.
 */
@Injectable()
export class InsightsThread implements OnApplicationShutdown {
  private readonly logger = new Logger(InsightsThread.name);
  private readonly endWhenIdle: () => void;
  private worker: Worker | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private lastTask: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'INSIGHT_THREAD_TIMEOUT'>,
    counters: Counters,
  ) {
    this.endWhenIdle = guarded({ counters, logger: this.logger }, 'Ending the worker thread of the insights', () =>
      this.end(),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  /**
   * @throws ProblemError `insight.model_unavailable` when the task took too long, the thread crashed, or `signal` was
   *   aborted
   */
  run<T extends TaskName>(task: T, input: TaskInput<T>, signal: AbortSignal): Promise<TaskOutput<T>> {
    const output = this.lastTask.then(() => this.runNow({ task, input }, signal));
    this.lastTask = output.catch(() => undefined);
    // Rejects at once, even if the task has not started yet.
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(unfinishedError()), { once: true });
    });
    return Promise.race([output, aborted]);
  }

  private async runNow<T extends TaskName>(threadTask: ThreadTask<T>, signal: AbortSignal): Promise<TaskOutput<T>> {
    if (signal.aborted) throw unfinishedError();
    clearTimeout(this.idleTimer);
    this.worker ??= this.start();
    const { INSIGHT_THREAD_TIMEOUT: seconds } = this.config;
    const timeout = AbortSignal.timeout(Math.ceil(seconds * 1000));
    try {
      return await execute(this.worker, threadTask, AbortSignal.any([signal, timeout]));
    } catch {
      // Either the thread has crashed, which was logged, or it is still running the task that was aborted.
      await this.end();
      if (!timeout.aborted || signal.aborted) throw unfinishedError();
      this.logger.warn(`A task of the insights (${threadTask.task}) took longer than ${seconds} s and was ended`);
      throw new ProblemError('insight.model_unavailable', 'Reading the conversation takes too long: try again later.');
    } finally {
      this.idleTimer = setTimeout(this.endWhenIdle, IDLE_MS).unref();
    }
  }

  private start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: MEMORY_LIMITS });
    // Without a listener, an error would end the process.
    worker.on('error', (error) => this.logger.error(error, 'The worker thread of the insights crashed'));
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }

  private async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}

function unfinishedError(): ProblemError {
  return new ProblemError('insight.model_unavailable', 'The insight could not be finished: try again in a moment.');
}

function execute<T extends TaskName>(
  worker: Worker,
  threadTask: ThreadTask<T>,
  signal: AbortSignal,
): Promise<TaskOutput<T>> {
  const finished = new AbortController();
  const output = new Promise<TaskOutput<T>>((resolveOutput, reject) => {
    const rejectOnExit = (code: number) =>
      reject(new Error(`The worker thread of the insights exited with code ${code}.`));
    worker.once('message', resolveOutput).once('error', reject).once('exit', rejectOnExit);
    finished.signal.addEventListener('abort', () =>
      worker.off('message', resolveOutput).off('error', reject).off('exit', rejectOnExit),
    );
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: finished.signal });
    worker.postMessage(threadTask);
  });
  return output.finally(() => finished.abort());
}
