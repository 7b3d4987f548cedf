/** Runs a task at intervals, never twice at once: runs that fall due while one is in progress are skipped. */
export class RepeatingTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** @param onFailure called with the error that a run throws; later runs still take place */
  constructor(
    private readonly task: () => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Starts the timer. The first run comes after one interval. @param everyMs the interval in milliseconds */
  start(everyMs: number): void {
    this.timer = setInterval(() => this.run(), everyMs).unref();
  }

  /** Stops the timer, and waits for the run in progress. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private run(): void {
    this.running ??= this.task()
      .catch(this.onFailure)
      .finally(() => (this.running = undefined));
  }
}
