import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { cleanEmail, faultOfEmail } from '@smart-hub/contract/email';
import { z } from 'zod';
import { parseSmtpUrl } from '../mail/smtp-url.js';
import { parseRedisUrl } from '../redis/redis-url.js';
import { StartupError } from '../startup-error.js';
import { DEVELOPMENT_PASSWORD, faultsBetweenKeys, partsOf } from './faults-between-keys.js';
import { modelAddress } from './model-address.js';

/** Stands in `.env.example`; whoever copies that file has not set the key. */
const PLACEHOLDERS = new Set(['', 'your_openai_key_here']);
const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const integer = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const seconds = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

/** The longest a token may live: ten years, in seconds. A date much later cannot be written, or is not accepted by a client. */
const LONGEST_S = 10 * 365 * 86_400;

/** A duration such as `1h` or `30m`; a bare number counts seconds. In seconds. */
const duration = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhdw]?$/, 'must be a number of seconds, or a number with s, m, h, d or w, such as 1h')
  .transform((value) => Number.parseInt(value, 10) * SECONDS_PER_UNIT[(value.match(/[smhdw]$/)?.[0] ?? 's') as 's'])
  .refine((value) => value <= LONGEST_S, 'must be ten years (3650d) at most');

/** Texts separated by commas. */
const list = z.string().transform(partsOf);

/** A certificate as PEM; its line breaks may be written as `\n`, since not every file of keys can hold lines. */
const pem = z.string().transform((text) => text.replaceAll(String.raw`\n`, '\n'));

/** Domains of e-mail addresses, as they are stored: in lower case and ASCII. */
const domains = list.transform((parts, context) =>
  parts.map((part) => {
    const address = cleanEmail(`x@${part}`);
    const fault = faultOfEmail(address);
    if (fault !== undefined)
      context.addIssue(`must be domains such as example.com, separated by commas; "${part}" is none`);
    return address.slice('x@'.length);
  }),
);

/** Origins as browsers send them: scheme, host and port, without a path. */
const origins = list.transform((parts, context) =>
  parts.map((part) => {
    const origin = URL.canParse(part) ? new URL(part).origin : 'null';
    if (origin === 'null')
      context.addIssue(`must be origins such as https://example.com, separated by commas; "${part}" is none`);
    return origin;
  }),
);

/** An e-mail address, as it is stored. */
const email = z.string().transform((text, context) => {
  const address = cleanEmail(text);
  if (faultOfEmail(address) !== undefined) context.addIssue('must be an e-mail address such as hub@example.com');
  return address;
});

/** Where people open the page: an origin, as {@link origins} has several. */
const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.href !== `${url.origin}/`)
    context.addIssue('must be an address such as https://hub.example.com, without a path');
  return url?.origin ?? text;
});

const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  PORT: integer(0, 65_535).default(3000),
  HOST: z.string().optional(),
  API_DOCS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  DB_HOST: z.string().optional(),
  DB_PORT: integer(1, 65_535).default(5432),
  DB_USERNAME: z.string().default('nest_user'),
  DB_PASSWORD: z.string().default(DEVELOPMENT_PASSWORD),
  DB_NAME: z.string().default('nest_db'),
  DB_TLS: z.enum(['on', 'off'], 'must be on or off').optional(),
  DB_CA_CERT: pem.optional(),
  DB_CA_FILE: z.string().optional(),
  DB_POOLER: z.enum(['none', 'transaction'], 'must be none or transaction').default('none'),
  DB_DIRECT_HOST: z.string().optional(),
  DB_DIRECT_PORT: integer(1, 65_535).default(5432),
  DB_WAIT: seconds(0, 86_400).default(30),
  JWT_SECRET: z.string().optional(),
  JWT_SECRET_PREVIOUS: list.prefault(''),
  JWT_EXPIRES_IN: duration.prefault('1h'),
  SESSION_LIFETIME: duration.prefault('30d'),
  BCRYPT_SALT_ROUNDS: integer(4, 20).default(10),
  PASSWORD_HASHES_AT_ONCE: integer(1, 1024).default(2),
  PASSWORD_WAIT: seconds(0, 60).default(5),
  LOGIN_FAILURES: integer(1).default(5),
  REGISTRATION: z
    .enum(['open', 'invite', 'domains', 'closed'], 'must be open, invite, domains or closed')
    .default('open'),
  REGISTRATION_DOMAINS: domains.prefault(''),
  INVITATIONS: z.enum(['users', 'operator'], 'must be users or operator').default('users'),
  SMTP_URL: z
    .string()
    // Not quoted: it holds a password.
    .refine(
      (url) => parseSmtpUrl(url) !== undefined,
      'must be an address such as smtps://user:password@mail.example.com',
    )
    .optional(),
  MAIL_FROM: email.optional(),
  PUBLIC_URL: publicUrl.optional(),
  EMAIL_VERIFICATION: z.enum(['off', 'optional', 'required'], 'must be off, optional or required').default('off'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().default('gpt-4o-mini'),
  OPENAI_TEMPERATURE: z.coerce
    .number({ error: 'must be a number' })
    .min(0, 'must be at least 0')
    .max(2, 'must be at most 2')
    .default(0.7),
  OPENAI_BASE_URL: modelAddress.optional(),
  OPENAI_TIMEOUT: seconds(0.1, 600).default(60),
  OPENAI_MAX_INPUT_TOKENS: integer(1000).default(12_000),
  INSIGHT_MAX_CALLS: integer(1, 100).default(8),
  INSIGHT_LEASE: seconds(0.5, 600).default(30),
  INSIGHT_TIMEOUT: seconds(1, 3600).default(300),
  INSIGHT_THREAD_TIMEOUT: seconds(0.01, 600).default(10),
  INSIGHTS_AT_ONCE: integer(1, 1000).optional(),
  INSIGHT_QUEUE: integer(0).default(64),
  INSIGHT_QUEUE_PER_USER: integer(0).default(4),
  CORS_ORIGINS: origins.prefault(''),
  THROTTLER_TTL: integer(1, 86_400).default(60),
  THROTTLER_LIMIT: integer(1).default(10),
  THROTTLER_USER_LIMIT: integer(1).default(300),
  THROTTLER_UNKNOWN_LIMIT: integer(1).default(300),
  EMAIL_LOOKUP_TTL: integer(1).default(600),
  EMAIL_LOOKUP_LIMIT: integer(0).default(30),
  REQUESTS_IN_FLIGHT_PER_USER: integer(1).default(8),
  REQUESTS_IN_FLIGHT_PER_ADDRESS: integer(1).default(64),
  COMMAND_LIMIT: integer(1).default(20),
  HANDSHAKES_IN_FLIGHT: integer(1).default(64),
  CONNECTIONS_PER_USER: integer(1).default(50),
  CONNECTIONS_PER_ADDRESS: integer(1).default(2000),
  MAX_CONNECTIONS: integer(1).optional(),
  UNSENT_BYTES_PER_CONNECTION: integer(1).default(8_000_000),
  UNSENT_BYTES: integer(1).default(64_000_000),
  INCOMPLETE_BYTES: integer(1).default(32_000_000),
  WRITE_TIMEOUT: seconds(0.1, 3600).default(30),
  REFUSAL_DELAY: seconds(0, 10).default(0.25),
  TRUST_PROXY: integer(0, 32).default(0),
  PRESENCE_EVERYONE_UP_TO: integer(0).default(500),
  PRESENCE_GRACE: seconds(0, 300).default(3),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z
    .enum(
      ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      'must be silent, fatal, error, warn, info, debug or trace',
    )
    .default('info'),
  REDIS_URL: z
    .string()
    .refine((url) => parseRedisUrl(url) !== undefined, 'must be an address such as redis://localhost:6379')
    .optional(),
  REDIS_CA_CERT: pem.optional(),
  REDIS_CA_FILE: z.string().optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
    .default('hub'),
  NODE_NAME: z
    .string()
    .regex(/^[a-z0-9]{1,32}$/, 'must be 1 to 32 small letters and digits')
    .optional(),
});

/** Every key there is. `.env.example` explains them. */
export const configKeys: readonly string[] = Object.keys(schema.shape);

/** What the environment says; keys as in `.env.example`. Durations in seconds. */
export type Config = z.output<typeof schema>;

/** Nest's name for the {@link Config}. */
export const CONFIG = Symbol('config');

/**
 * Reads the configuration: the environment first, then `.env` in the workspace's root, then the defaults.
 *
 * @param root the workspace's root; `DATA_DIR` is relative to it
 * @throws StartupError that names every bad key in words
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

/** The same without a look at the machine: what {@link loadConfig} reads out of files is not there. */
export function parseConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const set = onlySet(environment);
  const result = schema.safeParse(set);
  const bad = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const lines = [...bad, ...faultsBetweenKeys(set)];
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

/** Chosen elsewhere, and may be any text: taken to the letter, with the spaces and quotes at its ends. */
const VERBATIM: ReadonlySet<string> = new Set(['DB_PASSWORD']);

function onlySet(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([key, value = '']) => [key, VERBATIM.has(key) ? value : unquoted(value)] as const)
      .filter(([, value]) => !PLACEHOLDERS.has(value)),
  );
}

// `docker run --env-file` passes quotes on; a shell and compose do not.
function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2');
}
