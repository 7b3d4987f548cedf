import { parseArgs } from 'node:util';
import { nearestWord } from './nearest.js';
import { flag, UsageError, type Option } from './options.js';

type Options = Readonly<Record<string, Option<unknown>>>;

/** The options and positional arguments of a command. */
export interface CommandLine<O extends Options> {
  /** The command as a user types it, such as `pnpm bench`. */
  readonly name: string;
  /** What the command does. */
  readonly about: string;
  readonly options: O;
  /** The positional arguments: how the help shows them, such as `[Name]`, and how many are allowed. */
  readonly positionals?: { readonly usage: string; readonly max: number };
  /** Further notes, which the help prints below the options. */
  readonly notes?: string;
}

/** The values of the options by name, and the positional arguments. */
export interface ParsedCommandLine<O extends Options> {
  readonly values: { readonly [Name in keyof O]: O[Name] extends Option<infer T> ? T : never };
  readonly positionals: readonly string[];
}

/** The exit code for a usage error, as shells use it. */
const USAGE_EXIT_CODE = 2;
const HELP = { help: { ...flag('prints this help and exits'), short: 'h' } };

/**
 * Reads the command-line arguments of this process. Exits with code 0 after `--help`, and with code 2 after a usage
 * error. Call it before anything is started.
 */
export function readCommandLine<const O extends Options>(
  line: CommandLine<O>,
  args: readonly string[] = process.argv.slice(2),
): ParsedCommandLine<O> {
  try {
    const given = parse(line, args);
    if (given) return given;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return exitWithUsageError(line, error.message);
  }
  console.log(helpOf(line));
  process.exit(0);
}

/** Prints a usage error and exits with code 2. @param why a sentence that explains the error */
export function exitWithUsageError({ name }: Pick<CommandLine<Options>, 'name'>, why: string): never {
  console.error(`${why} See ${name} --help.`);
  process.exit(USAGE_EXIT_CODE);
}

/**
 * Parses arguments.
 *
 * @returns undefined when the arguments ask for help
 * @throws UsageError whose message is a sentence
 */
export function parse<const O extends Options>(
  line: CommandLine<O>,
  args: readonly string[],
): ParsedCommandLine<O> | undefined {
  const options: Options = { ...line.options, ...HELP };
  const tokens = tokensOf(options, args);
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return undefined;
  const values = Object.fromEntries(
    Object.entries(line.options).map(([name, { defaultValue }]) => [name, defaultValue]),
  );
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option') values[token.name] = valueOf(options, token);
    else if (token.kind === 'positional') positionals.push(positionalOf(line, token.value, positionals.length));
  }
  return { values: values as ParsedCommandLine<O>['values'], positionals };
}

/** Returns the text of `--help`, which lists every option with its default value. */
export function helpOf({ name, about, options, positionals, notes }: CommandLine<Options>): string {
  const rows = Object.entries({ ...options, ...HELP }).map(([key, option]): [string, string] => [
    `${option.short === undefined ? '' : `-${option.short}, `}--${key}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${option.about}${defaultOf(option)}`,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const list = rows.map(
    ([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`,
  );
  const usage = `${name} [options]${positionals ? ` ${positionals.usage}` : ''}`;
  return [usage, about, list.join('\n'), ...(notes === undefined ? [] : [notes])].join('\n\n');
}

function defaultOf({ defaultValue }: Option<unknown>): string {
  if (defaultValue === undefined || defaultValue === false) return '';
  return ` (${Array.isArray(defaultValue) ? defaultValue.join(',') : JSON.stringify(defaultValue)})`;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function tokensOf(options: Options, args: readonly string[]): readonly Token[] {
  const known = Object.entries(options).map(([name, { value, short }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
  ]);
  return parseArgs({
    // The `--` with which a user ends the options of pnpm is passed on to this process, and is ignored.
    args: args.filter((argument) => argument !== '--'),
    options: Object.fromEntries(known),
    // The errors are raised in this file, so that their messages do not depend on the version of Node.
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function valueOf(options: Options, { name, rawName, value, inlineValue }: Token & { kind: 'option' }): unknown {
  const option = Object.hasOwn(options, name) ? options[name]! : undefined;
  if (!option) throw new UsageError(`Unknown option '${rawName}'.${suggestion(options, name)}`);
  if (option.value === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value.`);
  // A lone dash stands for standard input.
  if (option.value !== undefined && (!value || (value.startsWith('-') && value !== '-' && !inlineValue)))
    throw new UsageError(`${rawName} needs a value.`);
  try {
    return option.read(value ?? '');
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${rawName} ${error.message}.`) : error;
  }
}

function suggestion(options: Options, name: string): string {
  const near = nearestWord(name, Object.keys(options));
  return near === undefined ? '' : ` Did you mean --${near}?`;
}

/** @param index how many positional arguments come before this one */
function positionalOf({ positionals }: CommandLine<Options>, value: string, index: number): string {
  if (index < (positionals?.max ?? 0)) return value;
  throw new UsageError(`Unexpected argument '${value}'.`);
}
