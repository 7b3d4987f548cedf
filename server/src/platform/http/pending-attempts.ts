import { KeyedQueue } from '../keyed-queue.js';

/** Tracks, for each budget, the attempts whose outcome is not known yet. */
export class PendingAttempts {
  private readonly pendingByBudget = new Map<
    string,
    { count: number; readonly nextOutcome: PromiseWithResolvers<void> }
  >();
  private readonly queue = new KeyedQueue();

  /** Runs a task on a budget after the earlier tasks on the same budget have finished. */
  runExclusively<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.queue.run(key, task);
  }

  /**
   * Resolves when the outcome of any pending attempt of a budget becomes known; undefined when no attempt is pending.
   */
  nextOutcome(key: string): Promise<void> | undefined {
    return this.pendingByBudget.get(key)?.nextOutcome.promise;
  }

  begin(key: string): void {
    const budget = this.pendingByBudget.get(key) ?? { count: 0, nextOutcome: Promise.withResolvers<void>() };
    budget.count += 1;
    this.pendingByBudget.set(key, budget);
  }

  finish(key: string): void {
    const { count, nextOutcome } = this.pendingByBudget.get(key)!;
    if (count === 1) this.pendingByBudget.delete(key);
    else this.pendingByBudget.set(key, { count: count - 1, nextOutcome: Promise.withResolvers<void>() });
    nextOutcome.resolve();
  }
}
