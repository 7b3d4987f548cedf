import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';

/** What a command works with. */
export interface CommandContext {
  readonly sql: Sql;
  readonly config: Config;
}

/** A command whose arguments are read. */
export type Act = (context: CommandContext) => Promise<void>;
