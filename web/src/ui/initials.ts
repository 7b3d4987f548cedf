const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What may stand in front of a word, and says nothing of it: as in `Ana (demo)`. */
const PUNCTUATION = /^\p{P}/u;

/** The first letters of the first and the last word, as people write them: an emoji counts as one. */
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
