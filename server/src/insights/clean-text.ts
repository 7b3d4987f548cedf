/** URLs with `//`, such as `https://example.com`. */
const SCHEME = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S*/giu;
/** URLs without `//`, such as `mailto:ana@example.com`. */
const OTHER_SCHEME = /\b(?:javascript|data|vbscript|mailto|tel|file|blob):\S+/giu;
/** Host names with a common top-level domain, with or without a port and a path. */
const DOMAIN =
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|io|dev|app|co|info|biz|example|test|invalid|ai|xyz|me|eu|de|fr|es|it|ru|cn|uk|onion|top|link|click)(?![\p{L}\p{N}-])(?::\d+)?(?:[/?#]\S*)?/giu;
/** Host names with any top-level domain, if a port or a path follows. */
const ADDRESS = /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\d-]+(?::\d+|[/?#](?=[\p{L}\p{N}]))\S*/giu;
const WWW = /\bwww\.\S+/giu;
const MARKDOWN_LINK = /!?\[([^[\]]*)\]\s*(?:\([^)]{0,500}\)|\(\S*|\[[^\]]{0,500}\])/gu;
/**
 * Markdown link definitions, such as `[plan]: https://example.com`. The white space before the bracket excludes line
 * ends, because matching them would take time quadratic in the length of a run of line ends.
 */
const REFERENCE = /^[^\S\n\r\u2028\u2029]*\[[^\]\n]+\]:.*$/gmu;
const TAG = /<\/?[a-z!][^<>]*>?/giu;

/**
 * Characters without a glyph. Variation selectors are excepted, and so are joiners between two letters or emoji, where
 * they have an effect.
 */
const INVISIBLE =
  /(?!\u200C|\u200D|\uFE0E|\uFE0F)(?:\p{Default_Ignorable_Code_Point}|\p{Cf}|\p{Co}|\p{Cs}|\u2800)|(?:\u200C|\u200D)(?!\p{L}|\p{M}|\p{Extended_Pictographic})|(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)(?:\u200C|\u200D)/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
/** More combining marks on one letter than any language uses; the first four are kept. */
const TOO_MANY_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Removes invisible characters, which could carry text that a program or a model reads and no person sees. */
export function withoutInvisible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '').replace(TOO_MANY_MARKS, '$1');
}

/**
 * Converts text to one line that is safe to show: without invisible characters, links, images and markup. The text of a
 * Markdown link stays.
 *
 * Removing one link can join the text around it to form another link, so the removal is repeated until nothing changes,
 * at most five times.
 */
export function toPlainText(text: string): string {
  let before = withoutInvisible(text);
  for (let round = 0; round < 5; round += 1) {
    const after = withoutLinksAndMarkup(before);
    if (after === before) break;
    before = after;
  }
  return before.replaceAll('://', ' ').replace(CONTROL, ' ').replace(/\s+/gu, ' ').trim();
}

/**
 * Whether plain text has a letter, a digit or a symbol. Once its links are removed, a message can be only punctuation.
 */
export function hasContent(text: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(text);
}

/** A quick check: text without a match has no links or markup. Most messages have none. */
const MAY_HAVE_LINK_OR_MARKUP = /[[<:]|\.\S/u;

function withoutLinksAndMarkup(text: string): string {
  if (!MAY_HAVE_LINK_OR_MARKUP.test(text)) return text;
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

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const sentenceSegmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Counts the words of a text in any language. */
function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of wordSegmenter.segment(text)) if (isWordLike) count += 1;
  return count;
}

/** No text has this many characters per word on average. Limits text whose words the segmenter does not separate. */
const MAX_AVERAGE_WORD_CHARACTERS = 20;

/**
 * Returns the first sentences with at most `maxWords` words together. If the first sentence is longer, returns its
 * first words.
 */
export function truncateWords(long: string, maxWords: number): string {
  const maxCharacters = maxWords * MAX_AVERAGE_WORD_CHARACTERS;
  const text = long.length > maxCharacters ? `${long.slice(0, maxCharacters).toWellFormed()}…` : long;
  if (countWords(text) <= maxWords) return text;
  let kept = '';
  for (const { segment } of sentenceSegmenter.segment(text)) {
    if (countWords(kept + segment) > maxWords) break;
    kept += segment;
  }
  return kept.trim() || firstWords(text, maxWords);
}

function firstWords(text: string, maxWords: number): string {
  let count = 0;
  for (const { index, isWordLike } of wordSegmenter.segment(text)) {
    if (isWordLike && count === maxWords) return `${text.slice(0, index).trim()}…`;
    if (isWordLike) count += 1;
  }
  return text;
}
