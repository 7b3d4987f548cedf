import { hasRecovered, restartBackoff } from './restart-backoff.js';

test('a server that keeps crashing is restarted after 0.5 s at first, and after 30 s at most', () => {
  const backoffs = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map(restartBackoff);
  expect(backoffs).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('a server that has never served, or has served for less than a minute, has not recovered', () => {
  expect(hasRecovered(undefined, 100_000)).toBe(false);
  expect(hasRecovered(40_001, 100_000)).toBe(false);
});

test('a server that has served for a minute has recovered', () => {
  expect(hasRecovered(40_000, 100_000)).toBe(true);
});
