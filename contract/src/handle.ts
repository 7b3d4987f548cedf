/**
 * Rules of handles: names that are unique on a server. Must not import zod: pages validate with these rules while the
 * user types.
 */

/** The length of a handle, in characters. */
export const HANDLE_CHARACTERS = { min: 2, max: 32 } as const;

/** Only ASCII, so that no two handles of different alphabets look alike. */
const ALLOWED_CHARACTERS = /^[a-z0-9._-]*$/;
const VALID_START = /^[a-z]/;
const VALID_END = /[a-z0-9]$/;
const PREFIX = /^[a-z][a-z0-9._-]*$/;

/** The reserved handles, without the separators `.`, `_` and `-`. */
const RESERVED = new Set([
  'admin',
  'all',
  'channel',
  'everyone',
  'here',
  'hub',
  'smartcommunicationhub',
  'support',
  'system',
]);

/** Returns a handle as it is stored: in lower case, and without a leading `@`. */
export function cleanHandle(typed: string): string {
  return typed.trim().replace(/^@/, '').toLowerCase();
}

/**
 * Validates a handle.
 *
 * @param handle the result of {@link cleanHandle}
 * @returns an error message to append to the field name; undefined when the handle is valid
 */
export function faultOfHandle(handle: string): string | undefined {
  const { min, max } = HANDLE_CHARACTERS;
  if (!ALLOWED_CHARACTERS.test(handle)) return 'must consist of the letters a to z, digits, and . _ -';
  if (handle.length < min || handle.length > max) return `must be ${min} to ${max} characters long`;
  if (!VALID_START.test(handle)) return 'must begin with a letter';
  if (!VALID_END.test(handle)) return 'must end with a letter or a digit';
  if (RESERVED.has(handle.replaceAll(/[._-]/g, ''))) return 'is reserved: choose another one';
  return undefined;
}

/**
 * Whether a text, the result of {@link cleanHandle}, has at least two characters and is a valid beginning of a handle.
 */
export function isHandlePrefix(text: string): boolean {
  return text.length >= HANDLE_CHARACTERS.min && text.length <= HANDLE_CHARACTERS.max && PREFIX.test(text);
}
