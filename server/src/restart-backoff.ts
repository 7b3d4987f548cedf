const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
/**
 * A server that has served for this long, in milliseconds, counts as recovered: the crash had another cause than the
 * start.
 */
const RECOVERED_AFTER_MS = 60_000;

/**
 * Exponential backoff: how long to wait before the server is restarted, in milliseconds; twice as long after each
 * crash.
 *
 * @param crashes how often the server has crashed since it last recovered; at least 1
 */
export function restartBackoff(crashes: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (crashes - 1), MAX_BACKOFF_MS);
}

/**
 * Whether a server had served for at least a minute when it crashed.
 *
 * @param servingSince when it began to serve, by `performance.now()`; undefined if it never did
 */
export function hasRecovered(servingSince: number | undefined, now = performance.now()): boolean {
  return servingSince !== undefined && now - servingSince >= RECOVERED_AFTER_MS;
}
