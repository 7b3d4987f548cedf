/** Where a text stops being JSON. */
interface JsonFault {
  /** Both count from 1; a column is a character, however many bytes it takes. */
  readonly line: number;
  readonly column: number;
  /** What should stand there, in words. */
  readonly expected: string;
  /** Whether the text ends there. */
  readonly isEnd: boolean;
}

/** Stops a scan at the first character that cannot follow what is before it. */
class Unexpected extends Error {
  constructor(
    readonly index: number,
    readonly expected: string,
  ) {
    super();
  }
}

const LINE_BREAK = /\r\n|\r|\n/;
const WORDS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/**
 * Finds what is wrong with JSON that must be an object or an array (RFC 8259).
 *
 * @param json what `JSON.parse` has refused, whose own words depend on the version of Node and repeat the text
 * @returns undefined where nothing is wrong
 */
export function jsonFault(json: string): JsonFault | undefined {
  try {
    new Scanner(json).scan();
    return undefined;
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const { index, expected } = error;
    const lines = json.slice(0, index).split(LINE_BREAK);
    return { line: lines.length, column: [...lines.at(-1)!].length + 1, expected, isEnd: index === json.length };
  }
}

/** What is open at a place: how it is closed, and whether nothing is in it yet. */
interface Container {
  readonly closer: '}' | ']';
  isEmpty: boolean;
}

/** Goes through JSON once, and without recursion: arrays may be nested as deeply as a body is long. */
class Scanner {
  private index = 0;
  private readonly open: Container[] = [];

  constructor(private readonly json: string) {}

  /** @throws Unexpected */
  scan(): void {
    this.skipSpace();
    if (!this.opens()) this.fail('"{"');
    for (let isAfterValue = false; this.open.length > 0; isAfterValue = this.next(isAfterValue)) this.skipSpace();
    this.skipSpace();
    if (this.index < this.json.length) this.fail('the end of the body');
  }

  /** Goes on to the next value, or behind it. @returns whether a value has just ended */
  private next(isAfterValue: boolean): boolean {
    const inner = this.open.at(-1)!;
    const { closer, isEmpty } = inner;
    if ((isAfterValue || isEmpty) && this.here === closer) return this.close();
    if (isAfterValue) this.take(',', `"," or "${closer}"`);
    inner.isEmpty = false;
    if (isAfterValue) return false;
    const orEnd = isEmpty ? ` or "${closer}"` : '';
    if (closer === '}') this.key(orEnd);
    return this.value(closer === '}' ? '' : orEnd);
  }

  private key(orEnd: string): void {
    if (this.here !== '"') this.fail(`a name in double quotes${orEnd}`);
    this.string();
    this.skipSpace();
    this.take(':', '":"');
    this.skipSpace();
  }

  /** @returns whether it has ended: an object or an array is only opened */
  private value(orEnd: string): boolean {
    if (this.opens()) return false;
    const word = WORDS[this.here];
    if (this.here === '"') this.string();
    else if (word !== undefined) for (const letter of word) this.take(letter, word);
    else if (/[-\d]/.test(this.here)) this.number();
    else this.fail(`a value${orEnd}`);
    return true;
  }

  private opens(): boolean {
    if (this.here !== '{' && this.here !== '[') return false;
    this.open.push({ closer: this.here === '{' ? '}' : ']', isEmpty: true });
    this.index += 1;
    return true;
  }

  private close(): true {
    this.open.pop();
    this.index += 1;
    return true;
  }

  private string(): void {
    this.index += 1;
    for (;;) {
      this.skipTo(/["\\\p{Cc}]|$/gu);
      // Of the control characters those above U+001F may stand as they are.
      if (this.here >= '\u007f') this.index += 1;
      else if (this.here === '\\') this.escape();
      else return this.take('"', this.here === '' ? 'a closing quote' : 'an escape such as \\n: no line break or tab');
    }
  }

  private escape(): void {
    this.index += 1;
    if (this.here !== 'u') return this.takeOne(/["\\/bfnrt]/, 'one of " \\ / b f n r t u');
    this.index += 1;
    for (let digit = 0; digit < 4; digit += 1) this.takeOne(/[\da-f]/i, 'a hexadecimal digit');
  }

  private number(): void {
    if (this.here === '-') this.index += 1;
    if (this.here === '0') this.index += 1;
    else this.digits();
    if (this.here === '.') {
      this.index += 1;
      this.digits();
    }
    if (!/[eE]/.test(this.here)) return;
    this.index += 1;
    if (/[-+]/.test(this.here)) this.index += 1;
    this.digits();
  }

  private digits(): void {
    this.takeOne(/\d/, 'a digit');
    this.skipTo(/\D|$/g);
  }

  /** The character of this place; empty at the end. */
  private get here(): string {
    return this.json[this.index] ?? '';
  }

  private take(character: string, expected: string): void {
    if (this.here !== character) this.fail(expected);
    this.index += 1;
  }

  private takeOne(pattern: RegExp, expected: string): void {
    if (!pattern.test(this.here)) this.fail(expected);
    this.index += 1;
  }

  private skipSpace(): void {
    this.skipTo(/[^ \t\n\r]|$/g);
  }

  private skipTo(pattern: RegExp): void {
    pattern.lastIndex = this.index;
    this.index = pattern.exec(this.json)!.index;
  }

  private fail(expected: string): never {
    throw new Unexpected(this.index, expected);
  }
}
