import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/**
 * Compiles the changed files, because tests start built processes and threads, and an editor can start Jest without
 * `pnpm test`. Takes a second if nothing has changed.
 *
 * @throws Error on a type error, after the compiler has printed it
 */
export default function build(): void {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: 'inherit',
  });
}
