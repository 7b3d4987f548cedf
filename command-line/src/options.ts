/** One option of a command. */
export interface Option<T> {
  /** What it does, as the help says it. */
  readonly about: string;
  /** What its value is called in the help; undefined for a flag, which has none. */
  readonly value: string | undefined;
  /** One letter, for `-n` beside `--name`. */
  readonly short?: string;
  /** Its value where it is not given. */
  readonly initial: T;
  /** @throws Mistake */
  readonly read: (text: string) => T;
}

/** What is wrong with how a command was called. Of a value: the rest of a sentence that begins with the name of its option. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

interface Bounds {
  readonly from: number;
  readonly to?: number;
  readonly whole?: boolean;
}

/** An option without a value: false, unless it is given. */
export function flag(about: string): Option<boolean> {
  return { about, value: undefined, initial: false, read: () => true };
}

/** An option whose value is any text. */
export function text(about: string, short?: string): Option<string | undefined> {
  return { about, value: 'text', ...(short !== undefined && { short }), initial: undefined, read: (given) => given };
}

/** An option whose value is a number, such as `4` or `0.5`, within bounds that belong to it. */
export function number<D extends number | undefined = undefined>(
  about: string,
  bounds: Bounds,
  initial = undefined as D,
): Option<number | D> {
  return {
    about,
    value: 'n',
    initial,
    read: (given) => {
      if (isWithin(given, bounds)) return Number(given);
      throw new Mistake(`is ${inWords(bounds)}; "${given}" is none`);
    },
  };
}

/** An option whose value is a list of numbers, separated by commas. */
export function numbers<D extends readonly number[] | undefined = undefined>(
  about: string,
  bounds: Bounds,
  initial = undefined as D,
): Option<readonly number[] | D> {
  return {
    about,
    value: 'n,n',
    initial,
    read: (given) => {
      const wrong = given.split(',').find((one) => !isWithin(one, bounds));
      if (wrong === undefined) return given.split(',').map(Number);
      throw new Mistake(`is a list, each ${inWords(bounds)}; "${wrong}" is none`);
    },
  };
}

/** An option whose value is one of some words. */
export function choice<const W extends string>(about: string, known: readonly W[]): Option<W | undefined> {
  return {
    about,
    value: known.join('|'),
    initial: undefined,
    read: (given) => {
      const word = known.find((one) => one === given);
      if (word !== undefined) return word;
      throw new Mistake(`is ${known.join(' or ')}; "${given}" is none`);
    },
  };
}

/** An option whose value is a list of names, separated by commas. A name may have commas in it. */
export function names(about: string, known: readonly string[]): Option<readonly string[] | undefined> {
  const longestFirst = known.toSorted((one, other) => other.length - one.length);
  return {
    about,
    value: 'a,b',
    initial: undefined,
    read: (given) => {
      const chosen: string[] = [];
      for (let rest: string | undefined = given; rest !== undefined;) {
        const wish: string = rest.trimStart();
        const name = longestFirst.find((one) => wish === one || wish.startsWith(`${one},`));
        if (name === undefined)
          throw new Mistake(`does not know "${wish.split(',')[0]}"; there are: ${known.join('; ')}`);
        chosen.push(name);
        rest = wish === name ? undefined : wish.slice(name.length + 1);
      }
      return chosen;
    },
  };
}

function isWithin(text: string, { from, to = Infinity, whole = false }: Bounds): boolean {
  const value = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && value >= from && value <= to && (!whole || Number.isSafeInteger(value));
}

function inWords({ from, to, whole }: Bounds): string {
  const kind = whole ? 'a whole number' : 'a number';
  return to === undefined ? `${kind} of at least ${from}` : `${kind} from ${from} to ${to}`;
}
