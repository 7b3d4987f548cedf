import type { Database } from '../database.js';
import type { Options } from '../options.js';
import type { Pair } from '../jobs.js';

/** The input of every scenario. */
export interface Context {
  readonly options: Options;
  readonly database: Database;
  readonly pairs: readonly Pair[];
}

/** Writes a line with the time to the standard error. */
export function logProgress(text: string): void {
  console.error(`  ${new Date().toTimeString().slice(0, 8)}  ${text}`);
}
