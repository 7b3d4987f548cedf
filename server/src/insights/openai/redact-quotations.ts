/** Words of the error messages of model servers. None of them alone reveals anything about a conversation. */
const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  `a access account an and api are argument as at authentication authorization bad be been billing but by can cannot check code
  completion completions connection content context could credits current details did do does error exceed exceeded exceeds
  expected failed filter filtered for found from has have in incorrect input internal invalid is it json key length limit long
  many max maximum message messages missing model models must no not of on or output parameter parameters permission permitted
  plan please policy prompt provided quota rate reached read redirects refused rejected request requests required response schema
  server service status stream supported syntax system temperature terminated than that the this timeout to token tokens too try
  type unauthorized unavailable unexpected unknown unsupported upstream use value was were with your you`.split(/\s+/),
);
/**
 * This many consecutive words that also follow each other in the conversation are a quotation, even if all of them are
 * ordinary words.
 */
const RUN_WORDS = 4;
const REDACTED = '[…]';
/** Separates the messages that a server sent in several fields of one response. */
export const SEPARATOR = ' · ';

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Removes quotations of the request from the message of a model server: everything from the first quoted word to the
 * last quoted word, because the text between the two can be a quotation in another form. A word is quoted if it occurs
 * in the conversation and is not in {@link ORDINARY_WORDS}. Escapes, case and accents are ignored.
 *
 * @param message may have several parts, joined by {@link SEPARATOR}, which are redacted separately
 * @param sent the conversation as it was sent
 * @param known names that are not removed, such as the name of the model
 */
export function redactQuotations(message: string, sent: string, known: readonly string[] = []): string {
  const conversation = fold(sent);
  const conversationWords = ` ${wordsOf(conversation).join(' ')} `;
  const ordinary = new Set([...ORDINARY_WORDS, ...known.flatMap((name) => wordsOf(fold(name)))]);
  const isQuoted = (word: string) => !ordinary.has(word) && conversation.includes(word);
  return message
    .split(SEPARATOR)
    .map((part) => redactQuotation(unescape(part), isQuoted, (run) => conversationWords.includes(` ${run.join(' ')} `)))
    .join(SEPARATOR);
}

function redactQuotation(
  text: string,
  isQuoted: (word: string) => boolean,
  isQuotedRun: (words: readonly string[]) => boolean,
): string {
  const spans = [...wordSegmenter.segment(text)]
    .map(({ segment, index }) => ({ word: fold(segment), start: index, end: index + segment.length }))
    .filter(({ word }) => /[\p{L}\p{N}]|[^\p{ASCII}\s]/u.test(word));
  const inRun = new Set(
    spans.flatMap((_, first) => {
      const run = spans.slice(first, first + RUN_WORDS);
      return run.length === RUN_WORDS && isQuotedRun(run.map(({ word }) => word)) ? run : [];
    }),
  );
  const quoted = spans.filter((span) => inRun.has(span) || isQuoted(span.word));
  if (quoted.length === 0) return text;
  return `${text.slice(0, quoted[0]!.start)}${REDACTED}${text.slice(quoted.at(-1)!.end)}`;
}

/** Decodes the escapes of JSON strings, which may be nested, and replaces percent escapes of URLs by spaces. */
function unescape(text: string): string {
  return text
    .replaceAll(/\\+u([0-9a-f]{4})/giu, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    .replaceAll(/\\+[nrtbf"/]|%[0-9a-f]{2}/giu, ' ')
    .toWellFormed();
}

/** Normalizes text for comparison: decodes escapes, and removes differences of case and accents. */
const fold = (text: string): string =>
  unescape(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
