import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/**
 * Compiles what has changed: tests start built processes and threads, and Jest may have been started by an editor, not by
 * `pnpm test`. Takes a second where nothing has changed.
 *
 * @throws Error when there is an error of types, which has been printed
 */
export default function build(): void {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: 'inherit',
  });
}
