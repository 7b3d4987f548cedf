import { misused, readCommandLine } from './command-line.js';
import { nearest } from './nearest.js';
import { Mistake } from './options.js';

/** A command that is several: its first word says which. */
export interface CommandGroup<Name extends string> {
  /** How it is called, such as `pnpm hub`. */
  readonly name: string;
  /** What it is for. */
  readonly about: string;
  /** What each of its commands does, in a few words. */
  readonly commands: Readonly<Record<Name, string>>;
  /** What else a person should know, below the commands. */
  readonly notes?: string;
}

/** One command of a group, and its arguments. */
export interface Chosen<Name extends string> {
  readonly command: Name;
  readonly args: readonly string[];
}

/**
 * Reads which command of a group is meant. Ends the process after `--help` with exit code 0, and after anything that is none of the
 * commands with exit code 2.
 */
export function readSubcommand<const Name extends string>(
  group: CommandGroup<Name>,
  args: readonly string[] = process.argv.slice(2),
): Chosen<Name> {
  try {
    const chosen = chooseCommand(group, args);
    if (chosen) return chosen;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return misused(group, error.message);
  }
  readCommandLine(lineOf(group), args);
  return misused(group, `Say which: ${Object.keys(group.commands).join(', ')}.`);
}

/**
 * Takes the first word of arguments as the name of a command.
 *
 * @returns undefined when there is none, or an option stands in its place
 * @throws Mistake when there is no such command
 */
export function chooseCommand<const Name extends string>(
  { commands }: CommandGroup<Name>,
  args: readonly string[],
): Chosen<Name> | undefined {
  // pnpm passes on the `--` that ends its own options.
  const [word, ...rest] = args[0] === '--' ? args.slice(1) : args;
  if (word === undefined || word.startsWith('-')) return undefined;
  if (Object.hasOwn(commands, word)) return { command: word as Name, args: rest };
  const near = nearest(word, Object.keys(commands));
  throw new Mistake(`Unknown command '${word}'.${near === undefined ? '' : ` Did you mean ${near}?`}`);
}

/** The group as a command of its own, for its help: it takes no options beside that. */
export function lineOf({ name, about, commands, notes }: CommandGroup<string>) {
  const width = Math.max(...Object.keys(commands).map((command) => command.length)) + 2;
  const list = Object.entries<string>(commands).map(([command, does]) => `  ${command.padEnd(width)}${does}`);
  return {
    name,
    about: [about, '', ...list].join('\n'),
    options: {},
    words: { usage: `${Object.keys(commands).join('|')} ...`, most: 0 },
    notes: notes ?? `What a command takes: ${name} ${Object.keys(commands)[0]} --help`,
  };
}
