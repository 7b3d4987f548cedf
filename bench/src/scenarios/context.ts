import type { Database } from '../database.js';
import type { Options } from '../options.js';
import type { Pair } from '../jobs.js';

/** What every scenario works with. */
export interface Context {
  readonly options: Options;
  readonly database: Database;
  readonly pairs: readonly Pair[];
}

export function note(text: string): void {
  console.error(`  ${new Date().toTimeString().slice(0, 8)}  ${text}`);
}
