import { readSubcommand } from '@smart-hub/command-line/subcommands';
import type { CommandAction } from './command-action.js';
import { readInvitationCommand } from './invitation-commands.js';
import { readUserCommand } from './user-commands.js';

const group = {
  name: 'pnpm hub',
  about: 'Manages the accounts and invitations of this server.',
  commands: { users: 'accounts: list, disable, enable, reset-password, erase', invitations: 'create, list, revoke' },
  notes: [
    'Run pnpm hub users erase --help for the options of a command.',
    'Results are printed to standard output; progress and security log lines to standard error.',
    'Exit code 0: success; 1: failure; 2: invalid usage.',
  ].join('\n'),
};

/** Parses an operator command. Ends the process after `--help`, and after an unknown command or option. */
export function readHubCommand(args: readonly string[]): CommandAction {
  const { command, args: rest } = readSubcommand(group, args);
  return command === 'users' ? readUserCommand(rest) : readInvitationCommand(rest);
}
