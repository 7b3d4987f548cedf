/**
 * How long a sample is used, in milliseconds. After that the clocks may have drifted apart, or PostgreSQL's clock may
 * have been set.
 */
const SAMPLE_LIFETIME_MS = 10_000;

interface Sample {
  /** The most by which PostgreSQL's clock can be ahead of `performance.now()`, in milliseconds. */
  readonly ahead: number;
  readonly takenAt: number;
}

/**
 * An estimate of PostgreSQL's clock from the times in its responses. A statement takes some time to reach PostgreSQL,
 * so each sample is an upper bound of PostgreSQL's lead over `performance.now()`, and the smallest sample of the last
 * ten seconds is the best one.
 */
export class PostgresClock {
  /**
   * The recent samples that are smaller than all later ones, oldest first. So the first sample is the smallest, and
   * when it expires, the next one is.
   */
  private samples: Sample[] = [];
  private discardsOnNextSample = false;

  /**
   * @param time the time by PostgreSQL's clock, in milliseconds
   * @param sentAt when the statement was sent, by `performance.now()`
   * @param now when the response arrived, by `performance.now()`
   */
  addSample(time: number, sentAt: number, now = performance.now()): void {
    const ahead = time - sentAt;
    const recent = this.discardsOnNextSample
      ? []
      : this.samples.filter(({ takenAt }) => now - takenAt < SAMPLE_LIFETIME_MS);
    while (recent.length > 0 && recent.at(-1)!.ahead >= ahead) recent.pop();
    this.samples = [...recent, { ahead, takenAt: now }];
    this.discardsOnNextSample = false;
  }

  /**
   * Returns the latest time that PostgreSQL's clock may show; infinite before the first sample.
   *
   * @param now by `performance.now()`
   */
  upperBound(now = performance.now()): number {
    return (this.samples[0]?.ahead ?? Infinity) + now;
  }

  /** Makes the next sample replace all others, because PostgreSQL's clock may have been set forward. */
  discardSamples(): void {
    this.discardsOnNextSample = true;
  }
}
