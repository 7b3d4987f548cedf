/**
 * Time limit for an event that a test waits for, on a loaded machine, in milliseconds. The event ends the wait at once: no
 * passing test waits this long.
 */
export const WAIT_TIMEOUT_MS = 60_000;
