const SCHEME = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S*/giu;
const OTHER_SCHEME = /\b(?:javascript|data|vbscript|mailto|tel|file|blob):\S+/giu;
const DOMAIN =
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|dev|app|co|info|biz|example|test|invalid|ai|xyz|me|eu|de|fr|es|it|ru|cn|uk|onion|top|link|click)(?![\p{L}\p{N}-])(?::\d+)?(?:[/?#]\S*)?/giu;
/** Of any kind, where a port or a path follows. */
const ADDRESS = /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\d-]+(?::\d+|[/?#](?=[\p{L}\p{N}]))\S*/giu;
const WWW = /\bwww\.\S+/giu;
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\s*(?:\([^)]{0,500}\)|\(\S*|\[[^\]]{0,500}\])/gu;
/** Without the other ends of lines before the bracket: in a run of them it would be quadratic. */
const REFERENCE = /^[^\S\n\r\u2028\u2029]*\[[^\]\n]+\]:.*$/gmu;
const TAG = /<\/?[a-z!][^<>]*>?/giu;

/** Everything that has no look of its own, save joiners and the choice between text and emoji. */
const INVISIBLE =
  /(?!\u200C|\u200D|\uFE0E|\uFE0F)(?:\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Co}|\p{Cs}|\u2800)|(?:\u200C|\u200D)(?!\p{L}|\p{M}|\p{Extended_Pictographic})|(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)(?:\u200C|\u200D)/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
/** No language has this many marks on one letter. */
const TOO_MANY_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Text without what cannot be seen: it could say to a program, or to a model, what nobody reads. */
export function visible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '').replace(TOO_MANY_MARKS, '$1');
}

/**
 * Prose that is safe to show: on one line, visible, without links, images and markup. What a link was called stays.
 *
 * Taking something out can put something else together, so it is done until nothing is left to take out.
 */
export function prose(text: string): string {
  let before = visible(text);
  for (let round = 0; round < 5; round += 1) {
    const after = withoutLinks(before);
    if (after === before) break;
    before = after;
  }
  return before.replaceAll('://', ' ').replace(CONTROL, ' ').replace(/\s+/gu, ' ').trim();
}

/** Whether prose has a letter, a digit or a symbol: without links, a message may be punctuation alone. */
export function hasContent(text: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(text);
}

/** Without one of these there is nothing to take out; most of what people say has none. */
const MAY_LINK = /[[<:]|\.\S/u;

function withoutLinks(text: string): string {
  if (!MAY_LINK.test(text)) return text;
  return text
    .replace(REFERENCE, ' ')
    .replace(MARKDOWN_LINK, '$1')
    .replace(TAG, ' ')
    .replace(SCHEME, ' ')
    .replace(OTHER_SCHEME, ' ')
    .replace(WWW, ' ')
    .replace(DOMAIN, ' ')
    .replace(ADDRESS, ' ');
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** How many words a text has, in any language. */
function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of words.segment(text)) if (isWordLike) count += 1;
  return count;
}

/** No text has words of this length on average; what has no spaces must not be endless for it. */
const LONG_WORD = 20;

/** The first sentences that have at most so many words together; if the first is longer, its first words. */
export function shorten(long: string, maxWords: number): string {
  const most = maxWords * LONG_WORD;
  const text = long.length > most ? `${long.slice(0, most).toWellFormed()}…` : long;
  if (countWords(text) <= maxWords) return text;
  let kept = '';
  for (const { segment } of sentences.segment(text)) {
    if (countWords(kept + segment) > maxWords) break;
    kept += segment;
  }
  return kept.trim() || firstWords(text, maxWords);
}

function firstWords(text: string, maxWords: number): string {
  let count = 0;
  for (const { index, isWordLike } of words.segment(text)) {
    if (isWordLike && count === maxWords) return `${text.slice(0, index).trim()}…`;
    if (isWordLike) count += 1;
  }
  return text;
}
