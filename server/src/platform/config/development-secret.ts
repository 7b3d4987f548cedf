import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';
import type { Config } from './config.js';

/** A configuration that can sign tokens. */
export type SigningConfig = Config & { readonly JWT_SECRET: string };

const SECRET = /^[\w-]{43}$/;

/**
 * Gives a configuration without `JWT_SECRET` one that is made once and kept with the data, so that logins outlive a
 * restart. Only in development: production has been refused without one.
 *
 * @throws StartupError when it cannot be kept, or what is kept is none
 */
export async function withDevelopmentSecret(config: Config): Promise<SigningConfig> {
  if (config.JWT_SECRET !== undefined) return { ...config, JWT_SECRET: config.JWT_SECRET };
  const path = join(config.DATA_DIR, 'jwt-secret');
  const kept = await keepSecret(config.DATA_DIR, path).catch((error: Error) => {
    throw new StartupError(
      `The secret for tokens cannot be kept in ${path} (${error.message}): make that possible, or set JWT_SECRET.`,
    );
  });
  if (SECRET.test(kept)) return { ...config, JWT_SECRET: kept };
  throw new StartupError(
    `The secret for tokens in ${path} is damaged: remove the file, and everyone has to log in again; or set JWT_SECRET.`,
  );
}

async function keepSecret(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const found = await readIfThere(path);
  if (found !== undefined) return found.trim();
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeSynced(aside, randomBytes(32).toString('base64url'));
    // It appears whole or not at all; of two that start at the same instant both read what the first one kept.
    await link(aside, path).catch(ignoreExisting);
    return await readFile(path, 'utf8');
  } finally {
    await rm(aside, { force: true });
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

function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
