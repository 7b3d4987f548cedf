import { linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { findProcess } from './processes.js';

const name = 'postgres.owner.';

/**
 * Makes this process the one owner of a data folder, or throws a StartupError that names the one that is. What a dead
 * owner left behind is taken over. Returns how to give it up.
 *
 * An owner is a numbered file, `postgres.owner.7`, that says which process it is, and the highest number counts. Whoever
 * finds its process dead makes the next number, which only one can. The highest file is never deleted, also not when it is given up (it
 * is emptied): were numbers used again, someone who slept since finding a dead owner could wake up and become a second one.
 */
export function takeOwnership(folder: string): () => void {
  for (;;) {
    const newest = newestOwner(folder);
    const holder = ownerOf(folder);
    if (holder !== undefined) throw new StartupError(alreadyOwned(folder, holder));
    const mine = newest + 1;
    if (!claim(folder, mine)) continue;
    if (newestOwner(folder) === mine) {
      forgetOlder(folder, mine);
      return () => truncateSync(ownerFile(folder, mine));
    }
    rmSync(ownerFile(folder, mine)); // we slept, and came with a number long past
  }
}

/** The process that owns a data folder, if one does. */
export function ownerOf(folder: string): number | undefined {
  const newest = newestOwner(folder);
  return newest > 0 ? livingOwner(folder, newest) : undefined;
}

function alreadyOwned(folder: string, pid: number): string {
  return `Another server (process ${pid}) is running on the data folder ${folder}: stop it first, or set DATA_DIR to another folder.`;
}

function ownerFile(folder: string, number: number): string {
  return join(folder, name + number);
}

function ownerNumbers(folder: string): number[] {
  return readdirSync(folder)
    .filter((entry) => entry.startsWith(name))
    .map((entry) => Number(entry.slice(name.length)))
    .filter((number) => Number.isSafeInteger(number));
}

function newestOwner(folder: string): number {
  return Math.max(0, ...ownerNumbers(folder));
}

function livingOwner(folder: string, number: number): number | undefined {
  const [pid, startedAt] = readIfThere(ownerFile(folder, number)).split('\n');
  return startedAt && findProcess(Number(pid))?.startedAt === startedAt ? Number(pid) : undefined;
}

// Gone between listing and reading: its number is past, and claiming the next one will show that.
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

// Written aside and then linked, so that nobody ever reads a half-written one.
function claim(folder: string, number: number): boolean {
  const aside = join(folder, `.postgres.owner-${process.pid}`);
  try {
    writeFileSync(aside, describeSelf());
    linkSync(aside, ownerFile(folder, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function describeSelf(): string {
  const self = findProcess(process.pid);
  if (self) return `${process.pid}\n${self.startedAt}`;
  throw new StartupError(
    'This system does not say which processes run, so the embedded PostgreSQL could not be told from another: set DB_HOST to a PostgreSQL of your own.',
  );
}

function forgetOlder(folder: string, mine: number): void {
  for (const number of ownerNumbers(folder)) if (number < mine) rmSync(ownerFile(folder, number), { force: true });
}
