import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Person } from './people.js';
import { type Server, workspace } from './server.js';

/** Erases an account by the command-line interface while the server runs, as an operator does. */
export const eraseAccount = (server: Server, { email }: Person) =>
  runHubCommand(server, ['users', 'erase', email, '--yes']);

/** Disables an account by the command-line interface, as an operator does. */
export const disableAccount = (server: Server, { email }: Person) => runHubCommand(server, ['users', 'disable', email]);

async function runHubCommand(server: Server, args: readonly string[]): Promise<void> {
  const command = spawn(process.execPath, [join(workspace, 'server/dist/hub.js'), ...args], {
    cwd: workspace,
    env: server.commandEnvironment,
    stdio: 'ignore',
  });
  const [code] = (await once(command, 'exit')) as [number];
  if (code !== 0) throw new Error(`hub ${args.join(' ')} exited with ${code}`);
}
