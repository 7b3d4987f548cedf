/** Runs a task at intervals, and never twice at once: while one run lasts, the next ones are left out. */
export class RepeatingTask {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** @param onFailure is given what the task throws; the next run comes all the same */
  constructor(
    private readonly task: () => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Runs it for the first time after one interval. @param everyMs in milliseconds */
  start(everyMs: number): void {
    this.timer = setInterval(() => this.run(), everyMs).unref();
  }

  /** Waits for the run that is under way. */
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
