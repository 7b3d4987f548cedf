import { exitWithUsageError, readCommandLine } from '@smart-hub/command-line/command-line';
import { choice, flag, text } from '@smart-hub/command-line/options';
import { readSubcommand } from '@smart-hub/command-line/subcommands';
import { ACCOUNT_STATES, type Account } from './account.js';
import { AccountsService, isAccountKey } from './accounts.service.js';
import {
  prompt,
  consoleOutput,
  isTerminal,
  replaceControlCharacters,
  readLine,
  type CommandOutput,
} from './console.js';
import type { CommandAction, CommandContext } from './command-action.js';
import { ErasuresService } from './erasures.service.js';
import type { ErasureListener } from './erasures.service.js';
import { CommandError } from './command-error.js';

const NAME = 'pnpm hub users';
/** The minimum interval between lines of progress, in milliseconds. */
const PROGRESS_INTERVAL_MS = 1000;

const group = {
  name: NAME,
  about: 'Lists, disables, enables and erases accounts, and resets passwords.',
  commands: {
    list: 'lists accounts',
    disable: 'ends the sessions of an account, and refuses logins',
    enable: 'allows logins to a disabled account again',
    'reset-password': 'replaces the password of an account, and ends its sessions',
    erase: 'permanently removes a person: their account and the contents of their messages',
  },
};

const json = flag('prints the result as JSON, on one line');
const accountArgument = { positionals: { usage: '<id, e-mail address or @handle>', max: 1 } };
const environmentNote =
  'It works whether or not a server is running, with the same environment and .env as the server.';

const commandLines = {
  list: {
    name: `${NAME} list`,
    about: 'Lists accounts, in the order of their ids.',
    options: {
      search: text(
        'only accounts with this part of a name or e-mail address, this beginning of an @handle, or this id',
      ),
      state: choice('only accounts in this state', ACCOUNT_STATES),
      json: flag('prints JSON: one account on each line'),
    },
    notes: environmentNote,
  },
  disable: {
    name: `${NAME} disable`,
    about:
      'Disables an account: ends its sessions, disconnects its sockets within a second, and hides it from searches.',
    options: { json },
    ...accountArgument,
    notes: environmentNote,
  },
  enable: {
    name: `${NAME} enable`,
    about: 'Enables a disabled account: people can log in to it again. Sessions that were ended stay ended.',
    options: { json },
    ...accountArgument,
    notes: environmentNote,
  },
  'reset-password': {
    name: `${NAME} reset-password`,
    about: 'Gives an account a random password, prints it once, and ends the sessions of the account.',
    options: { password: text('- reads the new password from standard input instead, and prints none'), json },
    ...accountArgument,
    notes: environmentNote,
  },
  erase: {
    name: `${NAME} erase`,
    about:
      'Permanently removes a person. Their messages become empty and keep their seq; their conversations are closed.',
    options: { yes: flag('does not ask for confirmation; required without a terminal'), json },
    ...accountArgument,
    notes: `Run it again to resume an interrupted erasure. Backups and other copies of the database are not changed: see docs/administration.md.\n${environmentNote}`,
  },
};

/** Parses a command about accounts. Ends the process after `--help`, and after an unknown command or option. */
export function readUserCommand(args: readonly string[]): CommandAction {
  const chosen = readSubcommand(group, args);
  return commands[chosen.command](chosen.args);
}

const commands: Record<keyof typeof commandLines, (args: readonly string[]) => CommandAction> = {
  list(args) {
    const { values } = readCommandLine(commandLines.list, args);
    return (context) => list(context, values);
  },
  disable: (args) => readStateChange('disable', args),
  enable: (args) => readStateChange('enable', args),
  'reset-password'(args) {
    const commandLine = commandLines['reset-password'];
    const { values, positionals } = readCommandLine(commandLine, args);
    const key = readAccountKey(commandLine, positionals);
    if (values.password !== undefined && values.password !== '-')
      exitWithUsageError(
        commandLine,
        '--password accepts only -: other users of the machine can read a password on a command line.',
      );
    return (context) =>
      resetPassword(context, key, { readsPassword: values.password !== undefined, asJson: values.json });
  },
  erase(args) {
    const { values, positionals } = readCommandLine(commandLines.erase, args);
    const key = readAccountKey(commandLines.erase, positionals);
    if (!values.yes && !isTerminal())
      exitWithUsageError(
        commandLines.erase,
        'There is no terminal to ask for confirmation: pass --yes to erase the account.',
      );
    return (context) => erase(context, key, { needsConfirmation: !values.yes, asJson: values.json });
  },
};

function readStateChange(change: 'disable' | 'enable', args: readonly string[]): CommandAction {
  const commandLine = commandLines[change];
  const { values, positionals } = readCommandLine(commandLine, args);
  const key = readAccountKey(commandLine, positionals);
  return async ({ sql, config }) => {
    const changed = await AccountsService.forCommand(sql, config)[change](key);
    await consoleOutput(values.json).result(changed, `The account ${changed.id} is ${changed.state}.`);
  };
}

function readAccountKey(commandLine: { readonly name: string }, [key]: readonly string[]): string {
  if (key === undefined)
    return exitWithUsageError(commandLine, 'Name an account: an id, a whole e-mail address, or an @handle.');
  if (!isAccountKey(key))
    return exitWithUsageError(
      commandLine,
      `An account is named by its id, its whole e-mail address or its @handle; "${key}" is none of them.`,
    );
  return key.trim();
}

async function list(
  { sql, config }: CommandContext,
  { search, state, json: asJson }: { search: string | undefined; state: Account['state'] | undefined; json: boolean },
): Promise<void> {
  const output = consoleOutput(asJson);
  let count = 0;
  for await (const account of AccountsService.forCommand(sql, config).list({ search, state })) {
    await output.result(account, formatRow(account));
    count += 1;
  }
  if (!asJson) output.info(`${count} ${count === 1 ? 'account' : 'accounts'}.`);
}

/**
 * Formats an account as one line: id, state, date of registration, date when the user was last online, e-mail address,
 * name, handle. Columns of variable length come last.
 */
function formatRow({ id, state, createdAt, lastSeenAt, online, email, handle, name }: Account): string {
  const lastSeen = online ? 'online' : (lastSeenAt?.slice(0, 10) ?? 'never');
  const columns = [
    id,
    state.padEnd(8),
    createdAt.slice(0, 10),
    lastSeen.padEnd(10),
    email ?? '-',
    name,
    ...(handle === null ? [] : [`@${handle}`]),
  ];
  return columns.map(replaceControlCharacters).join('  ');
}

async function resetPassword(
  { sql, config }: CommandContext,
  key: string,
  { readsPassword, asJson }: { readsPassword: boolean; asJson: boolean },
): Promise<void> {
  const password = readsPassword ? await readLine() : undefined;
  const { account: changed, generated } = await AccountsService.forCommand(sql, config).resetPassword(key, password);
  const output = consoleOutput(asJson);
  const json = { id: changed.id, ...(generated !== undefined && { password: generated }) };
  if (generated === undefined) return output.result(json, `The password of the account ${changed.id} is changed.`);
  await output.result(json, generated);
  if (!asJson) output.info(`The new password of the account ${changed.id}. It is not shown again.`);
}

async function erase(
  { sql, config }: CommandContext,
  key: string,
  { needsConfirmation, asJson }: { needsConfirmation: boolean; asJson: boolean },
): Promise<void> {
  const output = consoleOutput(asJson);
  const found = await AccountsService.forCommand(sql, config).find(key);
  if (found.state === 'erased')
    return output.result(
      { id: found.id, state: 'erased', conversations: 0, messages: 0 },
      'The account is already erased.',
    );
  if (needsConfirmation) await confirm(found);
  if (found.state === 'erasing') output.info('The erasure was interrupted before and is resumed.');
  const done = await ErasuresService.forCommand(sql, config).erase(found.id, progressListener(output));
  await output.result(
    { id: found.id, state: 'erased', ...done },
    `The account ${found.id} is erased: ${done.messages} messages in ${done.conversations} conversations.`,
  );
}

/** Asks the operator for the id or e-mail address of the account. @throws CommandError for any other answer */
async function confirm({ id, name, email }: Account): Promise<void> {
  const typed = await prompt(
    `This removes ${replaceControlCharacters(name)} (${replaceControlCharacters(email ?? id)}) and the contents of their messages permanently.\nType the e-mail address or the id to confirm: `,
  );
  const answer = typed.trim().toLowerCase();
  if (answer !== id && answer !== email) throw new CommandError('This does not match the account. Nothing was erased.');
}

function progressListener(output: CommandOutput): ErasureListener {
  let nextPrintAt = 0;
  let isLocked = false;
  return {
    onProgress(done, total) {
      isLocked = false;
      if (performance.now() < nextPrintAt) return;
      nextPrintAt = performance.now() + PROGRESS_INTERVAL_MS;
      output.info(
        `${done.messages} of ${total.messages} messages, ${done.conversations} of ${total.conversations} conversations.`,
      );
    },
    onLocked() {
      if (!isLocked) output.info('Another transaction has locked a row: waiting for it.');
      isLocked = true;
    },
  };
}
