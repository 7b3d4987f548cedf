import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { StartupError } from '../startup-error.js';
import { crossKeyFaults } from './cross-key-faults.js';
import { configSchema } from './keys.js';

/** Values that count as unset: the empty one, and the placeholder of `.env.example`. */
const PLACEHOLDERS = new Set(['', 'your_openai_key_here']);
/** The names of all keys. */
export const configKeys: readonly string[] = Object.keys(configSchema.shape);

/** The configuration; `keys.ts` describes each key. Durations are in seconds. */
export type Config = z.output<typeof configSchema>;

/** The injection token of the {@link Config}. */
export const CONFIG = Symbol('config');

/**
 * Reads the configuration: the environment first, then `.env` in the workspace's root, then the defaults.
 *
 * @param root the workspace's root; `DATA_DIR` is relative to it
 * @throws StartupError that lists all invalid keys
 */
export function loadConfig(root: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const config = parseConfig({ ...readEnvFile(resolve(root, '.env')), ...environment }, root);
  const { DB_CA_FILE, DB_CA_CERT, REDIS_CA_FILE, REDIS_CA_CERT } = config;
  return {
    ...config,
    DB_CA_CERT: DB_CA_CERT ?? readAuthority('DB_CA_FILE', DB_CA_FILE, root),
    REDIS_CA_CERT: REDIS_CA_CERT ?? readAuthority('REDIS_CA_FILE', REDIS_CA_FILE, root),
  };
}

function readAuthority(key: string, path: string | undefined, root: string): string | undefined {
  if (path === undefined) return undefined;
  const file = resolve(root, path);
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw new StartupError(`${key}: the file ${file} cannot be read (${(error as Error).message}).`);
  }
  throw new StartupError(`${key}: there is no certificate in ${file}: it must be PEM, with a line BEGIN CERTIFICATE.`);
}

/** Like {@link loadConfig}, but reads no files: neither `.env` nor certificate authorities. */
export function parseConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const set = onlySet(environment);
  const result = configSchema.safeParse(set);
  const invalid = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const lines = [...invalid, ...crossKeyFaults(set)];
  if (!result.success || lines.length > 0)
    throw new StartupError(`The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  return { ...result.data, DATA_DIR: resolve(root, result.data.DATA_DIR) };
}

function readEnvFile(path: string): NodeJS.Dict<string> {
  try {
    return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  } catch (error) {
    throw new StartupError(
      `The file ${path} cannot be read (${(error as Error).message}): make it readable, or remove it.`,
    );
  }
}

/**
 * Keys with a value that is used unchanged, including spaces and quotes at its ends, because the value may be any text.
 */
const VERBATIM: ReadonlySet<string> = new Set(['DB_PASSWORD']);

function onlySet(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([key, value = '']) => [key, VERBATIM.has(key) ? value : unquoted(value)] as const)
      .filter(([, value]) => !PLACEHOLDERS.has(value)),
  );
}

// `docker run --env-file` keeps quotes; a shell and Docker Compose remove them.
function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2');
}
