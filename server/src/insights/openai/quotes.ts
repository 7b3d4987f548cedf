/** What model servers say of a request in their own words. Each of these words alone tells nothing of a conversation. */
const ORDINARY: ReadonlySet<string> = new Set(
  `a access account an and api are argument as at authentication authorization bad be been billing but by can cannot check code
  completion completions connection content context could credits current details did do does error exceed exceeded exceeds
  expected failed filter filtered for found from has have in incorrect input internal invalid is it json key length limit long
  many max maximum message messages missing model models must no not of on or output parameter parameters permission permitted
  plan please policy prompt provided quota rate reached read redirects refused rejected request requests required response schema
  server service status stream supported syntax system temperature terminated than that the this timeout to token tokens too try
  type unauthorized unavailable unexpected unknown unsupported upstream use value was were with your you`.split(/\s+/),
);
/** So many words in a row as they stand in the conversation are a quotation, however ordinary each of them is. */
const RUN = 4;
const REMOVED = '[…]';
/** Between what a server says in several members of its answer. */
export const SEPARATOR = ' · ';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * What a model server says, without what it quotes of the request: from the first quoted word to the last one nothing is left,
 * since what stands between them may be a quotation in another form. A word is quoted that is part of the conversation and none
 * of {@link ORDINARY}; escapes, case and accents make no difference.
 *
 * @param said may consist of parts, which are treated separately
 * @param sent the conversation, as it was sent
 * @param known names that are no secret, such as the model's
 */
export function withoutQuotes(said: string, sent: string, known: readonly string[] = []): string {
  const conversation = folded(sent);
  const run = ` ${wordsOf(conversation).join(' ')} `;
  const ordinary = new Set([...ORDINARY, ...known.flatMap((name) => wordsOf(folded(name)))]);
  const isQuoted = (word: string) => !ordinary.has(word) && conversation.includes(word);
  return said
    .split(SEPARATOR)
    .map((part) => withoutQuote(unescaped(part), isQuoted, (several) => run.includes(` ${several.join(' ')} `)))
    .join(SEPARATOR);
}

function withoutQuote(
  text: string,
  isQuoted: (word: string) => boolean,
  isRun: (words: readonly string[]) => boolean,
): string {
  const spans = [...words.segment(text)]
    .map(({ segment, index }) => ({ word: folded(segment), start: index, end: index + segment.length }))
    .filter(({ word }) => /[\p{L}\p{N}]|[^\p{ASCII}\s]/u.test(word));
  const inRun = new Set(
    spans.flatMap((_, first) => {
      const several = spans.slice(first, first + RUN);
      return several.length === RUN && isRun(several.map(({ word }) => word)) ? several : [];
    }),
  );
  const quoted = spans.filter((span) => inRun.has(span) || isQuoted(span.word));
  if (quoted.length === 0) return text;
  return `${text.slice(0, quoted[0]!.start)}${REMOVED}${text.slice(quoted.at(-1)!.end)}`;
}

/** A text in a string of JSON, itself perhaps in another one; of an address, without its escapes. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\+u([0-9a-f]{4})/giu, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    .replaceAll(/\\+[nrtbf"/]|%[0-9a-f]{2}/giu, ' ')
    .toWellFormed();
}

const folded = (text: string): string =>
  unescaped(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
