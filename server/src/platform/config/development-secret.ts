import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';
import type { Config } from './config.js';

/** A configuration that has a secret to sign tokens. */
export type SigningConfig = Config & { readonly JWT_SECRET: string };

const SECRET = /^[\w-]{43}$/;

/**
 * Adds a secret to a configuration without `JWT_SECRET`. It is generated once and stored with the data, so that logins
 * survive a restart. This happens only in development: in production the server does not start without `JWT_SECRET`.
 *
 * @throws StartupError when the secret cannot be stored, or the stored one is damaged
 */
export async function withDevelopmentSecret(config: Config): Promise<SigningConfig> {
  if (config.JWT_SECRET !== undefined) return { ...config, JWT_SECRET: config.JWT_SECRET };
  const path = join(config.DATA_DIR, 'jwt-secret');
  const stored = await loadOrCreateSecret(config.DATA_DIR, path).catch((error: Error) => {
    throw new StartupError(
      `The secret for tokens cannot be stored in ${path} (${error.message}): make the folder writable, or set JWT_SECRET.`,
    );
  });
  if (SECRET.test(stored)) return { ...config, JWT_SECRET: stored };
  throw new StartupError(
    `The secret for tokens in ${path} is damaged: remove the file, and everyone has to log in again; or set JWT_SECRET.`,
  );
}

async function loadOrCreateSecret(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const existing = await readIfPresent(path);
  if (existing !== undefined) return existing.trim();
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeSynced(temporary, randomBytes(32).toString('base64url'));
    // Because of the link, the file appears complete or not at all. If two processes start at once, both read the
    // secret of the first.
    await link(temporary, path).catch(ignoreExisting);
    return await readFile(path, 'utf8');
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function readIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
