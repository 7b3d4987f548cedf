/** How long a sample counts, in milliseconds: by then the clocks may have drifted apart, or PostgreSQL's have been set. */
const SAMPLE_LIFETIME_MS = 10_000;

interface Sample {
  /** By how much PostgreSQL's clock is ahead of `performance.now()` at most, in milliseconds. */
  readonly ahead: number;
  readonly takenAt: number;
}

/**
 * PostgreSQL's clock, estimated from the times in its answers. A statement takes a while to get there: so each sample is an upper
 * bound, and the smallest of the last ten seconds is the best one.
 */
export class PostgresClock {
  /** The recent samples that are smaller than all later ones: so the first is the smallest, and the next takes its place. */
  private samples: Sample[] = [];
  private isSuspect = false;

  /**
   * @param time what it showed, in milliseconds
   * @param asked when the statement was sent, by `performance.now()`
   * @param now when the answer arrived, by `performance.now()`
   */
  add(time: number, asked: number, now = performance.now()): void {
    const ahead = time - asked;
    const recent = this.isSuspect ? [] : this.samples.filter(({ takenAt }) => now - takenAt < SAMPLE_LIFETIME_MS);
    while (recent.length > 0 && recent.at(-1)!.ahead >= ahead) recent.pop();
    this.samples = [...recent, { ahead, takenAt: now }];
    this.isSuspect = false;
  }

  /** What it shows at most; infinite before the first sample. @param now by `performance.now()` */
  latest(now = performance.now()): number {
    return (this.samples[0]?.ahead ?? Infinity) + now;
  }

  /** It may have been set forward: the next sample replaces all others. */
  suspect(): void {
    this.isSuspect = true;
  }
}
