/**
 * The maximum depth of nesting: deeper than any valid response. Without a limit, a text of many brackets could exhaust
 * the stack.
 */
const MAX_DEPTH = 24;
const LITERAL = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|none/iuy;
const WHITE_SPACE = /[\s\uFEFF]*/uy;
/** A quote closes a string only if valid JSON follows it; otherwise it is a quote that was not escaped. */
const CLOSING_QUOTE = /"[\s\uFEFF]*(?:$|[:}\]]|,[\s\uFEFF]*(?:$|["{[}\]\d-]|true|false|null))/iuy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A parsed JSON value, which may have been truncated by the end of the text. */
export interface LenientJson {
  readonly value: unknown;
  /** The position in the text after the value. */
  readonly end: number;
  /** Whether the text ended within the value. */
  readonly isTruncated: boolean;
  /** The part of the string within which the text ended; undefined if the text did not end within a string. */
  readonly truncatedString: string | undefined;
}

/**
 * Parses one JSON value as models write it: with unescaped line breaks, tabs and quotes in strings, escapes that JSON
 * does not define, extra or missing commas, and possibly truncated.
 *
 * Of a truncated value, only the parts that are certain are kept: complete members, and the beginning of a truncated
 * string. A truncated array item is left out, because its last number could be the beginning of a longer number.
 *
 * @returns undefined if the text at `start` is not JSON
 */
export function parseLenientJson(text: string, start = 0): LenientJson | undefined {
  const parser = new LenientJsonParser(text, start);
  try {
    const value = parser.parseValue(0);
    return { value, end: parser.position, isTruncated: parser.isTruncated, truncatedString: parser.truncatedString };
  } catch (error) {
    if (error instanceof NotJsonError) return undefined;
    throw error;
  }
}

class NotJsonError extends Error {}

class LenientJsonParser {
  isTruncated = false;
  truncatedString: string | undefined;

  constructor(
    private readonly text: string,
    public position: number,
  ) {}

  parseValue(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new NotJsonError();
    switch (this.skipSpace()) {
      case undefined:
        return this.markTruncated();
      case '{':
        return this.parseObject(depth);
      case '[':
        return this.parseArray(depth);
      case '"':
        return this.parseString();
      default:
        return this.parseLiteral();
    }
  }

  private parseObject(depth: number): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.position += 1;
    while (this.moveToNextElement('}')) {
      if (this.skipSpace() !== '"') throw new NotJsonError();
      const key = this.parseString();
      if (this.isTruncated || this.skipSpace() === undefined) {
        this.markTruncated();
        break;
      }
      if (this.text[this.position] !== ':') throw new NotJsonError();
      this.position += 1;
      const value = this.parseValue(depth + 1);
      if (value !== undefined) members.push([key, value]);
    }
    // Assigning the members one by one would be unsafe: a key may be `__proto__`.
    return Object.fromEntries(members);
  }

  private parseArray(depth: number): unknown[] {
    const items: unknown[] = [];
    this.position += 1;
    while (this.moveToNextElement(']')) {
      const item = this.parseValue(depth + 1);
      if (!this.isTruncated) items.push(item);
    }
    return items;
  }

  /** Moves to the next member or item. @returns false if there is none, after moving past the closing bracket */
  private moveToNextElement(closing: string): boolean {
    if (this.isTruncated) return false;
    while (this.skipSpace() === ',') this.position += 1;
    const next = this.skipSpace();
    if (next === undefined) this.markTruncated();
    if (next === closing) this.position += 1;
    return next !== undefined && next !== closing;
  }

  private parseString(): string {
    let value = '';
    this.position += 1;
    for (; this.position < this.text.length; this.position += 1) {
      const character = this.text[this.position]!;
      if (character === '"' && this.matchHere(CLOSING_QUOTE)) {
        this.position += 1;
        return withoutLoneSurrogates(value);
      }
      value += character === '\\' ? this.parseEscape() : character;
    }
    this.markTruncated();
    this.truncatedString = withoutLoneSurrogates(value);
    return this.truncatedString;
  }

  private parseEscape(): string {
    const code = this.text[this.position + 1] ?? '';
    if (code === 'u') {
      const digits = this.text.slice(this.position + 2, this.position + 6);
      if (/^[\da-f]{4}$/iu.test(digits)) {
        this.position += 5;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      // The text ends within the digits, which are then no part of the string.
      if (this.position + 6 > this.text.length) {
        this.position = this.text.length;
        return '';
      }
    }
    this.position += 1;
    return ESCAPES[code] ?? code;
  }

  private parseLiteral(): unknown {
    const word = this.matchHere(LITERAL);
    if (!word) throw new NotJsonError();
    this.position += word.length;
    // The text may have ended in the middle of a number.
    if (this.position === this.text.length) return this.markTruncated();
    if (/^[tf]/iu.test(word)) return word.toLowerCase() === 'true';
    return /^n/iu.test(word) ? null : Number(word);
  }

  private matchHere(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text)?.[0];
  }

  /** Skips white space. @returns the next character, or undefined at the end of the text */
  private skipSpace(): string | undefined {
    this.position += this.matchHere(WHITE_SPACE)!.length;
    return this.text[this.position];
  }

  private markTruncated(): undefined {
    this.isTruncated = true;
  }
}

/** Removes lone surrogates, which are not characters and which PostgreSQL does not store. */
function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Cs}/gu, '');
}
