const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Returns the words of a text in lower case, in any language. Words are not stemmed, so that all languages are treated
 * alike.
 */
function wordsOf(text) {
  return [...segmenter.segment(text.toLowerCase())].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** Returns ROUGE-1, -2 and -L (F1, 0 to 100) of a text, averaged over the references. */
export function rouge(text, references) {
  const words = wordsOf(text);
  const each = references.map((reference) => {
    const expected = wordsOf(reference);
    return [
      f1(overlap(words, expected, 1)),
      f1(overlap(words, expected, 2)),
      f1(longestCommonSubsequence(words, expected)),
    ];
  });
  return [0, 1, 2].map((metric) => mean(each.map((scores) => scores[metric])) * 100);
}

function overlap(words, expected, n) {
  const [have, want] = [grams(words, n), grams(expected, n)];
  let common = 0;
  for (const [gram, count] of have) common += Math.min(count, want.get(gram) ?? 0);
  return { common, have: Math.max(words.length - n + 1, 0), want: Math.max(expected.length - n + 1, 0) };
}

function grams(words, n) {
  const counts = new Map();
  for (let start = 0; start + n <= words.length; start += 1) {
    const gram = words.slice(start, start + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function longestCommonSubsequence(words, expected) {
  let row = Array.from({ length: expected.length + 1 }, () => 0);
  for (const word of words) {
    const next = [0];
    expected.forEach((other, index) => {
      next.push(word === other ? row[index] + 1 : Math.max(row[index + 1], next[index]));
    });
    row = next;
  }
  return { common: row.at(-1), have: words.length, want: expected.length };
}

function f1({ common, have, want }) {
  return common === 0 ? 0 : (2 * common) / (have + want);
}

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
