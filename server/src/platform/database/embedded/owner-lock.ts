import { linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { findProcess } from './processes.js';

const name = 'postgres.owner.';

/**
 * Makes this process the only owner of a data folder. Takes over a folder whose owner has died.
 *
 * Ownership is recorded in a numbered file such as `postgres.owner.7`, which identifies the process; the highest number
 * counts. A process that finds the recorded owner dead creates the file with the next number, which only one process
 * can do. The file with the highest number is never deleted; to release the ownership, it is emptied. If numbers were
 * reused, a process that was suspended after it had found a dead owner could wake up and become a second owner.
 *
 * @returns a function that releases the ownership
 * @throws StartupError that names the process which owns the folder
 */
export function takeOwnership(folder: string): () => void {
  for (;;) {
    const newest = newestOwner(folder);
    const owner = findOwner(folder);
    if (owner !== undefined) throw new StartupError(alreadyOwned(folder, owner));
    const mine = newest + 1;
    if (!claim(folder, mine)) continue;
    if (newestOwner(folder) === mine) {
      removeOlder(folder, mine);
      return () => truncateSync(ownerFile(folder, mine));
    }
    rmSync(ownerFile(folder, mine)); // this process was suspended, and its number is no longer the highest
  }
}

/** Returns the pid of the process that owns a data folder; undefined if none does. */
export function findOwner(folder: string): number | undefined {
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

// Another process may remove the file after it was listed and before it is read. Then its number is outdated, and this
// process fails to claim the next number.
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

// The owner file is written under a temporary name and then linked, so that no process ever reads an incomplete owner
// file.
function claim(folder: string, number: number): boolean {
  const temporary = join(folder, `.postgres.owner-${process.pid}`);
  try {
    writeFileSync(temporary, describeSelf());
    linkSync(temporary, ownerFile(folder, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function describeSelf(): string {
  const self = findProcess(process.pid);
  if (self) return `${process.pid}\n${self.startedAt}`;
  throw new StartupError(
    'The running processes of this system cannot be listed, so that the embedded PostgreSQL could not be identified: set DB_HOST to a PostgreSQL of your own.',
  );
}

function removeOlder(folder: string, mine: number): void {
  for (const number of ownerNumbers(folder)) if (number < mine) rmSync(ownerFile(folder, number), { force: true });
}
