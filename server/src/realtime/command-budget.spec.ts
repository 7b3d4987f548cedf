import { CommandBudget } from './command-budget.js';

function budgetAt(perSecond: number) {
  const clock = { ms: 0 };
  return { clock, budget: new CommandBudget(perSecond, () => clock.ms) };
}
const spend = (budget: CommandBudget, count: number, user = 'ana') =>
  Array.from({ length: count }, () => budget.take(user));

describe('a budget of commands', () => {
  it('lets five seconds of commands through at once, and says when there is one again', () => {
    const { budget, clock } = budgetAt(20);

    expect(spend(budget, 100)).toEqual(Array.from({ length: 100 }, () => 0));
    expect(budget.take('ana')).toBeCloseTo(0.05);
    clock.ms = 49;
    expect(budget.take('ana')).toBeGreaterThan(0);
    clock.ms = 50;
    expect(budget.take('ana')).toBe(0);
    expect(budget.take('ana')).toBeGreaterThan(0);
  });

  it('is its user’s alone', () => {
    const { budget } = budgetAt(1);
    spend(budget, 5);

    expect(budget.take('ana')).toBeGreaterThan(0);
    expect(budget.take('ben')).toBe(0);
  });

  it('never holds more than five seconds of commands', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 1);
    clock.ms = 1_000_000;

    expect(spend(budget, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(budget.take('ana')).toBeGreaterThan(0);
  });

  it('is not longer empty for having been asked', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 5);
    for (clock.ms = 100; clock.ms < 1000; clock.ms += 100) expect(budget.take('ana')).toBeGreaterThan(0);

    clock.ms = 1001;
    expect(budget.take('ana')).toBe(0);
  });

  it('lets the limit through on average, for ever', () => {
    const { budget, clock } = budgetAt(4);
    spend(budget, 20);
    let through = 0;
    while (clock.ms < 60_000) {
      clock.ms += 125;
      through += spend(budget, 3).filter((wait) => wait === 0).length;
    }

    expect(through).toBe(240);
  });

  it('is forgotten when it is full, and not before', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 5);
    clock.ms = 4999;
    budget.sweep();
    spend(budget, 4);

    expect(budget.take('ana')).toBeGreaterThan(0);
    expect(budget.size).toBe(1);
    clock.ms += 5000;
    budget.sweep();
    expect(budget.size).toBe(0);
    expect(spend(budget, 5)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is one budget on several nodes: what is spent on one is reported in lots, and may leave a debt on another', () => {
    const clock = { ms: 0 };
    const reports: number[] = [];
    const now = () => clock.ms;
    const other = new CommandBudget(20, now);
    const budget = new CommandBudget(20, now, (userId, count) => {
      reports.push(count);
      other.spend(userId, count);
    });
    // Before the other has heard of anything.
    spend(other, 100);
    spend(budget, 100);

    expect(reports).toEqual(Array.from({ length: 10 }, () => 10));
    expect(other.take('ana')).toBeCloseTo(5.05);
    clock.ms = 5000;
    other.sweep();
    expect(other.size).toBe(1);
    expect(other.take('ana')).toBeCloseTo(0.05);
    clock.ms = 10_001;
    other.sweep();
    expect(other.take('ana')).toBe(0);
    clock.ms = 15_100;
    other.sweep();
    expect(other.size).toBe(0);
  });
});
