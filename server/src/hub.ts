import 'reflect-metadata';
import { resolve } from 'node:path';
import { readHubCommand } from './administration/commands.js';
import { Refusal } from './administration/refusal.js';
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
  const act = readHubCommand(args);
  const config = loadConfig(root);
  logToStandardError(config);
  const onLost = (why: string) => stopWith(new StartupError(why));
  const say = (sentence: string) => console.error(sentence);
  const opening = openDatabase({ config, schema, packageRoot, joins: true, onLost, signal: stopSignal, say });
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource } = await opening;
  await requireMigrated(dataSource);
  await act({ sql: new Sql(dataSource), config });
}

function fail(error: unknown): void {
  if (!(error instanceof Refusal)) return stopWith(error);
  console.error(error.message);
  stop(1);
}

// Interrupted, it has not done what was asked: what comes after `&&` must not run.
stopOnSignals(1);
main(process.argv.slice(2)).then(() => stop(0), fail);
