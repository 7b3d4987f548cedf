import type { Logger } from '@nestjs/common';
import pLimit from 'p-limit';

/** How much work is done at once, and how much may wait. */
const AT_ONCE = 2;
const MAX_WAITING = 1000;

/** Does work that no answer waits for: a few at a time, in the order of asking. Beyond a limit it is dropped. */
export class Background {
  private readonly limit = pLimit(AT_ONCE);
  private readonly undone = new Set<Promise<void>>();

  constructor(private readonly logger: Pick<Logger, 'warn' | 'error'>) {}

  /** @param what is done, for the log. @param work begins after the answer that is being made */
  run(what: string, work: () => Promise<void>): void {
    if (this.undone.size >= MAX_WAITING) return this.logger.warn(`${what} was dropped: ${MAX_WAITING} others wait`);
    const done = new Promise<void>((begin) => setImmediate(begin))
      .then(() => this.limit(work))
      .catch((error: unknown) => this.logger.error(error, `${what} failed`))
      .finally(() => this.undone.delete(done));
    this.undone.add(done);
  }

  /** Resolves when all work is done. */
  async settled(): Promise<void> {
    await Promise.all(this.undone);
  }
}
