const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Matches a character of a script without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Matches the same words as {@link WORD} in ASCII text, such as most English messages, in half the time. */
const ASCII_WORD = /[a-z0-9]+(?:'[a-z]+)*/g;
const ASCII = /^[\t\n\r -~]*$/;

/**
 * Returns the words of a text in any language, in lower case. Uses the segmenter only for scripts without spaces,
 * because the segmenter is slow.
 */
export function wordsOf(text: string): string[] {
  if (ASCII.test(text)) return text.toLowerCase().match(ASCII_WORD) ?? [];
  if (!UNSPACED.test(text)) return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  return [...wordSegmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment.toLowerCase());
}

const sentenceSegmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/**
 * Matches the white space between two sentences; not after an abbreviation or a single letter. Tests for white space
 * first, because a lookbehind from every character would take time quadratic in the length of a run of quotation marks.
 */
const SENTENCE_END =
  /(?=\s)(?:(?<=[!?…؟۔।]["'”’»)]*|(?<!(?<!\p{L})(?:\p{L}|mrs?|ms|dr|st|prof|sra?|approx|etc|bzw|usw|evtl|inkl|ggf|aprox|incl|jan|feb|apr|aug|sept?|oct|nov|dec|vol|art|no|nr))\.["'”’»)]*)\s+|\n+)/iu;

/** A quick check whether {@link SENTENCE_END} can match, because its lookbehind at every character is slow. */
const MAY_HAVE_SENTENCE_END = /[.!?…؟۔।]["'”’»)]*\s|\n/;

/**
 * Returns the first sentences of a text. Uses no segmenter where possible: a segmenter is slow, and does not split
 * before a sentence that begins in lower case, as sentences in chats often do.
 *
 * @param max the maximum number of sentences
 */
export function sentencesOf(text: string, max: number): string[] {
  const sentences: string[] = [];
  for (const part of splitIntoSentences(text)) {
    const sentence = part.trim();
    if (sentence !== '') sentences.push(sentence);
    if (sentences.length === max) break;
  }
  return sentences;
}

function splitIntoSentences(text: string): Iterable<string> {
  if (UNSPACED.test(text)) return segmentsOf(text);
  return MAY_HAVE_SENTENCE_END.test(text) ? text.split(SENTENCE_END) : [text];
}

/** Yields the sentences lazily, because the caller may need only the first ones. */
function* segmentsOf(text: string): Generator<string> {
  for (const { segment } of sentenceSegmenter.segment(text)) yield segment;
}

/** Truncates a text to `maxCharacters` characters, without splitting a surrogate pair. */
export function truncateText(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
