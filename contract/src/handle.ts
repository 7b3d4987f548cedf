/** Handles: names that are unique on a server. Without zod: pages check with this while somebody types. */

/** How long a handle may be, in characters. */
export const HANDLE_CHARACTERS = { min: 2, max: 32 } as const;

/** What it is made of: all of ASCII, so that no two handles look alike because of their alphabets. */
const LETTERS = /^[a-z0-9._-]*$/;
const FIRST = /^[a-z]/;
const LAST = /[a-z0-9]$/;
const PREFIX = /^[a-z][a-z0-9._-]*$/;

/** Without what separates the words of a handle. */
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

/** A handle as it is stored: lower-cased, and without the `@` in front of it. */
export function cleanHandle(typed: string): string {
  return typed.trim().replace(/^@/, '').toLowerCase();
}

/**
 * What is wrong with a handle, in words that follow the name of its field; undefined when nothing is.
 *
 * @param handle as {@link cleanHandle} makes it
 */
export function faultOfHandle(handle: string): string | undefined {
  const { min, max } = HANDLE_CHARACTERS;
  if (!LETTERS.test(handle)) return 'must consist of the letters a to z, digits, and . _ -';
  if (handle.length < min || handle.length > max) return `must be ${min} to ${max} characters long`;
  if (!FIRST.test(handle)) return 'must begin with a letter';
  if (!LAST.test(handle)) return 'must end with a letter or a digit';
  if (RESERVED.has(handle.replaceAll(/[._-]/g, ''))) return 'is reserved: choose another one';
  return undefined;
}

/** Whether handles can begin like this: with at least two characters, as {@link cleanHandle} makes them. */
export function isHandlePrefix(text: string): boolean {
  return text.length >= HANDLE_CHARACTERS.min && text.length <= HANDLE_CHARACTERS.max && PREFIX.test(text);
}
