import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartupError } from '../startup-error.js';
import { loadConfig, parseConfig } from './config.js';

const root = resolve('/hub');
const SECRET = 'k7Qm2xVt9LpWc4ZsRb8YdHn3JfGe6TuA';
const production = { NODE_ENV: 'production', DB_HOST: 'db', DB_PASSWORD: 'chosen', JWT_SECRET: SECRET };

function refusal(environment: Record<string, string>): string[] {
  const [title, ...lines] = refusalOf(environment).message.split('\n');
  expect(title).toBe('The configuration is not valid:');
  return lines.map((line) => line.trim());
}

function refusalOf(environment: Record<string, string>): StartupError {
  try {
    parseConfig(environment, root);
  } catch (error) {
    if (error instanceof StartupError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

test('DB_POOLER=transaction requires the host of the pooler and the host of PostgreSQL itself', () => {
  const pooler = { DB_POOLER: 'transaction', DB_HOST: 'pooler', DB_DIRECT_HOST: 'db' };
  expect(parseConfig(pooler, root)).toMatchObject({ ...pooler, DB_DIRECT_PORT: 5432 });
  expect(refusalOf({ DB_POOLER: 'transaction' }).message).toMatch(
    /DB_HOST is required with DB_POOLER=transaction[^]*DB_DIRECT_HOST is required with DB_POOLER=transaction/,
  );
  expect(refusalOf({ DB_POOLER: 'session' }).message).toContain('DB_POOLER must be none or transaction');
});

test('a certificate authority is refused with DB_TLS=off, and when it is set both as text and as a file', () => {
  expect(refusalOf({ DB_TLS: 'off', DB_CA_FILE: 'ca.pem' }).message).toContain(
    'DB_TLS is off, but a certificate authority',
  );
  expect(refusalOf({ DB_CA_CERT: 'x', DB_CA_FILE: 'ca.pem' }).message).toContain(
    'DB_CA_CERT and DB_CA_FILE are both set',
  );
  expect(refusalOf({ REDIS_CA_CERT: 'x', REDIS_CA_FILE: 'ca.pem' }).message).toContain('REDIS_CA_FILE are both set');
});

test('the address of a model server must be an HTTP URL without a password', () => {
  const read = (url: string) => parseConfig({ OPENAI_BASE_URL: url }, root).OPENAI_BASE_URL;
  expect(read('http://localhost:11434/v1')).toBe('http://localhost:11434/v1');
  expect(read('https://models.example/v1?version=2')).toBe('https://models.example/v1?version=2');
  for (const url of ['https://me:secret@models.example/v1', 'https://me@models.example/v1', 'http://:secret@[::1]/v1'])
    expect(refusal({ OPENAI_BASE_URL: url })).toEqual([
      'OPENAI_BASE_URL must not contain a user or a password: set OPENAI_API_KEY to what the server asks for',
    ]);
  for (const url of ['localhost:11434/v1', 'ftp://models.example', 'models', '//me:secret@models.example'])
    expect(refusal({ OPENAI_BASE_URL: url })).toEqual([
      'OPENAI_BASE_URL must be an address such as http://localhost:11434/v1',
    ]);
});

test('DB_DIRECT_HOST and DB_DIRECT_PORT are refused without a pooler', () => {
  for (const DB_POOLER of ['', 'none'])
    expect(refusal({ DB_POOLER, DB_HOST: 'db', DB_DIRECT_HOST: 'db' })).toEqual([
      'DB_DIRECT_HOST is set, but DB_POOLER is not transaction: set DB_POOLER=transaction, or unset DB_DIRECT_HOST',
    ]);
  expect(refusal({ DB_HOST: 'db', DB_DIRECT_PORT: '6543' })).toEqual([
    'DB_DIRECT_PORT is set, but DB_DIRECT_HOST is not: set DB_DIRECT_HOST, or unset DB_DIRECT_PORT',
  ]);
  // This is the value in .env.example.
  expect(parseConfig({ DB_DIRECT_PORT: '5432' }, root).DB_DIRECT_PORT).toBe(5432);
});

test('DB_TLS=on is refused when PostgreSQL is reached only through a Unix socket', () => {
  const socket = { DB_HOST: '/var/run/postgresql', DB_TLS: 'on' };
  expect(refusal(socket)).toEqual([
    'DB_TLS is on, but DB_HOST is a Unix socket, which does not support TLS: unset DB_TLS',
  ]);
  const pooled = { ...socket, DB_POOLER: 'transaction', DB_DIRECT_HOST: 'db' };
  expect(parseConfig(pooled, root)).toMatchObject(pooled);
});

test('line breaks of a certificate may be written as \\n', () => {
  const written = String.raw`-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`;
  const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  expect(parseConfig({ DB_CA_CERT: written, REDIS_CA_CERT: written }, root)).toMatchObject({
    DB_CA_CERT: certificate,
    REDIS_CA_CERT: certificate,
  });
});

test('an empty environment yields the defaults', () => {
  expect(parseConfig({}, root)).toEqual({
    NODE_ENV: 'development',
    PORT: 3000,
    API_DOCS: 'on',
    DB_PORT: 5432,
    DB_USERNAME: 'nest_user',
    DB_PASSWORD: 'nest_pass',
    DB_NAME: 'nest_db',
    DB_POOLER: 'none',
    DB_DIRECT_PORT: 5432,
    DB_WAIT: 30,
    JWT_SECRET_PREVIOUS: [],
    JWT_EXPIRES_IN: 3600,
    SESSION_LIFETIME: 30 * 86_400,
    BCRYPT_SALT_ROUNDS: 10,
    PASSWORD_HASHES_AT_ONCE: 2,
    PASSWORD_WAIT: 5,
    LOGIN_FAILURES: 5,
    REGISTRATION: 'open',
    REGISTRATION_DOMAINS: [],
    INVITATIONS: 'users',
    EMAIL_VERIFICATION: 'off',
    OPENAI_MODEL: 'gpt-4o-mini',
    OPENAI_TIMEOUT: 60,
    OPENAI_MAX_INPUT_TOKENS: 12_000,
    INSIGHT_MAX_CALLS: 8,
    INSIGHT_LEASE: 30,
    INSIGHT_TIMEOUT: 300,
    INSIGHT_THREAD_TIMEOUT: 10,
    INSIGHT_QUEUE: 64,
    INSIGHT_QUEUE_PER_USER: 4,
    OPENAI_TEMPERATURE: 0.7,
    CORS_ORIGINS: [],
    THROTTLER_TTL: 60,
    THROTTLER_LIMIT: 10,
    THROTTLER_USER_LIMIT: 300,
    THROTTLER_UNKNOWN_LIMIT: 300,
    EMAIL_LOOKUP_LIMIT: 30,
    EMAIL_LOOKUP_TTL: 600,
    REQUESTS_IN_FLIGHT_PER_USER: 8,
    REQUESTS_IN_FLIGHT_PER_ADDRESS: 64,
    COMMAND_LIMIT: 20,
    HANDSHAKES_IN_FLIGHT: 64,
    CONNECTIONS_PER_USER: 50,
    CONNECTIONS_PER_ADDRESS: 2000,
    UNSENT_BYTES_PER_CONNECTION: 8_000_000,
    UNSENT_BYTES: 64_000_000,
    INCOMPLETE_BYTES: 32_000_000,
    WRITE_TIMEOUT: 30,
    REFUSAL_DELAY: 0.25,
    TRUST_PROXY: 0,
    PRESENCE_EVERYONE_UP_TO: 500,
    PRESENCE_GRACE: 3,
    DATA_DIR: join(root, '.data'),
    LOG_LEVEL: 'info',
    REDIS_PREFIX: 'hub',
  });
});

test('an empty value and the placeholder of .env.example count as unset', () => {
  const unset = { PORT: '', DB_HOST: '  ', JWT_SECRET: '""', OPENAI_API_KEY: 'your_openai_key_here' };
  expect(parseConfig(unset, root)).toEqual(parseConfig({}, root));
  expect(parseConfig({ OPENAI_API_KEY: '"your_openai_key_here"' }, root).OPENAI_API_KEY).toBeUndefined();
});

test('quotes around a value are removed, quotes within it are kept', () => {
  const read = (value: string) => parseConfig({ JWT_SECRET: value }, root).JWT_SECRET;
  expect(read('"in quotes"')).toBe('in quotes');
  expect(read(`'in quotes'`)).toBe('in quotes');
  expect(read('"not closed')).toBe('"not closed');
  expect(read('a "b" c')).toBe('a "b" c');
  expect(parseConfig({ PORT: '"8080"', DB_CA_CERT: '"-----BEGIN\nEND-----"' }, root)).toMatchObject({
    PORT: 8080,
    DB_CA_CERT: '-----BEGIN\nEND-----',
  });
});

test('the password of the database is used unchanged, including quotes and spaces at its ends', () => {
  const read = (value: string) => parseConfig({ DB_PASSWORD: value }, root).DB_PASSWORD;
  for (const password of ['"quoted"', `'quoted'`, ' spaced\t', '"', '  ', '""', ' "both" ', 'a b'])
    expect(read(password)).toBe(password);
  expect(read('')).toBe('nest_pass');
});

test.each([
  ['3600', 3600],
  ['45s', 45],
  ['30m', 1800],
  ['1h', 3600],
  ['7d', 604_800],
  ['2w', 1_209_600],
])('a token lifetime of %s is %i seconds', (value, seconds) => {
  expect(parseConfig({ JWT_EXPIRES_IN: value }, root).JWT_EXPIRES_IN).toBe(seconds);
});

test.each(['0', '-1h', '1y', '1.5h', 'soon', '1h 30m'])('a token lifetime of %s is refused', (value) => {
  expect(refusal({ JWT_EXPIRES_IN: value })).toEqual([
    'JWT_EXPIRES_IN must be a number of seconds, or a number with s, m, h, d or w, such as 1h',
  ]);
});

test.each(['3651d', '522w', '999999999w', '999999999'])(
  'a token lifetime of %s is refused, because it is longer than ten years',
  (value) => {
    expect(refusal({ JWT_EXPIRES_IN: value })).toEqual(['JWT_EXPIRES_IN must be ten years (3650d) at most']);
  },
);

test('CORS_ORIGINS accepts origins of scheme, host and port, and the error message names every invalid one', () => {
  const list = ' http://localhost:3000, https://Example.com/ ,,https://a.example:443 ';
  const origins = ['http://localhost:3000', 'https://example.com', 'https://a.example'];
  expect(parseConfig({ CORS_ORIGINS: list }, root).CORS_ORIGINS).toEqual(origins);
  expect(refusal({ CORS_ORIGINS: 'https://a.example, *, localhost:3000' })).toEqual(
    ['*', 'localhost:3000'].map(
      (bad) => `CORS_ORIGINS must be origins such as https://example.com, separated by commas; "${bad}" is not one`,
    ),
  );
});

test('REGISTRATION_DOMAINS are stored in lower case and ASCII, and the error message names an invalid one', () => {
  const domains = (REGISTRATION_DOMAINS: string) =>
    parseConfig({ REGISTRATION: 'domains', REGISTRATION_DOMAINS }, root).REGISTRATION_DOMAINS;
  expect(domains(' Example.COM , müller.de,XN--MLLER-KVA.de')).toEqual([
    'example.com',
    'xn--mller-kva.de',
    'xn--mller-kva.de',
  ]);
  for (const bad of ['@example.com', '*.example.com', 'example', 'example.com.', 'a@example.com', 'a b.com'])
    expect(refusal({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: `ok.org,${bad}` })).toEqual([
      `REGISTRATION_DOMAINS must be domains such as example.com, separated by commas; "${bad}" is not one`,
    ]);
});

test('REGISTRATION_DOMAINS is required with REGISTRATION=domains, and refused with REGISTRATION=open', () => {
  for (const REGISTRATION_DOMAINS of ['', ' , '])
    expect(refusal({ REGISTRATION: 'domains', REGISTRATION_DOMAINS })).toEqual([
      'REGISTRATION is domains, but REGISTRATION_DOMAINS is empty',
    ]);
  for (const REGISTRATION of ['', 'open'])
    expect(refusal({ REGISTRATION, REGISTRATION_DOMAINS: 'example.com' })).toEqual([
      'REGISTRATION_DOMAINS has no effect while REGISTRATION is open: set REGISTRATION=domains',
    ]);
  for (const REGISTRATION of ['invite', 'closed'])
    expect(parseConfig({ REGISTRATION, REGISTRATION_DOMAINS: 'example.com' }, root)).toMatchObject({ REGISTRATION });
});

test('SMTP_URL requires PUBLIC_URL, and EMAIL_VERIFICATION requires SMTP_URL in production', () => {
  const mail = { SMTP_URL: 'smtps://hub:p%40ss@mail.example.com', PUBLIC_URL: 'https://Hub.example.com/' };
  expect(parseConfig({ ...mail, MAIL_FROM: 'Hub@Example.com' }, root)).toMatchObject({
    PUBLIC_URL: 'https://hub.example.com',
    MAIL_FROM: 'hub@example.com',
  });
  expect(refusal({ SMTP_URL: mail.SMTP_URL })).toEqual([
    'PUBLIC_URL is required with SMTP_URL: the address at which people open the page, for the links in e-mails',
  ]);
  for (const EMAIL_VERIFICATION of ['optional', 'required']) {
    expect(refusal({ ...production, EMAIL_VERIFICATION })).toEqual([
      `EMAIL_VERIFICATION is ${EMAIL_VERIFICATION}, but SMTP_URL is not set: no e-mail could be sent`,
    ]);
    expect(parseConfig({ ...production, ...mail, EMAIL_VERIFICATION }, root)).toMatchObject({ EMAIL_VERIFICATION });
    expect(parseConfig({ EMAIL_VERIFICATION }, root)).toMatchObject({ EMAIL_VERIFICATION });
  }
  expect(refusal({ EMAIL_VERIFICATION: 'yes' })).toEqual(['EMAIL_VERIFICATION must be off, optional or required']);
});

test.each([
  'https://hub.example.com/chat',
  'hub.example.com',
  'ftp://hub.example.com',
  'https://hub.example.com/?a',
  'https://a:b@x.org',
])('PUBLIC_URL must be an origin, so %s is refused', (PUBLIC_URL) =>
  expect(refusal({ PUBLIC_URL })).toEqual([
    'PUBLIC_URL must be an address such as https://hub.example.com, without a path',
  ]),
);

test.each([
  'mail.example.com',
  'http://mail.example.com',
  'smtp://user:secret%@mail.example.com',
  'smtp://x.org/path',
  'smtp://x.org?tls=off',
])('SMTP_URL=%s is refused, and the error message does not contain the password', (SMTP_URL) => {
  const [line, ...more] = refusal({ SMTP_URL, PUBLIC_URL: 'https://hub.example.com' });
  expect([line, more]).toEqual(['SMTP_URL must be an address such as smtps://user:password@mail.example.com', []]);
});

test('MAIL_FROM must be an e-mail address', () => {
  for (const MAIL_FROM of ['hub', 'Hub <hub@example.com>', 'a@b.com\r\nBcc: c@d.com'])
    expect(refusal({ MAIL_FROM })).toEqual(['MAIL_FROM must be an e-mail address such as hub@example.com']);
});

test('DATA_DIR is relative to the root of the workspace, unless it is absolute', () => {
  expect(parseConfig({ DATA_DIR: 'data/here' }, root).DATA_DIR).toBe(join(root, 'data/here'));
  expect(parseConfig({ DATA_DIR: resolve('/var/hub') }, root).DATA_DIR).toBe(resolve('/var/hub'));
});

test('the error message names every invalid key, including keys that are invalid only in production', () => {
  const bad = {
    NODE_ENV: 'production',
    PORT: '65536',
    TRUST_PROXY: 'yes',
    BCRYPT_SALT_ROUNDS: '10.5',
    REDIS_URL: 'redis',
  };
  expect(refusal(bad)).toEqual([
    'PORT must be at most 65535',
    'TRUST_PROXY must be a number',
    'BCRYPT_SALT_ROUNDS must be a whole number',
    'REDIS_URL must be an address such as redis://localhost:6379',
    'JWT_SECRET is required in production: choose one with `openssl rand -base64 32`',
    'DB_HOST is required in production: the embedded database is for development only',
  ]);
  expect(refusal({ NODE_ENV: 'staging' })).toEqual(['NODE_ENV must be development, production or test']);
});

const ADVICE = ': choose one with `openssl rand -base64 32`';

test('production requires a secret of at least 32 bytes that is not a published example', () => {
  expect(parseConfig(production, root)).toMatchObject(production);
  expect(refusal({ ...production, JWT_SECRET: 'some_secret' })).toEqual([
    `JWT_SECRET is a published example, with which anyone can forge tokens${ADVICE}`,
  ]);
  expect(refusal({ ...production, JWT_SECRET: SECRET.slice(1) })).toEqual([
    `JWT_SECRET is shorter than 32 bytes${ADVICE}`,
  ]);
  // The length is counted in bytes: these 16 characters have 32 bytes.
  expect(parseConfig({ ...production, JWT_SECRET: 'äöüßéèêñÄÖÜÉÈÊÑç' }, root).JWT_SECRET).toHaveLength(16);
  expect(parseConfig({ JWT_SECRET: 'some_secret' }, root).JWT_SECRET).toBe('some_secret');
});

test.each([
  ['x'.repeat(32), 'has fewer than 7 different characters'],
  ['xy'.repeat(16), 'has fewer than 7 different characters'],
  ['abc'.repeat(11), 'has fewer than 7 different characters'],
  ['abcdefgh'.repeat(4), 'repeats a shorter text'],
  ['correct horse '.repeat(3), 'repeats a shorter text'],
  [`${'k7Qm2xVt9LpW'.repeat(3)}k7Q`, 'repeats a shorter text'],
  ['012345678901234567890123456789012', 'repeats a shorter text'],
  ['abcdefghijklmnopqrstuvwxyzABCDEF', 'has a regular sequence of characters'],
  ['zyxwvutsrqponmlkjihgfedcba987654', 'has a regular sequence of characters'],
  [`${'a'.repeat(26)}bcdefgh`, 'has a regular sequence of characters'],
])('production refuses the secret %s', (JWT_SECRET, fault) => {
  expect(refusal({ ...production, JWT_SECRET })).toEqual([`JWT_SECRET ${fault}${ADVICE}`]);
});

test('production accepts every random secret', () => {
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    for (let count = 0; count < 2000; count += 1) {
      const JWT_SECRET = randomBytes(32).toString(encoding);
      expect(parseConfig({ ...production, JWT_SECRET }, root).JWT_SECRET).toBe(JWT_SECRET);
    }
});

test('production refuses a previous secret that is a published example', () => {
  const rotated = { ...production, JWT_SECRET_PREVIOUS: `${SECRET.toUpperCase()}, some_secret` };
  expect(refusal(rotated)).toEqual([
    'JWT_SECRET_PREVIOUS is a published example, with which anyone can forge tokens: choose one with `openssl rand -base64 32`',
  ]);
});

test('production accepts the password of .env.example only for a database on the same machine', () => {
  const withPassword = (DB_HOST: string, DB_PASSWORD: string) => ({ ...production, DB_HOST, DB_PASSWORD });
  for (const password of ['nest_pass', ''])
    expect(refusal(withPassword('db.example.com', password))).toEqual([
      'DB_PASSWORD is the published example, and DB_HOST is another machine: choose a password of your own',
    ]);
  for (const host of ['127.evil.com', '127.0.0.1.nip.io'])
    expect(refusal(withPassword(host, 'nest_pass'))).toHaveLength(1);
  const pooled = { DB_POOLER: 'transaction', DB_DIRECT_HOST: 'db.example.com' };
  expect(refusal({ ...withPassword('127.0.0.1', 'nest_pass'), ...pooled })).toEqual([
    'DB_PASSWORD is the published example, and DB_DIRECT_HOST is another machine: choose a password of your own',
  ]);
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', '/var/run/postgresql'])
    expect(parseConfig(withPassword(host, 'nest_pass'), root).DB_HOST).toBe(host);
  expect(parseConfig({ DB_HOST: 'db', DB_PASSWORD: 'nest_pass' }, root).DB_HOST).toBe('db');
});

test('values in .env apply unless the environment overrides them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-config-'));
  try {
    expect(loadConfig(folder, {}).PORT).toBe(3000);
    writeFileSync(
      join(folder, '.env'),
      '# a comment\nPORT=4000 # another\nNODE_ENV="development"\nDB_HOST=db\nDB_NAME="a b"\n',
    );
    expect(loadConfig(folder, {})).toMatchObject({ PORT: 4000, DB_HOST: 'db', DB_NAME: 'a b' });
    expect(loadConfig(folder, { PORT: '5000', DB_HOST: '' })).toMatchObject({ PORT: 5000, DB_NAME: 'a b' });
    expect(loadConfig(folder, { DB_HOST: '' }).DB_HOST).toBeUndefined();
    // Only the outer quotes, which the file needs, are removed.
    writeFileSync(join(folder, '.env'), `DB_PASSWORD=' "quoted" '\nDB_NAME=' spaced '\n`);
    expect(loadConfig(folder, {})).toMatchObject({ DB_PASSWORD: ' "quoted" ', DB_NAME: 'spaced' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
