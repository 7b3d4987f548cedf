import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { type Account, spawnOptions } from './account.js';
import { type Binaries, program } from './binaries.js';
import { explainLog } from './failures.js';
import { openLog, readLog } from './log.js';
import type { Site } from './site.js';

/** The role that owns the cluster. */
export const username = 'hub';

/** The name of the database in the cluster, which the first connection creates. */
export const database = 'hub';

const TEMPORARY_PREFIX = 'postgres.new-';

/**
 * Makes sure that a cluster exists which this version and user of PostgreSQL can run. The caller must own the data
 * folder.
 */
export async function prepareCluster(site: Site, binaries: Binaries, durable: boolean): Promise<void> {
  removeInterrupted(site.home);
  const exists = existsSync(site.cluster);
  if (exists && process.platform !== 'win32') makePrivate(site.cluster, site.account);
  if (!exists || readdirSync(site.cluster).length === 0) await createCluster(site, binaries, durable);
  checkVersion(site.cluster, binaries.version);
}

// The cluster is created under a temporary name and then renamed, so that a cluster with the final name is always
// complete. The temporary name is random, so that an initdb which outlived its killed server cannot write into the new
// cluster.
async function createCluster(site: Site, binaries: Binaries, durable: boolean): Promise<void> {
  const temporary = mkdtempSync(join(site.home, TEMPORARY_PREFIX));
  if (site.account) chownSync(temporary, site.account.uid, site.account.gid);
  if (process.platform === 'win32') writeFileSync(site.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  try {
    await runInitdb(site, binaries, temporary, durable);
    renameSync(temporary, site.cluster);
    if (durable && process.platform !== 'win32') syncFolder(site.home);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(site.passwordFile, { force: true });
    throw error;
  }
}

async function runInitdb(site: Site, binaries: Binaries, folder: string, durable: boolean): Promise<void> {
  const log = openLog(site.logFile);
  const args = ['-D', folder, '-U', username, '--no-instructions', ...localeOptions(), ...accessOptions(site)];
  if (!durable) args.push('--no-sync');
  const child = spawn(program(binaries, 'initdb'), args, {
    ...spawnOptions(site.account),
    cwd: site.home,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal) throw new StartupError(`The first start was interrupted (initdb got ${signal}): start again.`);
  if (code !== 0) throw explainLog(readLog(site.logFile, log.start), site.home, site.logFile);
}

// PostgreSQL's built-in C.UTF-8 sorts and case-folds text identically on every system and in every version. The locales
// of libc and ICU change with their versions, which silently corrupts indexes. The character classes that pg_trgm uses
// still come from libc: with LC_CTYPE=C it finds words in ASCII text only.
function localeOptions(): string[] {
  const classes = { darwin: 'en_US.UTF-8', win32: 'en-US' }[process.platform as string] ?? 'C.UTF-8';
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${classes}`];
  return ['--encoding=UTF8', '--text-search-config=simple', ...locale];
}

// On POSIX systems the permissions of the socket's folder control access: a user who can enter the folder can connect.
// On Windows there is only TCP.
function accessOptions(site: Site): string[] {
  if (process.platform !== 'win32') return ['--auth-local=trust', '--auth-host=reject'];
  return ['--auth=scram-sha-256', `--pwfile=${site.passwordFile}`];
}

function removeInterrupted(home: string): void {
  for (const entry of readdirSync(home)) {
    if (!entry.startsWith(TEMPORARY_PREFIX)) continue;
    rmSync(join(home, entry), { recursive: true, force: true, maxRetries: 3 });
  }
}

function checkVersion(cluster: string, binaries: string): void {
  const file = join(cluster, 'PG_VERSION');
  const dataVersion = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const binaryVersion = binaries.split('.')[0]!;
  if (dataVersion === binaryVersion) return;
  throw new StartupError(
    /^\d+(\.\d+)?$/.test(dataVersion)
      ? `The data in ${cluster} is of PostgreSQL ${dataVersion}, and this server includes PostgreSQL ${binaryVersion}: ` +
          `run the version of the server that created it, or move the folder away to begin with an empty database.`
      : `The PostgreSQL data in ${cluster} is damaged (PG_VERSION is missing or unreadable): restore the folder from a backup, ` +
          `or move it away to begin with an empty database.`,
  );
}

// PostgreSQL requires that it owns its folder and that no other user can enter it. A folder that root restored with `cp
// -r` meets neither requirement.
function makePrivate(cluster: string, account: Account | undefined): void {
  const { uid } = lstatSync(cluster);
  if (account && uid !== account.uid) chownRecursively(account, cluster);
  if (!account && uid !== process.getuid?.()) throw belongsToAnother(cluster, uid);
  chmodSync(cluster, 0o700);
}

function belongsToAnother(cluster: string, uid: number): StartupError {
  return new StartupError(
    `The data in ${cluster} belongs to another user (uid ${uid}): start as that user or as root, or set DATA_DIR to another folder.`,
  );
}

function chownRecursively(account: Account, path: string): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) chownRecursively(account, join(path, entry));
}

// Writes the entries of a folder to the disk after a rename in it. Otherwise a crash of the machine could undo the
// rename, and lose every message that was acknowledged after it.
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
