import { backoff } from './backoff.js';

describe('the backoff before a retry', () => {
  it('doubles with each failure up to a maximum, and is chosen at random from the upper half of that delay', () => {
    const spans = [1, 2, 3, 10, 60].map((failures) => [backoff(failures, () => 0), backoff(failures, () => 1)]);
    expect(spans).toEqual([
      [150, 300],
      [300, 600],
      [600, 1200],
      [7500, 15_000],
      [7500, 15_000],
    ]);
  });
});
