import { StartupError } from '../startup-error.js';
import type { pendingChanges } from './drift.js';

type Changes = Awaited<ReturnType<typeof pendingChanges>>;

/** Of a line, as the formatter has it. */
const LINE_WIDTH = 120;

/**
 * What a migration is called, short of its timestamp: part of a file's name and of a class's.
 *
 * @param wish a name in any spelling, or the path of a file
 * @throws StartupError when there is no letter in it
 */
export function migrationName(wish: string): string {
  const last = wish
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[jt]s$/, '');
  const words = last.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  if (!/\p{L}/u.test(name))
    throw new StartupError(`"${wish}" is no name for a migration: use letters, such as AddTopic.`);
  return /^\p{N}/u.test(name) ? `Migration${name}` : name;
}

/** The file of a migration, formatted. */
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
