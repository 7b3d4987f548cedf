const FIRST_MS = 300;
const MAX_MS = 15_000;

/**
 * Returns the delay before the next attempt, in milliseconds: exponential backoff from 300 ms to 15 s with jitter over
 * the upper half, so that clients which failed together do not retry together.
 *
 * @param failures consecutive failed attempts, at least 1
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), MAX_MS) * (0.5 + random() / 2);
}
