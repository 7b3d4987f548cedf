import { Logger } from '@nestjs/common';
import type { Counters } from '../platform/health/counters.js';

/**
 * Faulty messages may arrive at any rate, so each kind of fault is logged at most once in this time, in milliseconds.
 */
const LOG_INTERVAL_MS = 60_000;

/** Counts and logs dropped messages of the node bus, and errors of their handlers. */
export class BusFaults {
  private readonly logger = new Logger('Bus');
  private readonly loggedAt = { dropped: -Infinity, failed: -Infinity };

  constructor(private readonly counters: Counters) {}

  /** @param reason a clause for the log: "it is too long" */
  countDropped(reason: string, count = 1): void {
    this.counters.add('bus.dropped', count);
    if (this.mayLog('dropped'))
      this.logger.warn(
        `A message from another node was dropped: ${reason}. Further drops in the next minute are not logged.`,
      );
  }

  /** Records that the handler of a topic has thrown. */
  countFailed(topic: string, error: unknown): void {
    this.counters.add('errors.caught');
    if (this.mayLog('failed')) this.logger.error(error, `A message "${topic}" from another node could not be handled`);
  }

  private mayLog(kind: 'dropped' | 'failed'): boolean {
    const now = performance.now();
    if (now - this.loggedAt[kind] < LOG_INTERVAL_MS) return false;
    this.loggedAt[kind] = now;
    return true;
  }
}
