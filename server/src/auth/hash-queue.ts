import pLimit, { type LimitFunction } from 'p-limit';
import { ProblemError } from '../platform/problems/problem-error.js';

/** The share of the newest measurement in the moving average of durations. */
const NEWEST_SHARE = 0.2;

interface HashLimits {
  /** How many hashes may run at once. */
  readonly atOnce: number;
  /** The longest that a hash may wait for its turn, in milliseconds. */
  readonly maxWaitMs: number;
}

/**
 * Runs password hashes a few at a time. Each occupies one of libuv's four threads for as long as it takes; file reads, DNS
 * lookups and compression need the same threads.
 *
 * Invariants: at most `atOnce` hashes run at once, and one in the background; none starts after it has waited for more than
 * `maxWaitMs`. A hash that is expected to wait longer is refused when it arrives, so the queue is bounded.
 */
export class HashQueue {
  private readonly limit: LimitFunction;
  /** Moving average of how long a hash takes, in milliseconds; 0 until one has been measured. */
  private meanMs = 0;
  private isBackgroundBusy = false;

  constructor(private readonly limits: HashLimits) {
    this.limit = pLimit(limits.atOnce);
  }

  /**
   * Runs a hash as soon as it is its turn.
   *
   * @param hash starts it; never called when it is refused
   * @throws ProblemError `server.overloaded` when it would wait, or has waited, for too long
   */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    if (this.isFree()) return this.limit(() => this.measure(hash));
    if (this.expectedWaitMs() > this.limits.maxWaitMs) throw this.overloaded();
    const arrived = performance.now();
    return this.limit(() => {
      // Hashes became slower than the ones that the expectation was made from.
      if (performance.now() - arrived > this.limits.maxWaitMs) throw this.overloaded();
      return this.measure(hash);
    });
  }

  /**
   * Does work with a hash that nobody waits for, beside the others: none of them waits for it, or is refused because of it.
   *
   * @returns whether it was done: not while as many hashes run as may, or other such work
   */
  async inBackground(work: () => Promise<void>): Promise<boolean> {
    if (this.isBackgroundBusy || !this.isFree()) return false;
    this.isBackgroundBusy = true;
    try {
      await work();
      return true;
    } finally {
      this.isBackgroundBusy = false;
    }
  }

  private isFree(): boolean {
    return this.limit.activeCount + this.limit.pendingCount < this.limits.atOnce;
  }

  /** How long a hash that arrives now will wait, in milliseconds. */
  private expectedWaitMs(): number {
    return this.isFree() ? 0 : (this.meanMs * (this.limit.pendingCount + 1)) / this.limits.atOnce;
  }

  /** Runs a hash at once, and learns how long it takes. */
  async measure<T>(hash: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await hash();
    } finally {
      const tookMs = performance.now() - started;
      this.meanMs = this.meanMs === 0 ? tookMs : this.meanMs + NEWEST_SHARE * (tookMs - this.meanMs);
    }
  }

  private overloaded(): ProblemError {
    return tooManyLogins(Math.max(1, Math.ceil(this.expectedWaitMs() / 1000)));
  }
}

/** The same words whatever the account, and whether it exists. @param retryAfter in seconds */
export function tooManyLogins(retryAfter: number): ProblemError {
  return new ProblemError('server.overloaded', `Too many people log in at once: try again in ${retryAfter} s.`, {
    retryAfter,
  });
}
