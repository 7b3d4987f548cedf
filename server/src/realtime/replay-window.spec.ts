import { ReplayWindow } from './replay-window.js';

test('every number is new once, in whatever order they come', () => {
  const window = new ReplayWindow(0);
  expect([3, 1, 2, 40, 39].map((number) => window.take(number))).toEqual(Array.from({ length: 5 }, () => 'new'));
  expect([1, 2, 3, 39, 40].map((number) => window.take(number))).toEqual(Array.from({ length: 5 }, () => 'again'));
  expect(window.take(38)).toBe('new');
});

test('numbers below the floor are late, and those seen before are still known', () => {
  const window = new ReplayWindow(10);
  expect(window.take(10)).toBe('late');
  expect(window.take(11)).toBe('new');
  window.raise(100);
  window.raise(50);
  expect(window.take(11)).toBe('again');
  expect(window.take(100)).toBe('late');
  expect(window.take(101)).toBe('new');
});

test('numbers far behind the newest are late, and a place that is used again is free', () => {
  const window = new ReplayWindow(0);
  const size = 65_536;
  expect(window.take(5)).toBe('new');
  expect(window.take(5 + size)).toBe('new');
  expect(window.take(5)).toBe('late');
  expect(window.take(6)).toBe('new');
  expect(window.take(7 + 3 * size)).toBe('new');
  expect(window.take(6 + 3 * size)).toBe('new');
  expect(window.take(6 + size)).toBe('late');
});

test('agrees with a set of all numbers, over many random ones', () => {
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
    expect(window.take(number)).toBe(all.has(number) ? 'again' : 'new');
    all.add(number);
  }
});
