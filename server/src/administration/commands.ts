import { readSubcommand } from '@smart-hub/command-line/subcommands';
import type { Act } from './context.js';
import { readInvitationCommand } from './invitation-commands.js';
import { readUserCommand } from './user-commands.js';

const group = {
  name: 'pnpm hub',
  about: 'Administers the accounts and invitations of this server.',
  commands: { users: 'accounts: list, disable, enable, reset-password, erase', invitations: 'create, list, revoke' },
  notes: [
    'pnpm hub users erase --help says what a command takes.',
    'Results are on the standard output; progress, and what goes to the security log, on the standard error.',
    'Exit code 0: done; 1: failed; 2: called wrongly.',
  ].join('\n'),
};

/** Reads a command of the operator. Ends the process after `--help`, and after what there is not. */
export function readHubCommand(args: readonly string[]): Act {
  const { command, args: rest } = readSubcommand(group, args);
  return command === 'users' ? readUserCommand(rest) : readInvitationCommand(rest);
}
