import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Person } from './people.js';
import { type Server, workspace } from './server.js';

/** Has the operator erase an account, beside the running server. */
export const eraseAccount = (server: Server, { email }: Person) => runHub(server, ['users', 'erase', email, '--yes']);

/** Has the operator disable an account. */
export const disableAccount = (server: Server, { email }: Person) => runHub(server, ['users', 'disable', email]);

async function runHub(server: Server, args: readonly string[]): Promise<void> {
  const command = spawn(process.execPath, [join(workspace, 'server/dist/hub.js'), ...args], {
    cwd: workspace,
    env: server.commandEnvironment,
    stdio: 'ignore',
  });
  const [code] = (await once(command, 'exit')) as [number];
  if (code !== 0) throw new Error(`hub ${args.join(' ')} ended with ${code}`);
}
