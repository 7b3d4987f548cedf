/** One option of a command. */
export interface Option<T> {
  /** What the option does; shown in the help. */
  readonly about: string;
  /** The placeholder for the value in the help; undefined for a flag, which has no value. */
  readonly value: string | undefined;
  /** The letter of its short form, such as `n` for `-n`. */
  readonly short?: string;
  /** The value when the user does not give the option. */
  readonly defaultValue: T;
  /** Parses the text that the user gave as the value. @throws UsageError */
  readonly read: (text: string) => T;
}

/**
 * Thrown when a command was called incorrectly. For an invalid value, the message continues a sentence that begins with
 * the name of the option.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Bounds {
  readonly from: number;
  readonly to?: number;
  readonly whole?: boolean;
}

/** Defines an option without a value: true if the user gives it, otherwise false. */
export function flag(about: string): Option<boolean> {
  return { about, value: undefined, defaultValue: false, read: () => true };
}

/** Defines an option whose value is any text. */
export function text(about: string, short?: string): Option<string | undefined> {
  return {
    about,
    value: 'text',
    ...(short !== undefined && { short }),
    defaultValue: undefined,
    read: (given) => given,
  };
}

/** Defines an option whose value is a number, such as `4` or `0.5`, within inclusive bounds. */
export function number<D extends number | undefined = undefined>(
  about: string,
  bounds: Bounds,
  initial = undefined as D,
): Option<number | D> {
  return {
    about,
    value: 'n',
    defaultValue: initial,
    read: (given) => {
      if (isWithin(given, bounds)) return Number(given);
      throw new UsageError(`must be ${describeBounds(bounds)}, not "${given}"`);
    },
  };
}

/** Defines an option whose value is a list of numbers, separated by commas. */
export function numbers<D extends readonly number[] | undefined = undefined>(
  about: string,
  bounds: Bounds,
  initial = undefined as D,
): Option<readonly number[] | D> {
  return {
    about,
    value: 'n,n',
    defaultValue: initial,
    read: (given) => {
      const wrong = given.split(',').find((one) => !isWithin(one, bounds));
      if (wrong === undefined) return given.split(',').map(Number);
      throw new UsageError(`must be a list of numbers, each ${describeBounds(bounds)}, not "${wrong}"`);
    },
  };
}

/** Defines an option whose value is one of several words. */
export function choice<const W extends string>(about: string, known: readonly W[]): Option<W | undefined> {
  return {
    about,
    value: known.join('|'),
    defaultValue: undefined,
    read: (given) => {
      const word = known.find((one) => one === given);
      if (word !== undefined) return word;
      throw new UsageError(`must be ${known.join(' or ')}, not "${given}"`);
    },
  };
}

/** Defines an option whose value is a list of known names, separated by commas. A name may itself contain commas. */
export function names(about: string, known: readonly string[]): Option<readonly string[] | undefined> {
  const longestFirst = known.toSorted((one, other) => other.length - one.length);
  return {
    about,
    value: 'a,b',
    defaultValue: undefined,
    read: (given) => {
      const chosen: string[] = [];
      for (let rest: string | undefined = given; rest !== undefined;) {
        const remaining: string = rest.trimStart();
        const name = longestFirst.find((one) => remaining === one || remaining.startsWith(`${one},`));
        if (name === undefined)
          throw new UsageError(`does not accept "${remaining.split(',')[0]}", but these: ${known.join('; ')}`);
        chosen.push(name);
        rest = remaining === name ? undefined : remaining.slice(name.length + 1);
      }
      return chosen;
    },
  };
}

function isWithin(text: string, { from, to = Infinity, whole = false }: Bounds): boolean {
  const value = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && value >= from && value <= to && (!whole || Number.isSafeInteger(value));
}

function describeBounds({ from, to, whole }: Bounds): string {
  const kind = whole ? 'a whole number' : 'a number';
  return to === undefined ? `${kind} of at least ${from}` : `${kind} from ${from} to ${to}`;
}
