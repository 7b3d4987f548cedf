import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The names of Jest's functions that declare a group of tests, and a test. */
const GROUP = 'describe';
const TESTS: ReadonlySet<string> = new Set(['it', 'test']);

/**
 * Returns the full titles of all tests in a file as Jest prints them, but with the placeholders of a table (`%s`) unreplaced.
 * Computed titles are left out.
 *
 * @param file path of the file
 */
export function testTitles(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const titles: string[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? nameAndTitle(node) : undefined;
    const path = call?.title === undefined ? groups : [...groups, call.title];
    if (call?.title !== undefined && TESTS.has(call.name)) titles.push(path.join(' '));
    ts.forEachChild(node, (child) => visit(child, call?.name === GROUP ? path : groups));
  };
  visit(source, []);
  return titles;
}

/** Returns the function's name and the title in calls of the forms `it(title, ...)` and `it.each(table)(title, ...)`. */
function nameAndTitle({ expression, arguments: [title] }: ts.CallExpression): { name: string; title?: string } {
  const each = ts.isCallExpression(expression) ? expression.expression : expression;
  const named = ts.isPropertyAccessExpression(each) ? each.expression : each;
  const name = ts.isIdentifier(named) ? named.text : '';
  return title && ts.isStringLiteralLike(title) ? { name, title: title.text } : { name };
}
