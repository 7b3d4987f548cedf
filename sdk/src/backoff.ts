/** The delay after the first failure, in milliseconds. */
const FIRST_MS = 300;
/** The longest delay, in milliseconds. */
const MAX_MS = 15_000;

/**
 * Returns the delay before the next attempt, in milliseconds: exponential backoff from 300 ms to 15 s. The result is a
 * random number from half of that delay to the whole, so that clients that have failed together do not retry together.
 *
 * @param failures the number of consecutive failed attempts, at least 1
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), MAX_MS) * (0.5 + random() / 2);
}
