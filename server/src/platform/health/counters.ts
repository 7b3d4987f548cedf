import { Injectable } from '@nestjs/common';

/** What is counted: one name for each way in which this node refuses, drops or loses something. */
export type Counter =
  | 'bus.dropped'
  | 'clients.slow'
  | 'connections.evicted'
  | 'connections.refused'
  | 'errors.caught'
  | 'frames.refused'
  | 'requests.refused'
  | 'responses.timed_out';

/** Counts, since the start of this node, what it refused, dropped or lost. Shown in `/api/health` to callers on the same machine. */
@Injectable()
export class Counters {
  private readonly counts = new Map<Counter, number>();

  add(counter: Counter, count = 1): void {
    this.counts.set(counter, (this.counts.get(counter) ?? 0) + count);
  }

  /** All that are not 0. */
  all(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
