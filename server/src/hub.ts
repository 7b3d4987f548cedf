import 'reflect-metadata';
import { resolve } from 'node:path';
import { readHubCommand } from './administration/commands.js';
import { CommandError } from './administration/command-error.js';
import { onStop, stop, stopOnSignals, stopSignal, stopWith } from './lifecycle.js';
import { loadConfig } from './platform/config/config.js';
import { closeOnceOpen, openDatabase, requireMigrated } from './platform/database/open-database.js';
import { Sql } from './platform/database/sql.js';
import { logToStandardError } from './platform/logging/command-log.js';
import { StartupError } from './platform/startup-error.js';
import { schema } from './schema.js';

const packageRoot = resolve(import.meta.dirname, '..');
const root = resolve(packageRoot, '..');

async function main(args: string[]): Promise<void> {
  const runCommand = readHubCommand(args);
  const config = loadConfig(root);
  logToStandardError(config);
  const onLost = (why: string) => stopWith(new StartupError(why));
  const log = (sentence: string) => console.error(sentence);
  const opening = openDatabase({ config, schema, packageRoot, reusesRunning: true, onLost, signal: stopSignal, log });
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource } = await opening;
  await requireMigrated(dataSource);
  await runCommand({ sql: new Sql(dataSource), config });
}

function fail(error: unknown): void {
  if (!(error instanceof CommandError)) return stopWith(error);
  console.error(error.message);
  stop(1);
}

// Exit code 1 on interruption, because the command is incomplete: a command after `&&` must not run.
stopOnSignals(1);
main(process.argv.slice(2)).then(() => stop(0), fail);
