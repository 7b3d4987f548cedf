const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Matches words that begin with punctuation, such as `(demo)`, which are skipped. */
const PUNCTUATION = /^\p{P}/u;

/**
 * Returns the first letters of the first and the last word of a name. A letter is a grapheme: an emoji counts as one.
 */
export function initialsOf(name: string): string {
  const all = name.trim().split(/\s+/);
  const named = all.filter((word) => !PUNCTUATION.test(word));
  const words = named.length > 0 ? named : all;
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen
    .map((word) => [...letters.segment(word)][0]?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}
