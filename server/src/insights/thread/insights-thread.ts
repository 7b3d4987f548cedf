import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Counters } from '../../platform/health/counters.js';
import { guarded } from '../../platform/health/guarded.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import type { Input, Job, Output, Task } from './tasks.js';

/** What the build has made of `worker.ts`: a thread loads JavaScript, also where the tests run the sources. */
const WORKER = resolve(import.meta.dirname, '../../../dist/insights/thread/worker.js');
/** Enough for the longest conversation that is read; past it the thread ends, and nothing else. */
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };
/** For how long a thread without work is kept, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Reads and counts long conversations in a thread beside the event loop, one after the other.
 *
 * The thread starts with the first task and ends when it has been idle for a while. A task that takes longer than
 * `INSIGHT_THREAD_TIMEOUT` is ended together with the thread. When the thread ends or dies, the task that it was running
 * fails, and the next task starts another thread.
 */
@Injectable()
export class InsightsThread implements OnApplicationShutdown {
  private readonly logger = new Logger(InsightsThread.name);
  private readonly endIdle: () => void;
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'INSIGHT_THREAD_TIMEOUT'>,
    counters: Counters,
  ) {
    this.endIdle = guarded({ counters, logger: this.logger }, 'Ending the thread of the insights', () => this.end());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  /** @throws ProblemError `insight.model_unavailable`, when the task took too long, the thread died, or `signal` was aborted */
  run<T extends Task>(task: T, input: Input<T>, signal: AbortSignal): Promise<Output<T>> {
    const output = this.last.then(() => this.runNow({ task, input }, signal));
    this.last = output.catch(() => undefined);
    // Also while it waits for its turn.
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(givenUp()), { once: true });
    });
    return Promise.race([output, aborted]);
  }

  private async runNow<T extends Task>(job: Job<T>, signal: AbortSignal): Promise<Output<T>> {
    if (signal.aborted) throw givenUp();
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const { INSIGHT_THREAD_TIMEOUT: seconds } = this.config;
    const limit = AbortSignal.timeout(Math.ceil(seconds * 1000));
    try {
      return await ask(this.worker, job, AbortSignal.any([signal, limit]));
    } catch {
      // It is dead, which has been logged, or still computes what nobody waits for.
      await this.end();
      if (!limit.aborted || signal.aborted) throw givenUp();
      this.logger.warn(`A task of the insights (${job.task}) took longer than ${seconds} s and was ended`);
      throw new ProblemError('insight.model_unavailable', 'The conversation takes too long to read: ask again later.');
    } finally {
      this.idle = setTimeout(this.endIdle, IDLE_MS).unref();
    }
  }

  private start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: MEMORY });
    // Unheard, an error would end the process.
    worker.on('error', (error) => this.logger.error(error, 'The thread of the insights died'));
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

function givenUp(): ProblemError {
  return new ProblemError('insight.model_unavailable', 'The insight could not be finished: ask again in a moment.');
}

function ask<T extends Task>(worker: Worker, job: Job<T>, signal: AbortSignal): Promise<Output<T>> {
  const heard = new AbortController();
  const output = new Promise<Output<T>>((answered, reject) => {
    const died = (code: number) => reject(new Error(`The thread of the insights has ended (${code}).`));
    worker.once('message', answered).once('error', reject).once('exit', died);
    heard.signal.addEventListener('abort', () =>
      worker.off('message', answered).off('error', reject).off('exit', died),
    );
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: heard.signal });
    worker.postMessage(job);
  });
  return output.finally(() => heard.abort());
}
