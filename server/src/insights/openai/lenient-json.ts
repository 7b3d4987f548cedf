/** Deeper than any answer; a text of brackets must not use up the stack. */
const MAX_DEPTH = 24;
const LITERAL = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|none/iuy;
const SPACE = /[\s\uFEFF]*/uy;
/** Only what can follow a string tells its closing quote from one that was not escaped. */
const CLOSING_QUOTE = /"[\s\uFEFF]*(?:$|[:}\]]|,[\s\uFEFF]*(?:$|["{[}\]\d-]|true|false|null))/iuy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A value, as far as the text goes. */
export interface Reading {
  readonly value: unknown;
  /** Where the text goes on after it. */
  readonly end: number;
  /** Whether the text ended before the value did. */
  readonly isCut: boolean;
  /** The string in which the text ended. */
  readonly cutString: string | undefined;
}

/**
 * Reads one JSON value as models write it: with line breaks, tabs and quotes in strings that are not escaped, escapes that
 * JSON does not know, commas too many or too few, and an end that may be missing.
 *
 * Of a value that is cut off only certain things are kept: members that are complete, and strings up to the cut. An item of a
 * list that is cut off is left out: the last of its numbers could be the beginning of another one.
 *
 * @returns nothing where there is no JSON
 */
export function readJson(text: string, start = 0): Reading | undefined {
  const reader = new Reader(text, start);
  try {
    const value = reader.value(0);
    return { value, end: reader.at, isCut: reader.isCut, cutString: reader.cutString };
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class NoJson extends Error {}

class Reader {
  isCut = false;
  cutString: string | undefined;

  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new NoJson();
    switch (this.next()) {
      case undefined:
        return this.cut();
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.literal();
    }
  }

  private object(depth: number): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.at += 1;
    while (this.goesOn('}')) {
      if (this.next() !== '"') throw new NoJson();
      const key = this.string();
      if (this.isCut || this.next() === undefined) {
        this.cut();
        break;
      }
      if (this.text[this.at] !== ':') throw new NoJson();
      this.at += 1;
      const value = this.value(depth + 1);
      if (value !== undefined) members.push([key, value]);
    }
    // Not by assignment: a key may be `__proto__`.
    return Object.fromEntries(members);
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    while (this.goesOn(']')) {
      const item = this.value(depth + 1);
      if (!this.isCut) items.push(item);
    }
    return items;
  }

  /** Whether another member or item follows; passes the closing bracket otherwise. */
  private goesOn(closing: string): boolean {
    if (this.isCut) return false;
    while (this.next() === ',') this.at += 1;
    const next = this.next();
    if (next === undefined) this.cut();
    if (next === closing) this.at += 1;
    return next !== undefined && next !== closing;
  }

  private string(): string {
    let value = '';
    this.at += 1;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at]!;
      if (character === '"' && this.matches(CLOSING_QUOTE)) {
        this.at += 1;
        return withoutHalves(value);
      }
      value += character === '\\' ? this.escaped() : character;
    }
    this.cut();
    this.cutString = withoutHalves(value);
    return this.cutString;
  }

  private escaped(): string {
    const code = this.text[this.at + 1] ?? '';
    if (code === 'u') {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (/^[\da-f]{4}$/iu.test(digits)) {
        this.at += 5;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      // Cut off within the digits: they are no text.
      if (this.at + 6 > this.text.length) {
        this.at = this.text.length;
        return '';
      }
    }
    this.at += 1;
    return ESCAPES[code] ?? code;
  }

  private literal(): unknown {
    const word = this.matches(LITERAL);
    if (!word) throw new NoJson();
    this.at += word.length;
    // The end of the text may be in the middle of a number.
    if (this.at === this.text.length) return this.cut();
    if (/^[tf]/iu.test(word)) return word.toLowerCase() === 'true';
    return /^n/iu.test(word) ? null : Number(word);
  }

  private matches(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** The next character that is not space, or nothing at the end. */
  private next(): string | undefined {
    this.at += this.matches(SPACE)!.length;
    return this.text[this.at];
  }

  private cut(): undefined {
    this.isCut = true;
  }
}

/** Halves of surrogate pairs are no characters, and PostgreSQL does not store them. */
function withoutHalves(text: string): string {
  return text.replace(/\p{Cs}/gu, '');
}
