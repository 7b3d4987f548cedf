const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text in lower case, in any language. The segmenter is slow, and only asked where it is needed. */
export function wordsOf(text: string): string[] {
  if (!UNSPACED.test(text)) return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment.toLowerCase());
}

const sentenceSegmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/** Where a sentence ends in the middle of a text: not behind an abbreviation, nor behind a single letter. */
const END =
  /(?<=[!?…؟۔।]["'”’»)]*|(?<!(?<!\p{L})(?:\p{L}|mrs?|ms|dr|st|prof|sra?|approx|etc|bzw|usw|evtl|inkl|ggf|aprox|incl|jan|feb|apr|aug|sept?|oct|nov|dec|vol|art|no|nr))\.["'”’»)]*)\s+|\n+/iu;

/** The sentences of a text. In chats they begin in lower case, too, where the segmenter goes on; and it is slow. */
export function sentencesOf(text: string): string[] {
  const parts = UNSPACED.test(text)
    ? [...sentenceSegmenter.segment(text)].map(({ segment }) => segment)
    : text.split(END);
  return parts.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
