/** How many seconds of commands a user may save up, to spend in one burst. */
const BURST_SECONDS = 5;
/** The share of a burst that is spent before it is reported, so that not every command is. */
const REPORT_SHARE = 0.1;

interface Bucket {
  tokens: number;
  /** When the tokens were last refilled, in milliseconds. */
  refilledAt: number;
  /** Tokens that were consumed and not yet reported. */
  unreported: number;
}

/**
 * A token bucket per user: `perSecond` commands a second on average, five times as many in a burst.
 *
 * It is in memory and synchronous, because every command passes here. What a user spends is reported in batches, and
 * other nodes subtract it from their bucket of that user, which may leave a debt: on average the limit applies to all
 * nodes together. Only commands that reach n nodes before their reports do are let through n times: one burst at most,
 * which is paid off as a debt.
 */
export class CommandBudget {
  private readonly buckets = new Map<string, Bucket>();
  private readonly capacity: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
    private readonly report: (userId: string, count: number) => void = () => undefined,
  ) {
    this.capacity = perSecond * BURST_SECONDS;
  }

  /** How many users are remembered. */
  get size(): number {
    return this.buckets.size;
  }

  /**
   * Consumes a command of a user's budget, if one is left.
   *
   * @param cost how many commands it counts as; a cost above the rest of the budget leaves a debt
   * @returns 0, or the seconds until a command is available
   */
  tryConsume(userId: string, cost = 1): number {
    const bucket = this.bucketOf(userId);
    if (bucket.tokens < 1) return this.secondsUntilToken(bucket);
    bucket.tokens -= cost;
    bucket.unreported += cost;
    if (bucket.unreported >= this.capacity * REPORT_SHARE) {
      this.report(userId, bucket.unreported);
      bucket.unreported = 0;
    }
    return 0;
  }

  /** Returns the seconds until a command of a user's budget is available; 0 if one is. */
  secondsUntilAvailable(userId: string): number {
    return this.secondsUntilToken(this.bucketOf(userId));
  }

  /**
   * Subtracts from a user's budget without a check, such as commands that another node has let through. It may leave a
   * debt.
   */
  spend(userId: string, count: number): void {
    this.bucketOf(userId).tokens -= count;
  }

  /** Forgets the users whose bucket is full again: it is no different from a new one. */
  sweep(): void {
    const now = this.now();
    for (const [userId, bucket] of this.buckets)
      if (this.tokensAt(now, bucket) === this.capacity) this.buckets.delete(userId);
  }

  private secondsUntilToken({ tokens }: Bucket): number {
    return Math.max(0, (1 - tokens) / this.perSecond);
  }

  private bucketOf(userId: string): Bucket {
    const now = this.now();
    const bucket = this.buckets.get(userId) ?? { tokens: this.capacity, refilledAt: now, unreported: 0 };
    bucket.tokens = this.tokensAt(now, bucket);
    bucket.refilledAt = now;
    this.buckets.set(userId, bucket);
    return bucket;
  }

  private tokensAt(now: number, { tokens, refilledAt }: Bucket): number {
    return Math.min(this.capacity, tokens + ((now - refilledAt) / 1000) * this.perSecond);
  }
}
