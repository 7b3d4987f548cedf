import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As much as PostgreSQL takes to begin with, and some for what is written while it lasts. */
const SIZE = '320m';

/** A small volume, in memory. */
export interface Volume {
  readonly path: string;
  remove(): void;
}

/** Makes one; or says why not: only root may, and not everywhere. */
export function makeVolume(): Volume | string {
  const path = mkdtempSync(join(tmpdir(), 'hub-faults-volume-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=711`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    rmSync(path, { recursive: true });
    return 'no volume can be mounted here (root may)';
  }
  return {
    path,
    remove() {
      execFileSync('umount', ['--lazy', path], { stdio: 'pipe' });
      rmSync(path, { recursive: true });
    },
  };
}
