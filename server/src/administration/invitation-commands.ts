import { exitWithUsageError, readCommandLine } from '@smart-hub/command-line/command-line';
import { flag, number } from '@smart-hub/command-line/options';
import { readSubcommand } from '@smart-hub/command-line/subcommands';
import { InvitationsService } from '../invitations/invitations.service.js';
import type { OperatorInvitation } from '../invitations/invitations.service.js';
import { consoleOutput } from './console.js';
import type { CommandAction, CommandContext } from './command-action.js';
import { CommandError } from './command-error.js';

const NAME = 'pnpm hub invitations';
/** How many invitations one query reads. */
const PAGE_SIZE = 500;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const group = {
  name: NAME,
  about: 'Creates, lists and revokes invitations. Also works with INVITATIONS=operator, where users cannot invite.',
  commands: { create: 'creates an invitation', list: 'lists the valid invitations', revoke: 'revokes an invitation' },
};

const commandLines = {
  create: {
    name: `${NAME} create`,
    about: 'Creates an invitation of the operator, and prints its link once.',
    options: {
      days: number('for how many days it is valid', { from: 1, to: 90, whole: true }, 7),
      uses: number('how many accounts can be created with it', { from: 1, to: 1000, whole: true }, 1),
      json: flag('prints the invitation as JSON, on one line'),
    },
  },
  list: {
    name: `${NAME} list`,
    about: 'Lists the valid invitations of all users and of the operator, in the order in which they were created.',
    options: { json: flag('prints JSON: one invitation on each line') },
  },
  revoke: {
    name: `${NAME} revoke`,
    about: 'Revokes an invitation of any user or of the operator: nobody can register with it any more.',
    options: { json: flag('prints the invitation as JSON, on one line') },
    positionals: { usage: '<id>', max: 1 },
  },
};

/** Parses a command about invitations. Ends the process after `--help`, and after an unknown command or option. */
export function readInvitationCommand(args: readonly string[]): CommandAction {
  const chosen = readSubcommand(group, args);
  return commands[chosen.command](chosen.args);
}

const commands: Record<keyof typeof commandLines, (args: readonly string[]) => CommandAction> = {
  create(args) {
    const { values } = readCommandLine(commandLines.create, args);
    return (context) => create(context, values);
  },
  list(args) {
    const { values } = readCommandLine(commandLines.list, args);
    return (context) => list(context, values.json);
  },
  revoke(args) {
    const { values, positionals } = readCommandLine(commandLines.revoke, args);
    const [id] = positionals;
    if (id === undefined) return exitWithUsageError(commandLines.revoke, 'Name an invitation by its id.');
    if (!ID.test(id))
      return exitWithUsageError(commandLines.revoke, `An invitation is named by its id; "${id}" is not an id.`);
    return (context) => revoke(context, id, values.json);
  },
};

async function create(
  { sql, config }: CommandContext,
  { days, uses, json: asJson }: { days: number; uses: number; json: boolean },
): Promise<void> {
  const invitation = await InvitationsService.forCommand(sql, config).createForOperator({ days, maxUses: uses });
  const { id, path, expiresAt, maxUses } = invitation;
  const output = consoleOutput(asJson);
  await output.result(invitation, path);
  if (asJson) return;
  output.info(
    `Append this path to the address of the server. It is not shown again. Invitation ${id}: valid until ${expiresAt},`,
  );
  output.info(`for ${maxUses} ${maxUses === 1 ? 'account' : 'accounts'}.`);
  if (config.REGISTRATION === 'open') output.info('REGISTRATION is open: no invitation is needed.');
  if (config.REGISTRATION === 'closed')
    output.info('REGISTRATION is closed: the invitation cannot be used at present.');
}

async function list({ sql, config }: CommandContext, asJson: boolean): Promise<void> {
  const invitations = InvitationsService.forCommand(sql, config);
  const output = consoleOutput(asJson);
  let after: string | null = null;
  for (;;) {
    const page: OperatorInvitation[] = await invitations.listForOperator(after, PAGE_SIZE);
    for (const invitation of page) await output.result(invitation, formatRow(invitation));
    if (page.length < PAGE_SIZE) return;
    after = page.at(-1)!.id;
  }
}

function formatRow({ id, expiresAt, uses, maxUses, createdBy }: OperatorInvitation): string {
  return [id, `until ${expiresAt}`, `${uses} of ${maxUses} used`, `created by ${createdBy ?? 'the operator'}`].join(
    '  ',
  );
}

async function revoke({ sql, config }: CommandContext, id: string, asJson: boolean): Promise<void> {
  const invitation = await InvitationsService.forCommand(sql, config).revokeForOperator(id);
  if (!invitation) throw new CommandError('There is no valid invitation with this id.');
  await consoleOutput(asJson).result(invitation, `The invitation ${id} is revoked.`);
}
