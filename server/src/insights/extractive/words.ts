const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The same as {@link WORD}, for text of ASCII: most of what is written in English, in half the time. */
const PLAIN_WORD = /[a-z0-9]+(?:'[a-z]+)*/g;
const PLAIN = /^[\t\n\r -~]*$/;

/** The words of a text in lower case, in any language. The segmenter is slow, and only asked where it is needed. */
export function wordsOf(text: string): string[] {
  if (PLAIN.test(text)) return text.toLowerCase().match(PLAIN_WORD) ?? [];
  if (!UNSPACED.test(text)) return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment.toLowerCase());
}

const sentenceSegmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/**
 * Where a sentence ends in the middle of a text: not behind an abbreviation, nor behind a single letter. Looks for white
 * space first: looking back from every character is quadratic in a run of quotation marks.
 */
const END =
  /(?=\s)(?:(?<=[!?…؟۔।]["'”’»)]*|(?<!(?<!\p{L})(?:\p{L}|mrs?|ms|dr|st|prof|sra?|approx|etc|bzw|usw|evtl|inkl|ggf|aprox|incl|jan|feb|apr|aug|sept?|oct|nov|dec|vol|art|no|nr))\.["'”’»)]*)\s+|\n+)/iu;

/** Looked for first, since looking back from every letter takes long. */
const MAY_END = /[.!?…؟۔।]["'”’»)]*\s|\n/;

/**
 * The first sentences of a text. In chats they begin in lower case, too, where the segmenter goes on; and it is slow.
 *
 * @param most how many
 */
export function sentencesOf(text: string, most: number): string[] {
  const sentences: string[] = [];
  for (const part of partsOf(text)) {
    const sentence = part.trim();
    if (sentence !== '') sentences.push(sentence);
    if (sentences.length === most) break;
  }
  return sentences;
}

function partsOf(text: string): Iterable<string> {
  if (UNSPACED.test(text)) return segmentsOf(text);
  return MAY_END.test(text) ? text.split(END) : [text];
}

/** One by one, since nobody may want all of them. */
function* segmentsOf(text: string): Generator<string> {
  for (const { segment } of sentenceSegmenter.segment(text)) yield segment;
}

/** A text, or its beginning where it is longer than so many characters. */
export function beginning(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
