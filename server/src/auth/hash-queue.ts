import pLimit, { type LimitFunction } from 'p-limit';
import { ProblemError } from '../platform/problems/problem-error.js';

/** The share of the newest measurement in the moving average of durations. */
const NEWEST_SHARE = 0.2;

interface HashLimits {
  /** The maximum number of hashes that run at once. */
  readonly atOnce: number;
  /** The longest time that a hash may wait in the queue, in milliseconds. */
  readonly maxWaitMs: number;
}

/**
 * Runs password hashes with bounded concurrency. Each hash occupies one of libuv's four threads; file reads, DNS
 * lookups and compression need the same threads.
 *
 * Invariants: at most `atOnce` hashes run at once, plus one in the background. No hash starts after it has waited for
 * more than `maxWaitMs`. A hash whose expected wait is longer is refused on arrival, which bounds the queue.
 */
export class HashQueue {
  private readonly limit: LimitFunction;
  /** The moving average of the duration of a hash, in milliseconds; 0 before the first measurement. */
  private meanMs = 0;
  private isBackgroundBusy = false;

  constructor(private readonly limits: HashLimits) {
    this.limit = pLimit(limits.atOnce);
  }

  /**
   * Runs a hash, after those that arrived before it.
   *
   * @param hash starts the hash; not called when the hash is refused
   * @throws ProblemError `server.overloaded` when the hash would wait, or has waited, for too long
   */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    if (this.hasFreeSlot()) return this.limit(() => this.measure(hash));
    if (this.expectedWaitMs() > this.limits.maxWaitMs) throw this.overloaded();
    const arrived = performance.now();
    return this.limit(() => {
      // The hashes before this one took longer than expected.
      if (performance.now() - arrived > this.limits.maxWaitMs) throw this.overloaded();
      return this.measure(hash);
    });
  }

  /**
   * Runs a hash in the background, in a slot of its own, so that it neither delays other hashes nor causes their
   * refusal.
   *
   * @returns false, without running it, when all slots are busy or another background hash runs
   */
  async runInBackground(work: () => Promise<void>): Promise<boolean> {
    if (this.isBackgroundBusy || !this.hasFreeSlot()) return false;
    this.isBackgroundBusy = true;
    try {
      await work();
      return true;
    } finally {
      this.isBackgroundBusy = false;
    }
  }

  private hasFreeSlot(): boolean {
    return this.limit.activeCount + this.limit.pendingCount < this.limits.atOnce;
  }

  /** Returns the expected wait of a hash that arrives now, in milliseconds. */
  private expectedWaitMs(): number {
    return this.hasFreeSlot() ? 0 : (this.meanMs * (this.limit.pendingCount + 1)) / this.limits.atOnce;
  }

  /** Runs a hash at once, and updates the average duration. */
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

/**
 * Returns the problem for a login or a registration that is refused under load. The text is the same for existing and
 * unknown accounts.
 *
 * @param retryAfter in seconds
 */
export function tooManyLogins(retryAfter: number): ProblemError {
  return new ProblemError('server.overloaded', `Too many people are logging in: try again in ${retryAfter} s.`, {
    retryAfter,
  });
}
