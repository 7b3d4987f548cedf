const FIRST_MS = 300;
const MOST_MS = 15_000;

/**
 * How long to wait before another attempt, in milliseconds: twice as long after each failure, and somewhere in the upper
 * half of that, so that clients which failed together do not come back together.
 *
 * @param failures how many attempts have failed in a row, at least 1
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), MOST_MS) * (0.5 + random() / 2);
}
