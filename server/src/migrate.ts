import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { onStop, stop, stopOnSignals, stopSignal, stopWith } from './lifecycle.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { pendingChanges } from './platform/database/drift.js';
import { migrationName, migrationSource } from './platform/database/migration-source.js';
import {
  closeOnceOpen,
  migrate,
  openDatabase,
  prepareSchema,
  revertNewest,
} from './platform/database/open-database.js';
import { StartupError } from './platform/startup-error.js';
import { schema } from './schema.js';

const packageRoot = resolve(import.meta.dirname, '..');
const root = resolve(packageRoot, '..');

type Command = (dataSource: DataSource, config: Config, name: string) => Promise<string>;

const commands: Record<string, Command> = {
  async run(dataSource) {
    await migrate(dataSource);
    return 'The schema is up to date.';
  },
  async revert(dataSource) {
    const reverted = await revertNewest(dataSource);
    return reverted === undefined ? 'There is no migration to revert.' : `${reverted} is reverted.`;
  },
  async generate(dataSource, config, name) {
    await prepareSchema(dataSource, config);
    const changes = await pendingChanges(dataSource);
    if (changes.up.length === 0) return 'Entities and migrations agree: there is nothing to generate.';
    const stamp = Date.now();
    const path = join(packageRoot, 'src/migrations', `${stamp}-${name}.ts`);
    await writeFile(path, migrationSource(`${name}${stamp}`, changes));
    return `Written: ${relative(root, path)}\nRead it, then add ${name}${stamp} at the end of server/src/schema.ts.`;
  },
};

/** Takes a name as `Name`, `src/migrations/Name`, `--name Name` or `-n Name`: people have all of them in their fingers. */
function readArguments(args: string[]): { command: Command; name: string } {
  const { positionals, values } = parseWords(args);
  const [word = '', path] = positionals;
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (!command) throw new StartupError(`Say which: ${Object.keys(commands).join(', ')}.`);
  return { command, name: migrationName(values.name ?? path ?? 'Change') };
}

function parseWords(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { name: { type: 'string', short: 'n' } } });
  } catch (error) {
    throw new StartupError((error as Error).message);
  }
}

async function main(args: string[]): Promise<void> {
  const { command, name } = readArguments(args);
  const config = loadConfig(root);
  const onLost = (why: string) => stopWith(new StartupError(why));
  const opening = openDatabase({ config, schema, packageRoot, onLost, signal: stopSignal });
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource } = await opening;
  console.log(await command(dataSource, config, name));
}

// Interrupted, it has not done what was asked: what comes after `&&` must not run.
stopOnSignals(1);
main(process.argv.slice(2)).then(() => stop(0), stopWith);
