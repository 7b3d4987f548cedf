import { INSTRUCTION } from './instruction.js';

const MIN_WORDS = 3;
/** What is longer does not become a stub by its end. */
const MOST_CHARACTERS = 1000;
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** What stands for a summary that is not there. */
const PLACEHOLDERS = [
  /^(?:(?:the|a|an|your|this|short|brief|concise|neutral|final|here|is|goes|conversation|chat|meeting|discussion) )*(?:summary|string|text|content|placeholder|minutes)(?: (?:goes here|here|text|of (?:the|this|your) (?:conversation|chat|messages)|in prose))?$/u,
  /^(?:lorem ipsum\b.*|n\/?a|none|null|undefined|todo|tbd)$/u,
  /^(?:there (?:is|are|was|were) )?(?:no|not enough|nothing) (?:(?:to|be|conversation|chat|messages?|summary|summari[sz]e|summari[sz]ed|content|text|data|information|available|provided|given|found|exchanged|applicable) ?)+$/u,
];

/** How models begin when they decline in words; a summary is told in the third person. */
const DECLINES = [
  /^(?:i(?:'m| am) (?:so |very |really )?(?:sorry|unable|not able|afraid)|(?:i )?apologi[sz]e|sorry\b|my apologies|unfortunately,? i |as an ai\b)/u,
  /^i (?:can(?:'t|not| not)|could(?:n't| not)|won't|will not|do(?:n't| not) (?:have|see|know)|must decline)\b/u,
  /^(?:es tut mir leid|tut mir leid|lo siento|je suis désolé|désolé|mi dispiace|desculpe|抱歉|对不起|很抱歉|申し訳)/u,
];

const INSTRUCTED = lettersOf(INSTRUCTION);

/**
 * Whether a summary says nothing of a conversation: fewer than three words or one word again and again, or what stands for a
 * summary.
 */
export function isStub(whole: string): boolean {
  const summary = whole.slice(0, MOST_CHARACTERS);
  const said = [...words.segment(summary)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return said.length < MIN_WORDS || new Set(said).size < 2 || isPlaceholder(summary);
}

/** Whether something stands for a summary: a placeholder, a piece of what the model was told, a refusal in words. */
export function isPlaceholder(summary: string): boolean {
  const plain = summary
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return (
    PLACEHOLDERS.some((placeholder) => placeholder.test(plain)) ||
    DECLINES.some((beginning) => beginning.test(plain)) ||
    INSTRUCTED.includes(lettersOf(plain))
  );
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
