import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';
import { parseConfig } from './config.js';
import { withDevelopmentSecret } from './development-secret.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const secretOf = async (environment = {}) =>
  (await withDevelopmentSecret(parseConfig({ DATA_DIR: 'data', ...environment }, folder))).JWT_SECRET;

test('the development secret is created once, by the first process, and only the owner of the file can read it', async () => {
  const secrets = await Promise.all([secretOf(), secretOf(), secretOf()]);
  expect(new Set([...secrets, await secretOf()]).size).toBe(1);
  expect(secrets[0]).toHaveLength(43);
  expect(readdirSync(join(folder, 'data'))).toEqual(['jwt-secret']);
  expect(readFileSync(join(folder, 'data/jwt-secret'), 'utf8')).toBe(secrets[0]);
  expect(statSync(join(folder, 'data/jwt-secret')).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
});

test('no development secret is created when JWT_SECRET is set', async () => {
  expect(await secretOf({ JWT_SECRET: 'some_secret' })).toBe('some_secret');
  expect(readdirSync(folder)).toEqual([]);
});

test('a damaged development secret is refused, because it could be guessed', async () => {
  await secretOf();
  writeFileSync(join(folder, 'data/jwt-secret'), '');
  await expect(secretOf()).rejects.toThrow(StartupError);
});
