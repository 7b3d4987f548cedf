// Without zod: clients check with this before they send, and do not ship schemas.

/** How long what is said may be, in characters. */
export const CONTENT_CHARACTERS = { min: 1, max: 8000 } as const;

/** How long a `clientMessageId` may be, in characters. */
export const CLIENT_MESSAGE_ID_CHARACTERS = { min: 1, max: 64 } as const;

/** How long a command may be, as a packet of Socket.IO in UTF-8, in bytes: a longer one is answered `request.too_large`. */
export const COMMAND_BYTES = 300_000;

export const NOT_STORABLE = 'must be well-formed Unicode without NUL';
export const INVISIBLE = 'must contain something visible';

/** What ends a line: Unicode's mandatory breaks (UAX 14: BK, CR, LF, NL). */
const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
const WHITESPACE = /[\s\u0085]/;

/**
 * A code point that leaves a mark of its own. The others are separators, controls, ignorable and private code points, marks
 * without a letter, and the blanks among letters and symbols (a braille cell without dots, the object replacement, a musical
 * note without a head, blank hieroglyphs). Unassigned ones count: the next Unicode makes letters and emoji of them.
 */
const WITH_LOOK =
  /(?!\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})[^\p{Z}\p{Cc}\p{Cs}\p{Co}\p{Mn}\p{Me}\u2800\uFFF9-\uFFFC\u{1D159}\u{13430}-\u{1343F}\u{13441}\u{13442}]/u;

/** True for a string that comes out of PostgreSQL as it went in. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** True for a text of which a reader sees anything. */
export function isVisible(value: string): boolean {
  return WITH_LOOK.test(value);
}

/**
 * A message's content as it is stored: without trailing whitespace and without leading blank lines. The indentation of the
 * first line stays, because it may be a code block's.
 */
export function trimContent(content: string): string {
  let end = content.length;
  while (end > 0 && WHITESPACE.test(content[end - 1]!)) end -= 1;
  let start = 0;
  for (let at = 0; at < end && WHITESPACE.test(content[at]!); at += 1)
    if (LINE_BREAK.test(content[at]!)) start = at + 1;
  return content.slice(start, end);
}

/** What is wrong with a message's content, in words that follow the name of its field; undefined when nothing is. */
export function contentFault(content: string): string | undefined {
  const trimmed = trimContent(content);
  return textFault(trimmed, CONTENT_CHARACTERS) ?? (isVisible(trimmed) ? undefined : INVISIBLE);
}

/**
 * What is wrong with a text, in words that follow the name of its field; undefined when nothing is.
 *
 * @param value as it would be stored
 * @param length how many characters (code points, as JSON Schema and PostgreSQL count) it may have
 */
export function textFault(value: string, { min, max }: { min: number; max: number }): string | undefined {
  if (!isStorable(value)) return NOT_STORABLE;
  const count = characters(value, max + 1);
  if (count >= min && count <= max) return undefined;
  return min > 0 ? `must be ${min} to ${max} characters long` : `must be at most ${max} characters long`;
}

/** How many code points a text has. Counts no further than `most`: what is far too long need not be read. */
export function characters(value: string, most = Infinity): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
    if (count === most) break;
  }
  return count;
}
