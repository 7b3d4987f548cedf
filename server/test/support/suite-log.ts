import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Environment variable that passes the path of a folder from the global set-up to every suite. The folder contains the logs
 * of all servers, and the secrets that no log may contain.
 */
const FOLDER = 'HUB_TEST_LOG';
const LOG = '.log';
const SECRETS = '.secrets';

// Texts with fewer characters than these occur in a log by chance, so they are not searched for.
const MIN_LENGTH = 8;
/** The minimum number of characters other than digits. */
const MIN_NON_DIGITS = 6;
const MIN_DIFFERENT = 5;
/** The number of characters at the beginning of a secret that are searched for. */
const MAX_LENGTH = 100;

/** A JSON web token of any kind. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/;

// No local imports: the global set-up loads this file by its real name, and suites by its built name.

export function openSuiteLog(): void {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'hub-test-log-'));
}

/** Returns the log file of this process, or undefined outside a run that keeps logs. */
export function suiteLog(): string | undefined {
  const folder = process.env[FOLDER];
  return folder && join(folder, `${process.pid}${LOG}`);
}

/** Appends the output of a server that runs in its own process. */
export function addToSuiteLog(written: string): void {
  const file = suiteLog();
  if (file !== undefined) appendFileSync(file, written);
}

const registered = new Set<unknown>();

/** Registers secrets that no server may log: passwords, tokens, e-mail addresses and messages. */
export function mustNotBeLogged(texts: readonly unknown[]): void {
  const folder = process.env[FOLDER];
  if (folder === undefined || texts.length === 0) return;
  const unregistered = texts.filter((text) => typeof text === 'string' && !registered.has(text));
  unregistered.forEach((text) => registered.add(text));
  const lines = unregistered.map((text) => `${JSON.stringify(text)}\n`);
  appendFileSync(join(folder, `${process.pid}${SECRETS}`), lines.join(''));
}

/**
 * Searches all logs for all registered secrets, and deletes the folder.
 *
 * @throws Error with the secrets found, or if servers were used and none has logged anything
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
  if (secrets.length > 0 && log.length === 0) throw new Error('Servers were used, but none has logged anything.');
  if (leaks.length > 0) throw new Error(`Secrets were logged:\n${leaks.slice(0, 20).join('\n')}`);
}

/**
 * Returns the secrets that occur in the lines of a log, and the lines that contain any JSON web token.
 *
 * Numbers and ids are masked, so that texts that differ only in them are searched once: a suite logs hundreds of thousands
 * of lines.
 */
export function findLeaks(lines: readonly string[], secrets: readonly string[]): string[] {
  const log = [...new Set(lines.map(maskNumbers))].join('\n');
  const distinctive = secrets.filter((secret) => secret.length >= MIN_LENGTH && new Set(secret).size >= MIN_DIFFERENT);
  const searched = new Set(distinctive.map((secret) => maskNumbers(asLogged(secret)).slice(0, MAX_LENGTH)));
  const leaks = [...searched].filter(
    (secret) => secret.replaceAll('#', '').length >= MIN_NON_DIGITS && log.includes(secret),
  );
  const tokens = lines.filter((line) => TOKEN.test(line));
  return [...leaks, ...tokens];
}

/** Returns a text as it is escaped within a line of JSON. */
function asLogged(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Replaces ids and numbers by `#`. */
function maskNumbers(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, '#');
}
