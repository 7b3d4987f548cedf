import { Logger } from '@nestjs/common';
import type { Counters } from '../platform/health/counters.js';

/** Messages that are refused can come at any rate: they are logged at most so often, in milliseconds. */
const LOG_EVERY_MS = 60_000;

/** Counts and logs what is wrong with messages of the bus. */
export class BusFaults {
  private readonly logger = new Logger('Bus');
  private readonly logged = { dropped: -Infinity, failed: -Infinity };

  constructor(private readonly counters: Counters) {}

  /** Messages were not acted on. */
  dropped(why: string, count = 1): void {
    this.counters.add('bus.dropped', count);
    if (this.isDue('dropped')) this.logger.warn(`A message from another node was dropped: ${why}. Others may follow.`);
  }

  /** A handler has thrown. */
  failed(topic: string, error: unknown): void {
    this.counters.add('errors.caught');
    if (this.isDue('failed')) this.logger.error(error, `A message "${topic}" from another node could not be handled`);
  }

  private isDue(what: 'dropped' | 'failed'): boolean {
    const now = performance.now();
    if (now - this.logged[what] < LOG_EVERY_MS) return false;
    this.logged[what] = now;
    return true;
  }
}
