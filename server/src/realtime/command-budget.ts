/** How many seconds of commands a user may save up, to spend in one burst. */
const BURST_SECONDS = 5;
/** So much of a burst is spent before it is reported: not every command is. */
const REPORTED_SHARE = 0.1;

interface Bucket {
  tokens: number;
  /** When the tokens were counted last, in milliseconds. */
  countedAt: number;
  /** What was let through and has not been reported. */
  unreported: number;
}

/**
 * A token bucket per user: `perSecond` commands a second on average, five times that at once.
 *
 * In memory and synchronous, because every command passes here. What a user spends is reported in lots, and other nodes
 * take it out of their bucket of that user, which may leave a debt: on average the limit is that of all nodes together.
 * Only what comes to n nodes before they have heard of each other passes n times: a burst at most, and it is paid off.
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
   * Takes a command out of a user's budget, if there is one left in it.
   *
   * @param cost how many commands it counts as; more than there are makes a debt
   * @returns 0, or the seconds until there is one again
   */
  take(userId: string, cost = 1): number {
    const bucket = this.bucketOf(userId);
    if (bucket.tokens < 1) return this.secondsLeft(bucket);
    bucket.tokens -= cost;
    bucket.unreported += cost;
    if (bucket.unreported >= this.capacity * REPORTED_SHARE) {
      this.report(userId, bucket.unreported);
      bucket.unreported = 0;
    }
    return 0;
  }

  /** How many seconds it takes until there is a command left in a user's budget; 0 when there is one. */
  wait(userId: string): number {
    return this.secondsLeft(this.bucketOf(userId));
  }

  /** Takes out of a user's budget what another node has let through. */
  spend(userId: string, count: number): void {
    this.bucketOf(userId).tokens -= count;
  }

  /** Forgets the users whose bucket is full again: they are as good as new. */
  sweep(): void {
    const now = this.now();
    for (const [userId, bucket] of this.buckets)
      if (this.tokensAt(now, bucket) === this.capacity) this.buckets.delete(userId);
  }

  private secondsLeft({ tokens }: Bucket): number {
    return Math.max(0, (1 - tokens) / this.perSecond);
  }

  private bucketOf(userId: string): Bucket {
    const now = this.now();
    const bucket = this.buckets.get(userId) ?? { tokens: this.capacity, countedAt: now, unreported: 0 };
    bucket.tokens = this.tokensAt(now, bucket);
    bucket.countedAt = now;
    this.buckets.set(userId, bucket);
    return bucket;
  }

  private tokensAt(now: number, { tokens, countedAt }: Bucket): number {
    return Math.min(this.capacity, tokens + ((now - countedAt) / 1000) * this.perSecond);
  }
}
