import { hasRecovered, restartPause } from './restart-pause.js';

test('a server that dies again and again is started again after 0.5 s at first, and after 30 s at most', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map(restartPause);
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test.each([
  ['that never served', undefined, false],
  ['that served for less than a minute', 40_001, false],
  ['that served for a minute', 40_000, true],
])('a server %s: whether its deaths are counted anew is known', (_, servingSince, expected) => {
  expect(hasRecovered(servingSince, 100_000)).toBe(expected);
});
