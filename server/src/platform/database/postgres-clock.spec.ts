import { PostgresClock } from './postgres-clock.js';

describe('the estimate of PostgreSQL’s clock', () => {
  it('is infinite before the first sample', () => {
    expect(new PostgresClock().upperBound(5)).toBe(Infinity);
  });

  it('uses the sample of the fastest recent statement', () => {
    const clock = new PostgresClock();
    // The clock is 1000 ms ahead; the statements take 300, 20 and 100 ms to reach PostgreSQL.
    clock.addSample(1300, 0, 400);
    expect(clock.upperBound(400)).toBe(1700);
    clock.addSample(1520, 500, 540);
    clock.addSample(1700, 600, 800);
    expect(clock.upperBound(800)).toBe(1820);
  });

  it('drops a sample after ten seconds, provided that there are newer ones', () => {
    const clock = new PostgresClock();
    clock.addSample(1020, 0, 40);
    clock.addSample(6100, 5000, 5200);
    clock.addSample(11_300, 10_000, 10_600);
    expect(clock.upperBound(10_600)).toBe(11_700);
    clock.addSample(21_900, 20_500, 20_900);
    expect(clock.upperBound(30_900)).toBe(32_300);
  });

  it('follows a clock that is set back at once, but follows a clock that is set forward only after the samples are discarded', () => {
    const clock = new PostgresClock();
    clock.addSample(1020, 0, 40);
    clock.addSample(120, 100, 140);
    expect(clock.upperBound(140)).toBe(160);
    clock.addSample(5220, 200, 240);
    expect(clock.upperBound(240)).toBe(260);
    clock.discardSamples();
    expect(clock.upperBound(240)).toBe(260);
    clock.addSample(5320, 300, 340);
    clock.addSample(5470, 400, 540);
    expect(clock.upperBound(540)).toBe(5560);
  });
});
