import { misused, readCommandLine } from '@smart-hub/command-line/command-line';
import { choice, flag, text } from '@smart-hub/command-line/options';
import { readSubcommand } from '@smart-hub/command-line/subcommands';
import { ACCOUNT_STATES, type Account } from './account.js';
import { AccountsService, isAccountKey } from './accounts.service.js';
import { ask, consoleOutput, isTerminal, printable, readLine, type Output } from './console.js';
import type { Act, CommandContext } from './context.js';
import { ErasuresService } from './erasures.service.js';
import type { ErasingListener } from './erasures.service.js';
import { Refusal } from './refusal.js';

const NAME = 'pnpm hub users';
/** How often progress is printed, in milliseconds. */
const PROGRESS_MS = 1000;

const group = {
  name: NAME,
  about: 'Lists accounts, and changes what becomes of them.',
  commands: {
    list: 'lists accounts',
    disable: 'ends the sessions of an account, and lets nobody log in to it',
    enable: 'undoes disable',
    'reset-password': 'gives an account another password, and ends its sessions',
    erase: 'removes a person, for ever: their account, and what they have written',
  },
};

const json = flag('prints the result as JSON, on one line');
const account = { words: { usage: '<id, e-mail address or @handle>', most: 1 } };
const where = 'It works while the server runs, and while it does not: by the same environment and .env.';

const lines = {
  list: {
    name: `${NAME} list`,
    about: 'Lists accounts, in the order of their ids.',
    options: {
      search: text('those with this part of a name or e-mail address, this beginning of an @handle, or this id'),
      state: choice('those in this state', ACCOUNT_STATES),
      json: flag('prints JSON: one account on each line'),
    },
    notes: where,
  },
  disable: {
    name: `${NAME} disable`,
    about: 'Disables an account: its sessions end, its sockets within a second, and nobody finds it.',
    options: { json },
    ...account,
    notes: where,
  },
  enable: {
    name: `${NAME} enable`,
    about: 'Enables an account that was disabled: its tokens that have not expired are valid again.',
    options: { json },
    ...account,
    notes: where,
  },
  'reset-password': {
    name: `${NAME} reset-password`,
    about: 'Gives an account a random password, prints it once, and ends the sessions of the account.',
    options: { password: text('- reads the password from the standard input, and prints none'), json },
    ...account,
    notes: where,
  },
  erase: {
    name: `${NAME} erase`,
    about:
      'Removes a person, for ever. Their messages become empty and keep their place; their conversations are closed.',
    options: { yes: flag('does not ask, as it does on a terminal'), json },
    ...account,
    notes: `It goes on where it was interrupted, when it is run again. Copies of the database keep what is in them: see docs/administration.md.\n${where}`,
  },
};

/** Reads a command about accounts. Ends the process after `--help`, and after what there is not. */
export function readUserCommand(args: readonly string[]): Act {
  const chosen = readSubcommand(group, args);
  return commands[chosen.command](chosen.args);
}

const commands: Record<keyof typeof lines, (args: readonly string[]) => Act> = {
  list(args) {
    const { values } = readCommandLine(lines.list, args);
    return (context) => list(context, values);
  },
  disable: (args) => readChange('disable', args),
  enable: (args) => readChange('enable', args),
  'reset-password'(args) {
    const line = lines['reset-password'];
    const { values, words } = readCommandLine(line, args);
    const key = keyIn(line, words);
    if (values.password !== undefined && values.password !== '-')
      misused(line, '--password takes - alone: on a command line others can read a password.');
    return (context) => resetPassword(context, key, { reads: values.password !== undefined, asJson: values.json });
  },
  erase(args) {
    const { values, words } = readCommandLine(lines.erase, args);
    const key = keyIn(lines.erase, words);
    if (!values.yes && !isTerminal())
      misused(lines.erase, 'There is no terminal to ask on: give --yes if the account is to be erased.');
    return (context) => erase(context, key, { asks: !values.yes, asJson: values.json });
  },
};

function readChange(change: 'disable' | 'enable', args: readonly string[]): Act {
  const line = lines[change];
  const { values, words } = readCommandLine(line, args);
  const key = keyIn(line, words);
  return async ({ sql, config }) => {
    const changed = await AccountsService.over(sql, config)[change](key);
    await consoleOutput(values.json).result(changed, `The account ${changed.id} is ${changed.state}.`);
  };
}

function keyIn(line: { readonly name: string }, [key]: readonly string[]): string {
  if (key === undefined) return misused(line, 'Say whose account: an id, a whole e-mail address, or an @handle.');
  if (!isAccountKey(key))
    return misused(
      line,
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
  for await (const one of AccountsService.over(sql, config).list({ search, state })) {
    await output.result(one, rowOf(one));
    count += 1;
  }
  if (!asJson) output.say(`${count} ${count === 1 ? 'account' : 'accounts'}.`);
}

/** Id, state, days of registration and of the last visit, e-mail address, name and handle: what has no fixed length comes last. */
function rowOf({ id, state, createdAt, lastSeenAt, online, email, handle, name }: Account): string {
  const seen = online ? 'online' : (lastSeenAt?.slice(0, 10) ?? 'never');
  const columns = [
    id,
    state.padEnd(8),
    createdAt.slice(0, 10),
    seen.padEnd(10),
    email ?? '-',
    name,
    ...(handle === null ? [] : [`@${handle}`]),
  ];
  return columns.map(printable).join('  ');
}

async function resetPassword(
  { sql, config }: CommandContext,
  key: string,
  { reads, asJson }: { reads: boolean; asJson: boolean },
): Promise<void> {
  const password = reads ? await readLine() : undefined;
  const { account: changed, generated } = await AccountsService.over(sql, config).resetPassword(key, password);
  const output = consoleOutput(asJson);
  const json = { id: changed.id, ...(generated !== undefined && { password: generated }) };
  if (generated === undefined) return output.result(json, `The password of the account ${changed.id} is changed.`);
  await output.result(json, generated);
  if (!asJson) output.say(`The new password of the account ${changed.id}. It is not shown again.`);
}

async function erase(
  { sql, config }: CommandContext,
  key: string,
  { asks, asJson }: { asks: boolean; asJson: boolean },
): Promise<void> {
  const output = consoleOutput(asJson);
  const found = await AccountsService.over(sql, config).find(key);
  if (found.state === 'erased')
    return output.result(
      { id: found.id, state: 'erased', conversations: 0, messages: 0 },
      'The account is erased already.',
    );
  if (asks) await confirm(found);
  if (found.state === 'erasing') output.say('Its erasing was interrupted, and goes on.');
  const done = await ErasuresService.over(sql, config).erase(found.id, progressOn(output));
  await output.result(
    { id: found.id, state: 'erased', ...done },
    `The account ${found.id} is erased: ${done.messages} messages in ${done.conversations} conversations.`,
  );
}

/** @throws Refusal unless the person types whose account it is */
async function confirm({ id, name, email }: Account): Promise<void> {
  const typed = await ask(
    `This removes ${printable(name)} (${printable(email ?? id)}) and what they have written, for ever.\nType the e-mail address or the id to go on: `,
  );
  const answer = typed.trim().toLowerCase();
  if (answer !== id && answer !== email) throw new Refusal('That is another one: nothing was erased.');
}

function progressOn(output: Output): ErasingListener {
  let next = 0;
  let isLocked = false;
  return {
    onProgress(done, all) {
      isLocked = false;
      if (performance.now() < next) return;
      next = performance.now() + PROGRESS_MS;
      output.say(
        `${done.messages} of ${all.messages} messages, ${done.conversations} of ${all.conversations} conversations.`,
      );
    },
    onLocked() {
      if (!isLocked) output.say('Another transaction has locked a row: waiting for it.');
      isLocked = true;
    },
  };
}
