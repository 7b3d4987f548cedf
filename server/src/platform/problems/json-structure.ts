/** What JSON has at most of brackets, braces and colons. The longest content has 8,000 characters, which may be any of them. */
export const MAX_PARTS = 10_000;
/** A shorter text is parsed within 2 ms, whatever it is. */
const COUNTED_FROM = 16_384;

const PARTS = new Set(['[', '{', ':'].map((character) => character.charCodeAt(0)));

/**
 * Whether JSON has so many parts that parsing it would take long: 400 kB of keys or nested lists are up to 45 ms, 400 kB of
 * text less than one. To be asked before it is parsed.
 */
export function hasTooManyParts(json: string | Uint8Array, most = MAX_PARTS): boolean {
  if (json.length < COUNTED_FROM) return false;
  const at = typeof json === 'string' ? (index: number) => json.charCodeAt(index) : (index: number) => json[index]!;
  let parts = 0;
  for (let index = 0; index < json.length; index += 1) if (PARTS.has(at(index))) parts += 1;
  return parts > most;
}
