import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSourceFile,
  forEachChild,
  isStringLiteralLike,
  isTemplateExpression,
  ScriptTarget,
  type Node,
} from 'typescript';

const SOURCES = join(__dirname, '../..');

/** An asterisk that stands for all columns, as opposed to `count(*)` and a multiplication. */
const ALL_COLUMNS = /(?:^|[\s,])(?:\w+\.)?\*\s*(?:,|from\b|`|$)/im;

/** Returns the statements of a source file that select all columns instead of naming them. */
function statementsWithAllColumns(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (isStringLiteralLike(node) || isTemplateExpression(node)) {
      const literal = node.getText(file);
      if (/\b(select|returning)\b/i.test(literal) && ALL_COLUMNS.test(literal)) found.push(`${path}: ${literal}`);
    }
    forEachChild(node, visit);
  };
  const file = createSourceFile(path, text, ScriptTarget.Latest);
  visit(file);
  return found;
}

it('every statement names its columns, so that a migration that adds a column breaks no prepared statement', () => {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join(SOURCES, path));
  expect(paths.filter((path) => path.endsWith('.store.ts')).length).toBeGreaterThan(8);
  expect(paths.flatMap((path) => statementsWithAllColumns(path, readFileSync(path, 'utf8')))).toEqual([]);
});

it('a statement that selects all columns is found', () => {
  const statements = [
    'select * from messages',
    'select m.*, 1 from m',
    'select 1 from m returning *',
    'select a, m.* from m',
  ];
  for (const statement of statements) expect(statementsWithAllColumns('a.ts', `sql(\`${statement}\`)`)).toHaveLength(1);
  for (const statement of ['select count(*) from m', 'select 2 * n from m', "select $2 * interval '1 day'"])
    expect(statementsWithAllColumns('a.ts', `sql(\`${statement}\`)`)).toEqual([]);
});
