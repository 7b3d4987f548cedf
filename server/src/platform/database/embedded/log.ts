import { fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const MAX_LOG_BYTES = 1_000_000;

/** PostgreSQL's log file, opened to append. `start` is its size when it was opened, in bytes. */
export interface OpenLog {
  readonly fd: number;
  readonly start: number;
}

/**
 * Opens the log. It is a file rather than a pipe, because PostgreSQL may outlive this process. A file that is too long
 * is rotated; one old file is kept.
 */
export function openLog(file: string): OpenLog {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  const fd = openSync(file, 'a', 0o600);
  return { fd, start: fstatSync(fd).size };
}

/** Returns the text that was written after `start`. */
export function readLog(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString();
}
