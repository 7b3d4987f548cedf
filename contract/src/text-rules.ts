// This module must not import zod: clients validate input with these rules without shipping the schemas.

/** The length of the content of a message, in characters. */
export const CONTENT_CHARACTERS = { min: 1, max: 8000 } as const;

/** The length of a `clientMessageId`, in characters. */
export const CLIENT_MESSAGE_ID_CHARACTERS = { min: 1, max: 64 } as const;

/**
 * The maximum size of a command, as a Socket.IO packet in UTF-8, in bytes. A larger one fails with `request.too_large`.
 */
export const COMMAND_BYTES = 300_000;

export const NOT_STORABLE = 'must be well-formed Unicode without NUL';
export const INVISIBLE = 'must contain something visible';

/** Matches a line break: the mandatory breaks of Unicode (UAX 14: BK, CR, LF, NL). */
const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
const WHITESPACE = /[\s\u0085]/;

/**
 * Matches a code point with a visible glyph of its own. Invisible are separators, controls, ignorable and private-use
 * code points, combining marks without a letter, and blank letters and symbols (the braille cell without dots, the
 * object replacement character, the musical note without a head, blank hieroglyphs). Unassigned code points count as
 * visible, because a later version of Unicode may assign letters or emoji to them.
 */
const VISIBLE_CHARACTER =
  /(?!\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point})[^\p{Z}\p{Cc}\p{Cs}\p{Co}\p{Mn}\p{Me}\u2800\uFFF9-\uFFFC\u{1D159}\u{13430}-\u{1343F}\u{13441}\u{13442}]/u;

/** Whether PostgreSQL can store a string unchanged. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** Whether a text has at least one visible character. */
export function isVisible(value: string): boolean {
  return VISIBLE_CHARACTER.test(value);
}

/**
 * Returns the content of a message as it is stored: without trailing whitespace and leading blank lines. Preserves the
 * indentation of the first line, because it may belong to a code block.
 */
export function trimContent(content: string): string {
  let end = content.length;
  while (end > 0 && WHITESPACE.test(content[end - 1]!)) end -= 1;
  let start = 0;
  for (let index = 0; index < end && WHITESPACE.test(content[index]!); index += 1)
    if (LINE_BREAK.test(content[index]!)) start = index + 1;
  return content.slice(start, end);
}

/**
 * Validates the content of a message.
 *
 * @returns an error message to append to the field name; undefined when the content is valid
 */
export function contentFault(content: string): string | undefined {
  const trimmed = trimContent(content);
  return textFault(trimmed, CONTENT_CHARACTERS) ?? (isVisible(trimmed) ? undefined : INVISIBLE);
}

/**
 * Validates a text.
 *
 * @param value the text as it would be stored
 * @param length the allowed number of characters (code points, as JSON Schema and PostgreSQL count them)
 * @returns an error message to append to the field name; undefined when the text is valid
 */
export function textFault(value: string, { min, max }: { min: number; max: number }): string | undefined {
  if (!isStorable(value)) return NOT_STORABLE;
  const count = countCharacters(value, max + 1);
  if (count >= min && count <= max) return undefined;
  return min > 0 ? `must be ${min} to ${max} characters long` : `must be at most ${max} characters long`;
}

/** Counts the code points of a text, up to `limit`: an oversized text is not read to its end. */
export function countCharacters(value: string, limit = Infinity): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
    if (count === limit) break;
  }
  return count;
}
