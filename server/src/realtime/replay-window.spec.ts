import { ReplayWindow } from './replay-window.js';

test('each message number is new once and then a duplicate, in any order of arrival', () => {
  const window = new ReplayWindow(0);
  expect([3, 1, 2, 40, 39].map((number) => window.record(number))).toEqual(Array.from({ length: 5 }, () => 'new'));
  expect([1, 2, 3, 39, 40].map((number) => window.record(number))).toEqual(
    Array.from({ length: 5 }, () => 'duplicate'),
  );
  expect(window.record(38)).toBe('new');
});

test('message numbers up to staleUpTo are stale, but numbers that were seen before are still duplicates', () => {
  const window = new ReplayWindow(10);
  expect(window.record(10)).toBe('stale');
  expect(window.record(11)).toBe('new');
  window.markStaleUpTo(100);
  window.markStaleUpTo(50);
  expect(window.record(11)).toBe('duplicate');
  expect(window.record(100)).toBe('stale');
  expect(window.record(101)).toBe('new');
});

test('message numbers far below the newest number are stale, and numbers that reuse a bit of the window are new', () => {
  const window = new ReplayWindow(0);
  const size = 65_536;
  expect(window.record(5)).toBe('new');
  expect(window.record(5 + size)).toBe('new');
  expect(window.record(5)).toBe('stale');
  expect(window.record(6)).toBe('new');
  expect(window.record(7 + 3 * size)).toBe('new');
  expect(window.record(6 + 3 * size)).toBe('new');
  expect(window.record(6 + size)).toBe('stale');
});

test('for many random numbers, a replay window gives the same results as a set of all seen numbers', () => {
  const window = new ReplayWindow(0);
  const all = new Set<number>();
  let top = 0;
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let step = 0; step < 50_000; step += 1) {
    const number = Math.max(1, top + 40 - random(200));
    top = Math.max(top, number);
    expect(window.record(number)).toBe(all.has(number) ? 'duplicate' : 'new');
    all.add(number);
  }
});
