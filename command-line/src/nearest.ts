/** A known word at a larger distance counts as a different word, not as a misspelling. */
const MAX_EDIT_DISTANCE = 2;

/** Finds the known word that the user probably meant; undefined if none is similar enough. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, differences: editDistance(word, one) }))
    .toSorted((one, other) => one.differences - other.differences);
  return best && best.differences <= MAX_EDIT_DISTANCE ? best.one : undefined;
}

/**
 * Returns the Levenshtein distance: how many characters have to be added, removed or replaced to turn one word into the
 * other.
 */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at += 1)
      next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + (character === other[at] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
