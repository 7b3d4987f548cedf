import { KeyedQueue } from '../keyed-queue.js';

/** Tracks, for each budget, the attempts whose outcome is not known yet. */
export class PendingAttempts {
  private readonly budgets = new Map<string, { count: number; readonly nextSettled: PromiseWithResolvers<void> }>();
  private readonly queue = new KeyedQueue();

  /** Runs a task on a budget after the earlier tasks on the same budget have finished. */
  runExclusively<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.queue.run(key, task);
  }

  /** Resolves when the next attempt of a budget settles; undefined when none is pending. */
  nextSettled(key: string): Promise<void> | undefined {
    return this.budgets.get(key)?.nextSettled.promise;
  }

  begin(key: string): void {
    const budget = this.budgets.get(key) ?? { count: 0, nextSettled: Promise.withResolvers<void>() };
    budget.count += 1;
    this.budgets.set(key, budget);
  }

  settle(key: string): void {
    const { count, nextSettled } = this.budgets.get(key)!;
    if (count === 1) this.budgets.delete(key);
    else this.budgets.set(key, { count: count - 1, nextSettled: Promise.withResolvers<void>() });
    nextSettled.resolve();
  }
}
