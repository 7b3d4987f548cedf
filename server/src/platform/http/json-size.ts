/** ASCII that JSON does not escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** How many bytes a text takes in JSON, with its quotes: five times as fast as writing it, where it needs no escapes. */
export function jsonTextBytes(text: string): number {
  return PLAIN.test(text) ? text.length + 2 : Buffer.byteLength(JSON.stringify(text));
}

/**
 * As many of the first items as come to so many bytes, and at least one, however large it is.
 *
 * @param most in bytes
 * @param bytesOf how large an item is, in bytes
 * @returns those items, and how large they are together, in bytes
 */
export function fitting<Item>(
  items: readonly Item[],
  most: number,
  bytesOf: (item: Item) => number,
): { readonly fit: Item[]; readonly bytes: number } {
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    const size = bytesOf(item);
    if (index > 0 && bytes + size > most) return { fit: items.slice(0, index), bytes };
    bytes += size;
  }
  return { fit: [...items], bytes };
}
