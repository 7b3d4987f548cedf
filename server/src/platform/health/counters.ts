import { Injectable } from '@nestjs/common';

/** The names of the counters: one for each way in which this node refuses, drops or loses something. */
export type Counter =
  | 'bus.dropped'
  | 'clients.slow'
  | 'connections.evicted'
  | 'connections.refused'
  | 'errors.caught'
  | 'frames.refused'
  | 'requests.refused'
  | 'responses.timed_out';

/**
 * Counts what this node has refused, dropped or lost since its start. `/api/health` shows the counts to callers on the
 * same machine.
 */
@Injectable()
export class Counters {
  private readonly counts = new Map<Counter, number>();

  add(counter: Counter, count = 1): void {
    this.counts.set(counter, (this.counts.get(counter) ?? 0) + count);
  }

  /** Returns all counters that are not 0. */
  all(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
