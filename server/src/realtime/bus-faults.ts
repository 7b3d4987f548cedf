import { Logger } from '@nestjs/common';
import type { Counters } from '../platform/health/counters.js';

/**
 * The minimum time between two log lines about the same kind of fault, in milliseconds: faulty messages can arrive at
 * any rate.
 */
const LOG_INTERVAL_MS = 60_000;

/** Counts and logs messages of the node bus that were dropped, and errors thrown by the handlers of topics. */
export class BusFaults {
  private readonly logger = new Logger('Bus');
  private readonly loggedAt = { dropped: -Infinity, failed: -Infinity };

  constructor(private readonly counters: Counters) {}

  /** @param reason a clause that completes the log line, such as "it is too long" */
  countDropped(reason: string, count = 1): void {
    this.counters.add('bus.dropped', count);
    if (this.mayLog('dropped'))
      this.logger.warn(
        `A message from another node was dropped: ${reason}. Further drops in the next minute are not logged.`,
      );
  }

  /** Counts and logs an error thrown by the handler of a topic. */
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
