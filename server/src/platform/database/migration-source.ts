import { StartupError } from '../startup-error.js';
import type { pendingSchemaChanges } from './schema-drift.js';

type Changes = Awaited<ReturnType<typeof pendingSchemaChanges>>;

/** The line length that the formatter uses. */
const LINE_WIDTH = 120;

/**
 * Returns the name of a migration in PascalCase, without its timestamp: part of the file name and of the class name.
 *
 * @param requested a name in any spelling, or the path of a file
 * @throws StartupError when it contains no letter
 */
export function migrationName(requested: string): string {
  const last = requested
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[jt]s$/, '');
  const words = last.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  if (!/\p{L}/u.test(name))
    throw new StartupError(`"${requested}" is not a valid name for a migration: use letters, such as AddTopic.`);
  return /^\p{N}/u.test(name) ? `Migration${name}` : name;
}

/** Returns the source code of a migration's file, formatted. */
export function migrationSource(className: string, { up, down }: Changes): string {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
${up.map(statement).join('\n')}
  }

  async down(runner: QueryRunner): Promise<void> {
${down.map(statement).join('\n')}
  }
}
`;
}

function statement(query: string): string {
  const text = `\`${query.replaceAll(/\\|`|\$\{/g, String.raw`\$&`)}\``;
  const line = `    await runner.query(${text});`;
  return line.length <= LINE_WIDTH ? line : `    await runner.query(\n      ${text},\n    );`;
}

/**
 * Adds a migration to the source of `schema.ts`: an import after those of the other migrations, and an entry at the end
 * of the list.
 *
 * @param file the name of its file, without the extension
 * @throws StartupError if the source has no list of migrations
 */
export function registerMigration(schemaSource: string, className: string, file: string): string {
  const imports = [...schemaSource.matchAll(/^import .* from '\.\/migrations\/.*\n/gm)];
  const list = /migrations: \[\n(?: +\w+,\n)*/u.exec(schemaSource);
  const lastImport = imports.at(-1);
  if (!lastImport || !list)
    throw new StartupError('server/src/schema.ts has no list of migrations to add this one to.');
  const afterImports = lastImport.index + lastImport[0].length;
  const afterList = list.index + list[0].length;
  return [
    schemaSource.slice(0, afterImports),
    `import { ${className} } from './migrations/${file}.js';\n`,
    schemaSource.slice(afterImports, afterList),
    `    ${className},\n`,
    schemaSource.slice(afterList),
  ].join('');
}
