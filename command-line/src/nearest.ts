/** More differences than this are another word, not a slip of the fingers. */
const MOST_DIFFERENCES = 2;

/** Of these words the one that a person may have meant, if there is one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, differences: differencesOf(word, one) }))
    .toSorted((one, other) => one.differences - other.differences);
  return best && best.differences <= MOST_DIFFERENCES ? best.one : undefined;
}

/** How many characters have to be added, removed or replaced (Levenshtein). */
function differencesOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at += 1)
      next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + (character === other[at] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
