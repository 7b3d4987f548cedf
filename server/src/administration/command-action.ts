import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';

/** The database and the configuration with which a command runs. */
export interface CommandContext {
  readonly sql: Sql;
  readonly config: Config;
}

/** A command with parsed arguments, ready to run. */
export type CommandAction = (context: CommandContext) => Promise<void>;
