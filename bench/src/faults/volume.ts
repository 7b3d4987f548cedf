import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The initial size of PostgreSQL's data, and room for what is written during the fault. */
const SIZE = '320m';

/** A small volume in memory. */
export interface Volume {
  readonly path: string;
  remove(): void;
}

/** Mounts a volume, or returns why that is impossible: it requires root, and not every environment permits it. */
export function mountVolume(): Volume | string {
  const path = mkdtempSync(join(tmpdir(), 'hub-faults-volume-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=711`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    rmSync(path, { recursive: true });
    return 'no volume can be mounted (it requires root)';
  }
  return {
    path,
    remove() {
      execFileSync('umount', ['--lazy', path], { stdio: 'pipe' });
      rmSync(path, { recursive: true });
    },
  };
}
