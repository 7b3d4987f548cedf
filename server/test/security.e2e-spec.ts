import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configKeys } from '../src/platform/config/config.js';
import { testTitles } from './support/test-titles.js';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/security.md'), 'utf8');

/** The number of requirements of each section in the chapters of OWASP ASVS 5.0 that the page lists. */
const SECTION_SIZES: Readonly<Record<string, readonly number[]>> = {
  '1': [2, 10, 12, 3, 3],
  '3': [1, 3, 5, 8, 8, 1, 5],
  '4': [5, 5, 2, 4],
  '6': [3, 12, 8, 6, 8, 4, 2, 4],
  '7': [3, 4, 2, 5, 3, 2],
  '13': [4, 6, 4, 7],
  '16': [1, 5, 4, 3, 4],
};
const NUMBERS = Object.entries(SECTION_SIZES).flatMap(([chapter, sections]) =>
  sections.flatMap((count, section) =>
    Array.from({ length: count }, (_, row) => `${chapter}.${section + 1}.${row + 1}`),
  ),
);

/** Names on the page that are not configuration keys of a node: they belong to the deployment and to Redis. */
const OTHER_NAMES = ['RENDER_API_KEY', 'ACL', 'SETUSER'];

interface Row {
  readonly number: string;
  readonly state: string;
  readonly reason: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
  readonly isDocument: boolean;
}

const rows: Row[] = page
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => {
    const [number, level, , state, reason, tests, ...more] = line.slice(2, -2).split(' | ');
    if (!/^[123]$/.test(level!) || tests === undefined || more.length > 0)
      throw new Error(`The row is malformed: ${line}`);
    const named = [...tests.matchAll(/`([^`]+)`: (.*?)(?:<br>|$)/g)].map(([, file, title]) => ({
      file: file!,
      title: title!,
    }));
    return { number: number!, state: state!, reason: reason!, tests: named, isDocument: tests === 'a document' };
  });

describe('docs/security.md', () => {
  it('lists every requirement of its chapters once', () => {
    expect(NUMBERS).toHaveLength(181);
    expect(rows.map(({ number }) => number)).toEqual(NUMBERS);
  });

  it('states for each requirement whether it is met, and how or why not', () => {
    for (const { number, state, reason } of rows) {
      expect([number, ['met', 'met in part', 'not met', 'not applicable']]).toEqual([
        number,
        expect.arrayContaining([state]),
      ]);
      expect([number, reason.length]).toEqual([number, expect.any(Number)]);
      expect(reason).not.toBe('');
    }
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    expect(page.replaceAll('\n', ' ')).toContain(
      `Of ${rows.length} requirements ${count('met')} are met, ${count('met in part')} in part, ${count('not met')} are not met, and ${count('not applicable')} do not apply.`,
    );
  });

  it('names a test or a section of the page for each requirement that is met', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!.toLowerCase().replaceAll(' ', '-'));
    for (const { number, state, reason, tests, isDocument } of rows.filter((row) => row.state.startsWith('met'))) {
      const anchors = [...reason.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]!);
      if (isDocument) expect([number, anchors]).not.toEqual([number, []]);
      else expect([number, tests]).not.toEqual([number, []]);
      expect([number, headings]).toEqual([number, expect.arrayContaining(anchors)]);
      expect(state).not.toBe('');
    }
  });

  it('names only tests that exist', () => {
    const titles = new Map<string, string[]>();
    for (const { number, tests } of rows)
      for (const { file, title } of tests) {
        const known = titles.get(file) ?? testTitles(resolve(root, file));
        titles.set(file, known);
        expect([number, file, known]).toEqual([number, file, expect.arrayContaining([title])]);
      }
    expect(titles.size).toBeGreaterThan(20);
  });

  it('names every event of the security log', () => {
    const source = readFileSync(resolve(root, 'server/src/platform/logging/security-log.ts'), 'utf8');
    const [, union = ''] = /type SecurityEvent =([^;]*);/.exec(source) ?? [];
    const events = [...union.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
    expect(events.length).toBeGreaterThan(10);
    const inventory = page.slice(page.indexOf('## Logs'), page.indexOf('## Tokens'));
    for (const event of events) expect(inventory).toContain(`\`${event}\``);
  });

  it('lists the product words that are refused as passwords', () => {
    const source = readFileSync(resolve(root, 'server/src/auth/context-words.ts'), 'utf8');
    const [, list = ''] = /PRODUCT_WORDS = \[([^\]]*)\]/.exec(source) ?? [];
    const words = [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
    expect(words.length).toBeGreaterThan(5);
    expect(page).toContain(`of this product and its roles: ${words.map((word) => `\`${word}\``).join(', ')};`);
  });

  it('names only settings that exist', () => {
    const settings = [...page.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name);
    expect(settings.length).toBeGreaterThan(20);
    for (const setting of settings) expect([...configKeys, ...OTHER_NAMES]).toContain(setting);
  });
});
