import { CommandBudget } from './command-budget.js';

function budgetAt(perSecond: number) {
  const clock = { ms: 0 };
  return { clock, budget: new CommandBudget(perSecond, () => clock.ms) };
}
const spend = (budget: CommandBudget, count: number, user = 'ana') =>
  Array.from({ length: count }, () => budget.tryConsume(user));

describe('a command budget', () => {
  it('lets a burst of five seconds of commands through, and then returns the seconds until the next command', () => {
    const { budget, clock } = budgetAt(20);

    expect(spend(budget, 100)).toEqual(Array.from({ length: 100 }, () => 0));
    expect(budget.tryConsume('ana')).toBeCloseTo(0.05);
    clock.ms = 49;
    expect(budget.tryConsume('ana')).toBeGreaterThan(0);
    clock.ms = 50;
    expect(budget.tryConsume('ana')).toBe(0);
    expect(budget.tryConsume('ana')).toBeGreaterThan(0);
  });

  it('is separate for each user', () => {
    const { budget } = budgetAt(1);
    spend(budget, 5);

    expect(budget.tryConsume('ana')).toBeGreaterThan(0);
    expect(budget.tryConsume('ben')).toBe(0);
  });

  it('never lets more than five seconds of commands through in one burst, even after a long time without commands', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 1);
    clock.ms = 1_000_000;

    expect(spend(budget, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(budget.tryConsume('ana')).toBeGreaterThan(0);
  });

  it('is not reduced by refused commands', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 5);
    for (clock.ms = 100; clock.ms < 1000; clock.ms += 100) expect(budget.tryConsume('ana')).toBeGreaterThan(0);

    clock.ms = 1001;
    expect(budget.tryConsume('ana')).toBe(0);
  });

  it('lets exactly the limit through on average, over a minute', () => {
    const { budget, clock } = budgetAt(4);
    spend(budget, 20);
    let accepted = 0;
    while (clock.ms < 60_000) {
      clock.ms += 125;
      accepted += spend(budget, 3).filter((wait) => wait === 0).length;
    }

    expect(accepted).toBe(240);
  });

  it('is removed from memory when it is full again, and not before', () => {
    const { budget, clock } = budgetAt(1);
    spend(budget, 5);
    clock.ms = 4999;
    budget.sweep();
    spend(budget, 4);

    expect(budget.tryConsume('ana')).toBeGreaterThan(0);
    expect(budget.size).toBe(1);
    clock.ms += 5000;
    budget.sweep();
    expect(budget.size).toBe(0);
    expect(spend(budget, 5)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is shared by several nodes: spending on one node is reported in batches, and may leave a debt on another', () => {
    const clock = { ms: 0 };
    const reports: number[] = [];
    const now = () => clock.ms;
    const other = new CommandBudget(20, now);
    const budget = new CommandBudget(20, now, (userId, count) => {
      reports.push(count);
      other.spend(userId, count);
    });
    // Both bursts are let through, because this one comes before the first report of the other node.
    spend(other, 100);
    spend(budget, 100);

    expect(reports).toEqual(Array.from({ length: 10 }, () => 10));
    expect(other.tryConsume('ana')).toBeCloseTo(5.05);
    clock.ms = 5000;
    other.sweep();
    expect(other.size).toBe(1);
    expect(other.tryConsume('ana')).toBeCloseTo(0.05);
    clock.ms = 10_001;
    other.sweep();
    expect(other.tryConsume('ana')).toBe(0);
    clock.ms = 15_100;
    other.sweep();
    expect(other.size).toBe(0);
  });
});
