/** How many seconds of commands a user may save up, to spend in one burst. */
const BURST_SECONDS = 5;
/**
 * Spent commands are reported to the other nodes in batches of this share of a burst: one report for each command would
 * be too many.
 */
const REPORT_SHARE = 0.1;

interface Bucket {
  /** How many commands are available; negative for a debt. */
  tokens: number;
  /** When the tokens were last refilled, in milliseconds. */
  refilledAt: number;
  /** Tokens that were consumed and not yet reported. */
  unreported: number;
}

/**
 * A token bucket per user: `perSecond` commands a second on average, five times as many in a burst.
 *
 * The buckets are in memory and are checked synchronously, because every command is checked. A node reports in batches
 * how many commands a user has spent, and the other nodes subtract that number from their own bucket of the user. A
 * bucket can become negative: that is a debt, which delays later commands. So on average the limit applies to all nodes
 * together. Before the reports arrive, n nodes can let one burst through each.
 */
export class CommandBudget {
  private readonly buckets = new Map<string, Bucket>();
  private readonly capacity: number;

  /** @param report called when a user has spent this many further commands on this node */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
    private readonly report: (userId: string, count: number) => void = () => undefined,
  ) {
    this.capacity = perSecond * BURST_SECONDS;
  }

  /** How many users have a bucket. */
  get size(): number {
    return this.buckets.size;
  }

  /**
   * Consumes a command of a user's budget, if one is left.
   *
   * @param cost how many commands this one counts as; if fewer are available, a debt remains
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
   * Subtracts commands from a user's budget even if that leaves a debt: for example, commands that another node has let
   * through.
   */
  spend(userId: string, count: number): void {
    this.bucketOf(userId).tokens -= count;
  }

  /** Forgets the users whose bucket is full again: a full bucket is no different from a new one. */
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
