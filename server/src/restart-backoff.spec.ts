import { hasRecovered, restartBackoff } from './restart-backoff.js';

test('a server that keeps crashing is restarted after 0.5 s at first, and after 30 s at most', () => {
  const backoffs = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map(restartBackoff);
  expect(backoffs).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test.each([
  ['that never served has not recovered', undefined, false],
  ['that served for less than a minute has not recovered', 40_001, false],
  ['that served for a minute has recovered', 40_000, true],
])('a server %s', (_, servingSince, expected) => {
  expect(hasRecovered(servingSince, 100_000)).toBe(expected);
});
