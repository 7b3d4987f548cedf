import { exitWithUsageError, readCommandLine } from './command-line.js';
import { nearestWord } from './nearest.js';
import { UsageError } from './options.js';

/** A command with subcommands: its first argument selects one. */
export interface CommandGroup<Name extends string> {
  /** The command as a user types it, such as `pnpm hub`. */
  readonly name: string;
  /** What the group of commands is for. */
  readonly about: string;
  /** What each subcommand does, in a few words. */
  readonly commands: Readonly<Record<Name, string>>;
  /** Further notes, which the help prints below the subcommands. */
  readonly notes?: string;
}

/** A subcommand, and the arguments that follow it. */
export interface ChosenCommand<Name extends string> {
  readonly command: Name;
  readonly args: readonly string[];
}

/**
 * Reads the subcommand of a group. Exits with code 0 after `--help`, and with code 2 if there is no such subcommand.
 */
export function readSubcommand<const Name extends string>(
  group: CommandGroup<Name>,
  args: readonly string[] = process.argv.slice(2),
): ChosenCommand<Name> {
  try {
    const chosen = chooseCommand(group, args);
    if (chosen) return chosen;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return exitWithUsageError(group, error.message);
  }
  readCommandLine(commandLineOf(group), args);
  return exitWithUsageError(group, `Name a command: ${Object.keys(group.commands).join(', ')}.`);
}

/**
 * Looks up the subcommand that the first argument names.
 *
 * @returns undefined when there is no argument, or the first one is an option
 * @throws UsageError when there is no such subcommand
 */
export function chooseCommand<const Name extends string>(
  { commands }: CommandGroup<Name>,
  args: readonly string[],
): ChosenCommand<Name> | undefined {
  // The `--` with which a user ends the options of pnpm is passed on to this process, and is ignored.
  const [word, ...rest] = args[0] === '--' ? args.slice(1) : args;
  if (word === undefined || word.startsWith('-')) return undefined;
  if (Object.hasOwn(commands, word)) return { command: word as Name, args: rest };
  const near = nearestWord(word, Object.keys(commands));
  throw new UsageError(`Unknown command '${word}'.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}

/** Describes a group as a command without options, so that its help can be printed. */
export function commandLineOf({ name, about, commands, notes }: CommandGroup<string>) {
  const width = Math.max(...Object.keys(commands).map((command) => command.length)) + 2;
  const list = Object.entries<string>(commands).map(([command, does]) => `  ${command.padEnd(width)}${does}`);
  return {
    name,
    about: [about, '', ...list].join('\n'),
    options: {},
    positionals: { usage: `${Object.keys(commands).join('|')} ...`, max: 0 },
    notes: notes ?? `For the options of a command: ${name} ${Object.keys(commands)[0]} --help`,
  };
}
