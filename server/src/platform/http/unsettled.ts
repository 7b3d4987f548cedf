import { InTurn } from '../in-turn.js';

/** The attempts of each budget whose outcome is not known yet. */
export class Unsettled {
  private readonly budgets = new Map<string, { count: number; readonly next: PromiseWithResolvers<void> }>();
  private readonly turns = new InTurn();

  /** Does work on a budget when the work on it that came before is done. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.turns.run(key, work);
  }

  /** Resolves when the next attempt of a budget is settled; undefined when there is none to wait for. */
  next(key: string): Promise<void> | undefined {
    return this.budgets.get(key)?.next.promise;
  }

  begin(key: string): void {
    const budget = this.budgets.get(key) ?? { count: 0, next: Promise.withResolvers<void>() };
    budget.count += 1;
    this.budgets.set(key, budget);
  }

  settle(key: string): void {
    const { count, next } = this.budgets.get(key)!;
    if (count === 1) this.budgets.delete(key);
    else this.budgets.set(key, { count: count - 1, next: Promise.withResolvers<void>() });
    next.resolve();
  }
}
