import 'reflect-metadata';
import { misused, readCommandLine } from '@smart-hub/command-line/command-line';
import { text } from '@smart-hub/command-line/options';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
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

const about = { run: 'Brings the schema up to date.', revert: 'Takes back the newest migration.' };
const generate = {
  name: 'pnpm migration:generate',
  about: 'Writes a migration of what the entities have and the schema has not.',
  options: { name: text('what it is called, such as AddTopic; also without --name, as a path, too', 'n') },
  words: { usage: '[Name]', most: 1 },
};

/** Takes a name as `Name`, `src/migrations/Name`, `--name Name` or `-n Name`: people have all of them in their fingers. */
function readArguments([word = '', ...args]: string[]): { command: Command; name: string } {
  if (word === 'generate') {
    const { values, words } = readCommandLine(generate, args);
    return { command: commands['generate']!, name: nameOf(values.name ?? words[0] ?? 'Change') };
  }
  if (word !== 'run' && word !== 'revert') return readNoCommand([word, ...args]);
  readCommandLine({ name: `pnpm migration:${word}`, about: about[word], options: {} }, args);
  return { command: commands[word]!, name: '' };
}

/** Says which commands there are. */
function readNoCommand(args: string[]): never {
  const names = Object.keys(commands);
  const line = { name: 'node server/dist/migrate.js', about: names.map((name) => `pnpm migration:${name}`).join('\n') };
  readCommandLine({ ...line, options: {}, words: { usage: names.join('|'), most: args.length } }, args);
  return misused(line, `Say which: ${names.join(', ')}.`);
}

function nameOf(wish: string): string {
  try {
    return migrationName(wish);
  } catch (error) {
    throw error instanceof StartupError ? misused(generate, error.message) : error;
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

// Interrupted, it has not done what was asked: what comes after `&&` must not run.
stopOnSignals(1);
main(process.argv.slice(2)).then(() => stop(0), stopWith);
