// Without zod: clients check with this before they send, and do not ship schemas.

/** How long what is said may be, in characters. */
export const CONTENT_CHARACTERS = { min: 1, max: 8000 } as const;

/** How long a `clientMessageId` may be, in characters. */
export const CLIENT_MESSAGE_ID_CHARACTERS = { min: 1, max: 64 } as const;

/** How long a command may be, as a packet of Socket.IO in UTF-8, in bytes: a longer one is answered `request.too_large`. */
export const COMMAND_BYTES = 300_000;

export const NOT_STORABLE = 'must be well-formed Unicode without NUL';

/** True for a string that comes out of PostgreSQL as it went in. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/**
 * What is wrong with a text, in words that follow the name of its field; undefined when nothing is.
 *
 * @param value trimmed
 * @param length how many characters (code points, as JSON Schema and PostgreSQL count) it may have
 */
export function textFault(value: string, { min, max }: { min: number; max: number }): string | undefined {
  if (!isStorable(value)) return NOT_STORABLE;
  const count = characters(value, max + 1);
  if (count >= min && count <= max) return undefined;
  return min > 0 ? `must be ${min} to ${max} characters long` : `must be at most ${max} characters long`;
}

/** Counts no further than `most`: what is far too long need not be read. */
function characters(value: string, most: number): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
    if (count === most) break;
  }
  return count;
}
