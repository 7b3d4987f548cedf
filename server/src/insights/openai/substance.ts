import { INSTRUCTION } from './instruction.js';

const MIN_WORDS = 3;
/**
 * The number of characters that are examined: a longer summary has substance, unless its beginning is a placeholder or
 * a refusal.
 */
const MAX_CHARACTERS = 1000;
const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Texts that models write in place of a summary. */
const PLACEHOLDERS = [
  /^(?:(?:the|a|an|your|this|short|brief|concise|neutral|final|here|is|goes|conversation|chat|meeting|discussion) )*(?:summary|string|text|content|placeholder|minutes)(?: (?:goes here|here|text|of (?:the|this|your) (?:conversation|chat|messages)|in prose))?$/u,
  /^(?:lorem ipsum\b.*|n\/?a|none|null|undefined|todo|tbd)$/u,
  /^(?:there (?:is|are|was|were) )?(?:no|not enough|nothing) (?:(?:to|be|conversation|chat|messages?|summary|summari[sz]e|summari[sz]ed|content|text|data|information|available|provided|given|found|exchanged|applicable) ?)+$/u,
];

/** Beginnings of refusals by models. A real summary does not match, because it is written in the third person. */
const REFUSALS = [
  /^(?:i(?:'m| am) (?:so |very |really )?(?:sorry|unable|not able|afraid)|(?:i )?apologi[sz]e|sorry\b|my apologies|unfortunately,? i |as an ai\b)/u,
  /^i (?:can(?:'t|not| not)|could(?:n't| not)|won't|will not|do(?:n't| not) (?:have|see|know)|must decline)\b/u,
  /^(?:es tut mir leid|tut mir leid|lo siento|je suis désolé|désolé|mi dispiace|desculpe|抱歉|对不起|很抱歉|申し訳)/u,
];

const INSTRUCTION_LETTERS = lettersOf(INSTRUCTION);

/**
 * Whether a summary has no information about a conversation: fewer than three words, one word repeated, or a
 * placeholder or refusal.
 */
export function lacksSubstance(text: string): boolean {
  const summary = text.slice(0, MAX_CHARACTERS);
  const summaryWords = [...wordSegmenter.segment(summary)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
  return summaryWords.length < MIN_WORDS || new Set(summaryWords).size < 2 || isPlaceholderOrRefusal(summary);
}

/** Whether a text is a placeholder, a piece of the instruction to the model, or a refusal, in place of a summary. */
export function isPlaceholderOrRefusal(summary: string): boolean {
  const normalized = summary
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return (
    PLACEHOLDERS.some((placeholder) => placeholder.test(normalized)) ||
    REFUSALS.some((beginning) => beginning.test(normalized)) ||
    INSTRUCTION_LETTERS.includes(lettersOf(normalized))
  );
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
