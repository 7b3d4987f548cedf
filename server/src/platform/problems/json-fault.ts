/** The position at which a text stops being valid JSON. */
interface JsonFault {
  /** Line and column count from 1. A column is one character, however many bytes it takes. */
  readonly line: number;
  readonly column: number;
  /** A description of what is expected there. */
  readonly expected: string;
  /** Whether the text ends at that position. */
  readonly isEnd: boolean;
}

/** Thrown at the first character that cannot follow the text before it. */
class UnexpectedCharacter extends Error {
  constructor(
    readonly index: number,
    readonly expected: string,
  ) {
    super();
  }
}

const LINE_BREAK = /\r\n|\r|\n/;
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/**
 * Finds the fault in JSON that must be an object or an array (RFC 8259).
 *
 * @param json a text that `JSON.parse` has rejected. The error message of `JSON.parse` is not used, because it depends
 *   on the version of Node and repeats the text.
 * @returns undefined if there is no fault
 */
export function jsonFault(json: string): JsonFault | undefined {
  try {
    new Scanner(json).scan();
    return undefined;
  } catch (error) {
    if (!(error instanceof UnexpectedCharacter)) throw error;
    const { index, expected } = error;
    const lines = json.slice(0, index).split(LINE_BREAK);
    return { line: lines.length, column: [...lines.at(-1)!].length + 1, expected, isEnd: index === json.length };
  }
}

/** An object or array that is not closed yet: its closing character, and whether it has no content yet. */
interface Container {
  readonly closer: '}' | ']';
  isEmpty: boolean;
}

/** Scans JSON in one pass, and without recursion, because arrays may be nested as deeply as a body is long. */
class Scanner {
  private index = 0;
  private readonly open: Container[] = [];

  constructor(private readonly json: string) {}

  /** @throws UnexpectedCharacter */
  scan(): void {
    this.skipSpace();
    if (!this.openContainer()) this.throwExpected('"{"');
    for (let isAfterValue = false; this.open.length > 0; isAfterValue = this.step(isAfterValue)) this.skipSpace();
    this.skipSpace();
    if (this.index < this.json.length) this.throwExpected('the end of the body');
  }

  /**
   * Scans one step in the innermost open container: its closing character, the comma after a value, or the next value
   * (in an object, with its name).
   *
   * @returns whether a value has just ended
   */
  private step(isAfterValue: boolean): boolean {
    const inner = this.open.at(-1)!;
    const { closer, isEmpty } = inner;
    if ((isAfterValue || isEmpty) && this.current === closer) return this.closeContainer();
    if (isAfterValue) this.expectCharacter(',', `"," or "${closer}"`);
    inner.isEmpty = false;
    if (isAfterValue) return false;
    const orEnd = isEmpty ? ` or "${closer}"` : '';
    if (closer === '}') this.key(orEnd);
    return this.value(closer === '}' ? '' : orEnd);
  }

  private key(orEnd: string): void {
    if (this.current !== '"') this.throwExpected(`a name in double quotes${orEnd}`);
    this.string();
    this.skipSpace();
    this.expectCharacter(':', '":"');
    this.skipSpace();
  }

  /** Scans a value; of an object or an array, only the opening character. @returns whether the value has ended */
  private value(orEnd: string): boolean {
    if (this.openContainer()) return false;
    const word = LITERALS[this.current];
    if (this.current === '"') this.string();
    else if (word !== undefined) for (const letter of word) this.expectCharacter(letter, word);
    else if (/[-\d]/.test(this.current)) this.number();
    else this.throwExpected(`a value${orEnd}`);
    return true;
  }

  private openContainer(): boolean {
    if (this.current !== '{' && this.current !== '[') return false;
    this.open.push({ closer: this.current === '{' ? '}' : ']', isEmpty: true });
    this.index += 1;
    return true;
  }

  private closeContainer(): true {
    this.open.pop();
    this.index += 1;
    return true;
  }

  private string(): void {
    this.index += 1;
    for (;;) {
      this.skipTo(/["\\\p{Cc}]|$/gu);
      // The control characters from U+007F on need no escape.
      if (this.current >= '\u007f') this.index += 1;
      else if (this.current === '\\') this.escape();
      else
        return this.expectCharacter(
          '"',
          this.current === '' ? 'a closing quote' : 'an escape such as \\n: no line break or tab',
        );
    }
  }

  private escape(): void {
    this.index += 1;
    if (this.current !== 'u') return this.expectMatch(/["\\/bfnrt]/, 'one of " \\ / b f n r t u');
    this.index += 1;
    for (let digit = 0; digit < 4; digit += 1) this.expectMatch(/[\da-f]/i, 'a hexadecimal digit');
  }

  private number(): void {
    if (this.current === '-') this.index += 1;
    if (this.current === '0') this.index += 1;
    else this.digits();
    if (this.current === '.') {
      this.index += 1;
      this.digits();
    }
    if (!/[eE]/.test(this.current)) return;
    this.index += 1;
    if (/[-+]/.test(this.current)) this.index += 1;
    this.digits();
  }

  private digits(): void {
    this.expectMatch(/\d/, 'a digit');
    this.skipTo(/\D|$/g);
  }

  /** The current character; empty at the end of the text. */
  private get current(): string {
    return this.json[this.index] ?? '';
  }

  private expectCharacter(character: string, expected: string): void {
    if (this.current !== character) this.throwExpected(expected);
    this.index += 1;
  }

  private expectMatch(pattern: RegExp, expected: string): void {
    if (!pattern.test(this.current)) this.throwExpected(expected);
    this.index += 1;
  }

  private skipSpace(): void {
    this.skipTo(/[^ \t\n\r]|$/g);
  }

  private skipTo(pattern: RegExp): void {
    pattern.lastIndex = this.index;
    this.index = pattern.exec(this.json)!.index;
  }

  private throwExpected(expected: string): never {
    throw new UnexpectedCharacter(this.index, expected);
  }
}
