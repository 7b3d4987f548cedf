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
import { type Account, spawnedFor } from './account.js';
import { type Binaries, program } from './binaries.js';
import { explainLog } from './failures.js';
import { openLog, readLog } from './log.js';
import type { Site } from './site.js';

/** The role that owns the cluster. */
export const username = 'hub';

/** The name of its database, which the first connection makes. */
export const database = 'hub';

const sideFolder = 'postgres.new-';

/** Makes sure that there is a cluster which this PostgreSQL and its user can run; the caller owns the site. */
export async function prepareCluster(site: Site, binaries: Binaries, durable: boolean): Promise<void> {
  clearInterrupted(site.home);
  const exists = existsSync(site.cluster);
  if (exists && process.platform !== 'win32') makePrivate(site.cluster, site.account);
  if (!exists || readdirSync(site.cluster).length === 0) await createCluster(site, binaries, durable);
  checkVersion(site.cluster, binaries.version);
}

// Made aside and then renamed: a cluster that has its name is whole. The name is random so that an initdb which outlived
// its killed server cannot write into ours.
async function createCluster(site: Site, binaries: Binaries, durable: boolean): Promise<void> {
  const aside = mkdtempSync(join(site.home, sideFolder));
  if (site.account) chownSync(aside, site.account.uid, site.account.gid);
  if (process.platform === 'win32') writeFileSync(site.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  try {
    await runInitdb(site, binaries, aside, durable);
    renameSync(aside, site.cluster);
    if (durable && process.platform !== 'win32') syncFolder(site.home);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    rmSync(site.passwordFile, { force: true });
    throw error;
  }
}

async function runInitdb(site: Site, binaries: Binaries, aside: string, durable: boolean): Promise<void> {
  const log = openLog(site.logFile);
  const args = ['-D', aside, '-U', username, '--no-instructions', ...localeOptions(), ...accessOptions(site)];
  if (!durable) args.push('--no-sync');
  const child = spawn(program(binaries, 'initdb'), args, {
    ...spawnedFor(site.account),
    cwd: site.home,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal) throw new StartupError(`The first start was interrupted (initdb got ${signal}): start again.`);
  if (code !== 0) throw explainLog(readLog(site.logFile, log.start), site.home, site.logFile);
}

// PostgreSQL's built-in C.UTF-8 orders and folds text alike on every system and for ever; libc's and ICU's locales change
// with their versions, and indexes break silently. The character classes that pg_trgm uses still come from libc: with
// LC_CTYPE=C it finds no words in anything but ASCII.
function localeOptions(): string[] {
  const classes = { darwin: 'en_US.UTF-8', win32: 'en-US' }[process.platform as string] ?? 'C.UTF-8';
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${classes}`];
  return ['--encoding=UTF8', '--text-search-config=simple', ...locale];
}

// On POSIX the folder of the socket is the key: whoever may enter it may connect. On Windows there is only TCP.
function accessOptions(site: Site): string[] {
  if (process.platform !== 'win32') return ['--auth-local=trust', '--auth-host=reject'];
  return ['--auth=scram-sha-256', `--pwfile=${site.passwordFile}`];
}

function clearInterrupted(home: string): void {
  for (const entry of readdirSync(home)) {
    if (!entry.startsWith(sideFolder)) continue;
    rmSync(join(home, entry), { recursive: true, force: true, maxRetries: 3 });
  }
}

function checkVersion(cluster: string, binaries: string): void {
  const file = join(cluster, 'PG_VERSION');
  const theirs = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const ours = binaries.split('.')[0]!;
  if (theirs === ours) return;
  throw new StartupError(
    /^\d+(\.\d+)?$/.test(theirs)
      ? `The data in ${cluster} is of PostgreSQL ${theirs}, and this server brings PostgreSQL ${ours}: ` +
          `run the version of the server that made it, or move the folder away to begin with an empty database.`
      : `The PostgreSQL data in ${cluster} is damaged (PG_VERSION is missing or unreadable): restore the folder from a backup, ` +
          `or move it away to begin with an empty database.`,
  );
}

// PostgreSQL insists on owning its folder, alone; one restored by root with `cp -r` is neither.
function makePrivate(cluster: string, account: Account | undefined): void {
  const { uid } = lstatSync(cluster);
  if (account && uid !== account.uid) giveTo(account, cluster);
  if (!account && uid !== process.getuid?.()) throw belongsToAnother(cluster, uid);
  chmodSync(cluster, 0o700);
}

function belongsToAnother(cluster: string, uid: number): StartupError {
  return new StartupError(
    `The data in ${cluster} belongs to another user (uid ${uid}): start as that user or as root, or set DATA_DIR to another folder.`,
  );
}

function giveTo(account: Account, path: string): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) giveTo(account, join(path, entry));
}

// Else a crash of the machine could undo the rename, and with it every message acknowledged since.
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
