import 'reflect-metadata';
import { exitWithUsageError, readCommandLine } from '@smart-hub/command-line/command-line';
import { text } from '@smart-hub/command-line/options';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { onStop, stop, stopOnSignals, stopSignal, stopWith } from './lifecycle.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { pendingSchemaChanges } from './platform/database/schema-drift.js';
import { migrationName, migrationSource, registerMigration } from './platform/database/migration-source.js';
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
    const changes = await pendingSchemaChanges(dataSource);
    if (changes.up.length === 0) return 'Entities and migrations agree: there is nothing to generate.';
    const stamp = Date.now();
    const file = `${stamp}-${name}`;
    const path = join(packageRoot, 'src/migrations', `${file}.ts`);
    const schemaPath = join(packageRoot, 'src/schema.ts');
    const className = `${name}${stamp}`;
    const registered = registerMigration(await readFile(schemaPath, 'utf8'), className, file);
    await writeFile(path, migrationSource(className, changes));
    await writeFile(schemaPath, registered);
    return `Written: ${relative(root, path)}\nIt is listed in ${relative(root, schemaPath)}. Check its up and down methods before you run it.`;
  },
};

const about = { run: 'Brings the schema up to date.', revert: 'Reverts the newest migration.' };
const generate = {
  name: 'pnpm migration:generate',
  about: 'Writes a migration for the differences between the entities and the schema.',
  options: {
    name: text('the name of the migration, such as AddTopic, or a path that ends in it; --name may be left out', 'n'),
  },
  positionals: { usage: '[Name]', max: 1 },
};

/**
 * Reads the arguments. A name may be given as `Name`, `src/migrations/Name`, `--name Name` or `-n Name`, because people
 * are used to all four.
 */
function readArguments([word = '', ...args]: string[]): { command: Command; name: string } {
  if (word === 'generate') {
    const { values, positionals } = readCommandLine(generate, args);
    return { command: commands['generate']!, name: migrationNameFrom(values.name ?? positionals[0] ?? 'Change') };
  }
  if (word !== 'run' && word !== 'revert') return rejectMissingCommand([word, ...args]);
  readCommandLine({ name: `pnpm migration:${word}`, about: about[word], options: {} }, args);
  return { command: commands[word]!, name: '' };
}

/** Prints the help if the arguments ask for it; otherwise lists the commands and exits with a usage error. */
function rejectMissingCommand(args: string[]): never {
  const names = Object.keys(commands);
  const line = { name: 'node server/dist/migrate.js', about: names.map((name) => `pnpm migration:${name}`).join('\n') };
  readCommandLine({ ...line, options: {}, positionals: { usage: names.join('|'), max: args.length } }, args);
  return exitWithUsageError(line, `Name a command: ${names.join(', ')}.`);
}

function migrationNameFrom(requested: string): string {
  try {
    return migrationName(requested);
  } catch (error) {
    throw error instanceof StartupError ? exitWithUsageError(generate, error.message) : error;
  }
}

async function main(args: string[]): Promise<void> {
  const { command, name } = readArguments(args);
  const config = loadConfig(root);
  const onLost = (why: string) => stopWith(new StartupError(why));
  const opening = openDatabase({ config, forMigrations: true, schema, packageRoot, onLost, signal: stopSignal });
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource } = await opening;
  console.log(await command(dataSource, config, name));
}

// Exit code 1 on interruption, because the command is incomplete: a command after `&&` must not run.
stopOnSignals(1);
main(process.argv.slice(2)).then(() => stop(0), stopWith);
