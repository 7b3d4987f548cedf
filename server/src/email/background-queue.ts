import type { Logger } from '@nestjs/common';
import pLimit from 'p-limit';

/** The maximum number of tasks that run at once. */
const AT_ONCE = 2;
/** The maximum number of tasks that wait. */
const MAX_PENDING = 1000;

/**
 * Runs tasks for which no response waits: a few at a time, in the order of arrival. Drops new tasks while too many are
 * pending.
 */
export class BackgroundQueue {
  private readonly limit = pLimit(AT_ONCE);
  private readonly pending = new Set<Promise<void>>();

  constructor(private readonly logger: Pick<Logger, 'warn' | 'error'>) {}

  /** @param name of the task, for the log. @param task is started after the response in progress was sent */
  enqueue(name: string, task: () => Promise<void>): void {
    if (this.pending.size >= MAX_PENDING)
      return this.logger.warn(`${name} was dropped: ${MAX_PENDING} others are pending`);
    const done = new Promise<void>((start) => setImmediate(start))
      .then(() => this.limit(task))
      .catch((error: unknown) => this.logger.error(error, `${name} failed`))
      .finally(() => this.pending.delete(done));
    this.pending.add(done);
  }

  /** Resolves when no task is pending. */
  async drain(): Promise<void> {
    await Promise.all(this.pending);
  }
}
