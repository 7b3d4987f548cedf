import { misused, readCommandLine } from '@smart-hub/command-line/command-line';
import { flag, number } from '@smart-hub/command-line/options';
import { readSubcommand } from '@smart-hub/command-line/subcommands';
import { InvitationsService } from '../invitations/invitations.service.js';
import type { OperatorsInvitation } from '../invitations/invitations.service.js';
import { consoleOutput } from './console.js';
import type { Act, CommandContext } from './context.js';
import { Refusal } from './refusal.js';

const NAME = 'pnpm hub invitations';
/** How many invitations are read at once. */
const PAGE = 500;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const group = {
  name: NAME,
  about: 'Invites people, also where INVITATIONS=operator lets nobody else do so.',
  commands: { create: 'makes an invitation', list: 'lists those that are valid', revoke: 'revokes one' },
};

const lines = {
  create: {
    name: `${NAME} create`,
    about: 'Makes an invitation of the operator, and prints its token once.',
    options: {
      days: number('how long it is valid, in days', { from: 1, to: 90, whole: true }, 7),
      uses: number('how many accounts can be made with it', { from: 1, to: 1000, whole: true }, 1),
      json: flag('prints the invitation as JSON, on one line'),
    },
  },
  list: {
    name: `${NAME} list`,
    about: 'Lists the valid invitations of everybody, in the order in which they were made.',
    options: { json: flag('prints JSON: one invitation on each line') },
  },
  revoke: {
    name: `${NAME} revoke`,
    about: 'Revokes an invitation of any user or of the operator: nobody else can register with it.',
    options: { json: flag('prints the invitation as JSON, on one line') },
    words: { usage: '<id>', most: 1 },
  },
};

/** Reads a command about invitations. Ends the process after `--help`, and after what there is not. */
export function readInvitationCommand(args: readonly string[]): Act {
  const chosen = readSubcommand(group, args);
  return commands[chosen.command](chosen.args);
}

const commands: Record<keyof typeof lines, (args: readonly string[]) => Act> = {
  create(args) {
    const { values } = readCommandLine(lines.create, args);
    return (context) => create(context, values);
  },
  list(args) {
    const { values } = readCommandLine(lines.list, args);
    return (context) => list(context, values.json);
  },
  revoke(args) {
    const { values, words } = readCommandLine(lines.revoke, args);
    const [id] = words;
    if (id === undefined) return misused(lines.revoke, 'Say which: the id of an invitation.');
    if (!ID.test(id)) return misused(lines.revoke, `An invitation is named by its id; "${id}" is none.`);
    return (context) => revoke(context, id, values.json);
  },
};

async function create(
  { sql, config }: CommandContext,
  { days, uses, json: asJson }: { days: number; uses: number; json: boolean },
): Promise<void> {
  const invitation = await InvitationsService.over(sql, config).createForOperator({ days, maxUses: uses });
  const { id, path, expiresAt, maxUses } = invitation;
  const output = consoleOutput(asJson);
  await output.result(invitation, path);
  if (asJson) return;
  output.say(
    `Append this to the address of the server. It is not shown again. Invitation ${id}: valid until ${expiresAt},`,
  );
  output.say(`for ${maxUses} ${maxUses === 1 ? 'account' : 'accounts'}.`);
  if (config.REGISTRATION === 'open') output.say('REGISTRATION is open: nobody needs an invitation.');
  if (config.REGISTRATION === 'closed') output.say('REGISTRATION is closed: at present it admits nobody.');
}

async function list({ sql, config }: CommandContext, asJson: boolean): Promise<void> {
  const invitations = InvitationsService.over(sql, config);
  const output = consoleOutput(asJson);
  let after: string | null = null;
  for (;;) {
    const page: OperatorsInvitation[] = await invitations.listForOperator(after, PAGE);
    for (const invitation of page) await output.result(invitation, rowOf(invitation));
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

function rowOf({ id, expiresAt, uses, maxUses, createdBy }: OperatorsInvitation): string {
  return [id, `until ${expiresAt}`, `${uses} of ${maxUses} used`, `made by ${createdBy ?? 'the operator'}`].join('  ');
}

async function revoke({ sql, config }: CommandContext, id: string, asJson: boolean): Promise<void> {
  const invitation = await InvitationsService.over(sql, config).revokeForOperator(id);
  if (!invitation) throw new Refusal('There is no such invitation that is still valid.');
  await consoleOutput(asJson).result(invitation, `The invitation ${id} is revoked.`);
}
