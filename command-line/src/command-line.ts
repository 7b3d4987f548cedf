import { parseArgs } from 'node:util';
import { nearest } from './nearest.js';
import { flag, Mistake, type Option } from './options.js';

type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command takes. */
export interface CommandLine<O extends Options> {
  /** How it is called, such as `pnpm bench`. */
  readonly name: string;
  /** What it does. */
  readonly about: string;
  readonly options: O;
  /** What may stand beside the options, such as `[Name]`. */
  readonly words?: { readonly usage: string; readonly most: number };
  /** What else a person should know, below the options. */
  readonly notes?: string;
}

/** What was given, by the names of the options. */
export interface Given<O extends Options> {
  readonly values: { readonly [Name in keyof O]: O[Name] extends Option<infer T> ? T : never };
  readonly words: readonly string[];
}

/** Exit code of a command that was called wrongly, as shells have it. */
const MISUSED = 2;
const HELP = { help: { ...flag('says this, and does nothing else'), short: 'h' } };

/**
 * Reads what the command of this process was given. Ends the process after `--help` with exit code 0, and after anything that
 * the command does not know with exit code 2: to be called before anything is started.
 */
export function readCommandLine<const O extends Options>(
  line: CommandLine<O>,
  args: readonly string[] = process.argv.slice(2),
): Given<O> {
  try {
    const given = parse(line, args);
    if (given) return given;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return misused(line, error.message);
  }
  console.log(helpOf(line));
  process.exit(0);
}

/** Ends the process because its command was called wrongly, with exit code 2. @param why a sentence */
export function misused({ name }: Pick<CommandLine<Options>, 'name'>, why: string): never {
  console.error(`${why} See ${name} --help.`);
  process.exit(MISUSED);
}

/**
 * Takes arguments apart.
 *
 * @returns undefined when help is asked for
 * @throws Mistake with a sentence
 */
export function parse<const O extends Options>(line: CommandLine<O>, args: readonly string[]): Given<O> | undefined {
  const options: Options = { ...line.options, ...HELP };
  const tokens = tokensOf(options, args);
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return undefined;
  const values = Object.fromEntries(Object.entries(line.options).map(([name, { initial }]) => [name, initial]));
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option') values[token.name] = valueOf(options, token);
    else if (token.kind === 'positional') words.push(word(line, token.value, words.length));
  }
  return { values: values as Given<O>['values'], words };
}

/** What `--help` says: every option, with its value where it is not given. */
export function helpOf({ name, about, options, words, notes }: CommandLine<Options>): string {
  const rows = Object.entries({ ...options, ...HELP }).map(([key, option]): [string, string] => [
    `${option.short === undefined ? '' : `-${option.short}, `}--${key}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${option.about}${initialOf(option)}`,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const list = rows.map(
    ([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`,
  );
  const usage = `${name} [options]${words ? ` ${words.usage}` : ''}`;
  return [usage, about, list.join('\n'), ...(notes === undefined ? [] : [notes])].join('\n\n');
}

function initialOf({ initial }: Option<unknown>): string {
  if (initial === undefined || initial === false) return '';
  return ` (${Array.isArray(initial) ? initial.join(',') : JSON.stringify(initial)})`;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function tokensOf(options: Options, args: readonly string[]): readonly Token[] {
  const known = Object.entries(options).map(([name, { value, short }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
  ]);
  return parseArgs({
    // pnpm passes on the `--` that ends its own options.
    args: args.filter((argument) => argument !== '--'),
    options: Object.fromEntries(known),
    // What is wrong is said here, in the same words by every version of Node.
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function valueOf(options: Options, { name, rawName, value, inlineValue }: Token & { kind: 'option' }): unknown {
  const option = Object.hasOwn(options, name) ? options[name]! : undefined;
  if (!option) throw new Mistake(`Unknown option '${rawName}'.${suggestion(options, name)}`);
  if (option.value === undefined && value !== undefined) throw new Mistake(`${rawName} takes no value.`);
  // A lone dash stands for the standard input.
  if (option.value !== undefined && (!value || (value.startsWith('-') && value !== '-' && !inlineValue)))
    throw new Mistake(`${rawName} needs a value.`);
  try {
    return option.read(value ?? '');
  } catch (error) {
    throw error instanceof Mistake ? new Mistake(`${rawName} ${error.message}.`) : error;
  }
}

function suggestion(options: Options, name: string): string {
  const near = nearest(name, Object.keys(options));
  return near === undefined ? '' : ` Did you mean --${near}?`;
}

function word({ words }: CommandLine<Options>, value: string, before: number): string {
  if (before < (words?.most ?? 0)) return value;
  throw new Mistake(`Unexpected argument '${value}'.`);
}
