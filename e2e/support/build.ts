import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/**
 * Builds the changed packages and the web client, in case Jest was started without `pnpm build`.
 *
 * @throws Error when a build fails
 */
export default function build(): void {
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  run(join(root, 'node_modules/typescript/bin/tsc'), '-b');
  run('web/build.mjs');
}
