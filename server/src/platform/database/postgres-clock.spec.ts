import { PostgresClock } from './postgres-clock.js';

describe('the estimate of PostgreSQL’s clock', () => {
  it('is infinite before the first answer', () => {
    expect(new PostgresClock().latest(5)).toBe(Infinity);
  });

  it('follows the fastest of the recent statements', () => {
    const clock = new PostgresClock();
    // It is 1000 ahead; the way there takes 300, 20 and 100.
    clock.add(1300, 0, 400);
    expect(clock.latest(400)).toBe(1700);
    clock.add(1520, 500, 540);
    clock.add(1700, 600, 800);
    expect(clock.latest(800)).toBe(1820);
  });

  it('forgets a statement after ten seconds, as long as there are others', () => {
    const clock = new PostgresClock();
    clock.add(1020, 0, 40);
    clock.add(6100, 5000, 5200);
    clock.add(11_300, 10_000, 10_600);
    expect(clock.latest(10_600)).toBe(11_700);
    clock.add(21_900, 20_500, 20_900);
    expect(clock.latest(30_900)).toBe(32_300);
  });

  it('follows a clock that was set back at once, and one that was set forward once that is suspected', () => {
    const clock = new PostgresClock();
    clock.add(1020, 0, 40);
    clock.add(120, 100, 140);
    expect(clock.latest(140)).toBe(160);
    clock.add(5220, 200, 240);
    expect(clock.latest(240)).toBe(260);
    clock.suspect();
    expect(clock.latest(240)).toBe(260);
    clock.add(5320, 300, 340);
    clock.add(5470, 400, 540);
    expect(clock.latest(540)).toBe(5560);
  });
});
