const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A server that has served for so long, in milliseconds, did not die of its start. */
const RECOVERED_MS = 60_000;

/**
 * How long to wait before a server is started again, in milliseconds: twice as long each time.
 *
 * @param deaths how often it has died, at least 1, since it last recovered
 */
export function restartPause(deaths: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (deaths - 1), LONGEST_PAUSE_MS);
}

/**
 * Whether a server had served for long when it died.
 *
 * @param servingSince when it began to serve, by `performance.now()`; undefined if it did not
 */
export function hasRecovered(servingSince: number | undefined, now = performance.now()): boolean {
  return servingSince !== undefined && now - servingSince >= RECOVERED_MS;
}
