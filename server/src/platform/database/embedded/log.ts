import { fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const limit = 1_000_000;

/** PostgreSQL's log, opened to append; `start` is where what is written now will begin, in bytes. */
export interface OpenLog {
  readonly fd: number;
  readonly start: number;
}

/** Opens the log. It is a file and not a pipe because PostgreSQL may outlive us; one file of the past is kept. */
export function openLog(file: string): OpenLog {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > limit) renameSync(file, `${file}.1`);
  const fd = openSync(file, 'a', 0o600);
  return { fd, start: fstatSync(fd).size };
}

/** What was written since `start`. */
export function readLog(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString();
}
