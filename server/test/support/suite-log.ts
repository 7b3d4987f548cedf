import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by the global set-up for every suite: the folder of all that servers have logged, and of what may not be in it. */
const FOLDER = 'HUB_TEST_LOG';
const LOG = '.log';
const SECRETS = '.secrets';

/** What is shorter, or made of fewer different characters, stands in a log by chance; so do digits. */
const MIN_LENGTH = 8;
const MIN_LETTERS = 6;
const MIN_DIFFERENT = 5;
/** So much of a text shows that it was logged. In characters. */
const MAX_LENGTH = 100;

/** A JSON web token of any kind. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/;

// No imports of ours: this is loaded by the global set-up, by its real name, and by suites.

export function openSuiteLog(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'hub-test-log-'));
}

/** The file that this process logs to, or undefined where no log is kept. */
export function suiteLog(): string | undefined {
  const folder = process.env[FOLDER];
  return folder && join(folder, `${process.pid}${LOG}`);
}

/** Adds what a server in a process of its own has written. */
export function addToSuiteLog(written: string): void {
  const file = suiteLog();
  if (file !== undefined) appendFileSync(file, written);
}

const remembered = new Set<unknown>();

/** Remembers what no server may log: passwords, tokens, e-mail addresses and messages. */
export function mustNotBeLogged(texts: readonly unknown[]): void {
  const folder = process.env[FOLDER];
  if (folder === undefined || texts.length === 0) return;
  const fresh = texts.filter((text) => typeof text === 'string' && !remembered.has(text));
  fresh.forEach((text) => remembered.add(text));
  const lines = fresh.map((text) => `${JSON.stringify(text)}\n`);
  appendFileSync(join(folder, `${process.pid}${SECRETS}`), lines.join(''));
}

/**
 * Searches all logs for all that must not be in them.
 *
 * @throws Error with the secrets that were found, and the beginning of the log
 */
export function closeSuiteLog(): void {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  const read = (ending: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const secrets = read(SECRETS).flatMap((line) => (line === '' ? [] : [JSON.parse(line) as string]));
  const log = read(LOG).filter((line) => line !== '');
  rmSync(folder, { recursive: true });
  const leaks = findLeaks(log, secrets);
  console.log(`The logs of all servers, ${log.length} lines, were searched for ${secrets.length} secrets.`);
  if (secrets.length > 0 && log.length === 0) throw new Error('Servers were used, and none has logged anything.');
  if (leaks.length > 0) throw new Error(`Secrets were logged:\n${leaks.slice(0, 20).join('\n')}`);
}

/**
 * What of the secrets stands in the lines of a log, and the lines with a token of whatever kind.
 *
 * Lines and secrets that differ in numbers and ids alone are searched once: a suite has hundreds of thousands.
 */
export function findLeaks(lines: readonly string[], secrets: readonly string[]): string[] {
  const log = [...new Set(lines.map(pattern))].join('\n');
  const telling = secrets.filter((secret) => secret.length >= MIN_LENGTH && new Set(secret).size >= MIN_DIFFERENT);
  const searched = new Set(telling.map((secret) => pattern(asLogged(secret)).slice(0, MAX_LENGTH)));
  const leaks = [...searched].filter(
    (secret) => secret.replaceAll('#', '').length >= MIN_LETTERS && log.includes(secret),
  );
  const tokens = lines.filter((line) => TOKEN.test(line));
  return [...leaks, ...tokens];
}

/** As it stands within a line of JSON. */
function asLogged(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function pattern(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, '#');
}
