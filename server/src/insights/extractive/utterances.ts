import type { Language } from './language.js';
import { FIGURE, patterns, QUESTION_MARK } from './patterns.js';
import { truncateText, sentencesOf, wordsOf } from './words.js';

/** The fields of a message that a digest needs. A line is one message, which can have several sentences. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** One sentence of a message, and its traits: see `Patterns`. */
export interface Utterance {
  /** The index of the line that contains the sentence. */
  readonly line: number;
  readonly name: string;
  readonly text: string;
  readonly words: readonly string[];
  /** Whether the sentence is a greeting or a filler, which a digest leaves out. */
  readonly isFiller: boolean;
  readonly isQuestion: boolean;
  readonly isAgreement: boolean;
  /** Whether the sentence is a question that begins like an agreement, such as "OK, when?". */
  readonly isAgreeingQuestion: boolean;
  readonly isDecision: boolean;
  readonly isProposal: boolean;
  readonly isPromise: boolean;
  readonly isConcern: boolean;
  readonly isRequest: boolean;
  readonly isAdvice: boolean;
  /** Whether the subject is a pronoun that refers to an earlier sentence. */
  readonly isDangling: boolean;
  readonly isNonAnswer: boolean;
  readonly hasFigure: boolean;
}

/** A sentence that begins with a greeting counts as a greeting only up to this number of words. */
const MAX_GREETING_WORDS = 6;

/**
 * Limits of the text that is read of one line, and of all lines together. CPU time is proportional to the number of
 * sentences, and for some patterns to the square of the length of a sentence. Messages written by hand stay below these
 * limits.
 */
const LIMITS = { lineCharacters: 4000, lineSentences: 100, sentenceCharacters: 1000, allSentences: 100_000 };

/**
 * Splits lines into sentences, and classifies each of them. If all lines together have too many sentences, each line is
 * limited to an equal share of the maximum.
 */
export function utterancesOf(lines: readonly Line[], language: Language | undefined): Utterance[] {
  const sentences = lines.map(({ text }) =>
    sentencesOf(truncateText(text, LIMITS.lineCharacters), LIMITS.lineSentences),
  );
  const total = sentences.reduce((sum, { length }) => sum + length, 0);
  const share = total > LIMITS.allSentences ? Math.max(1, Math.floor(LIMITS.allSentences / lines.length)) : Infinity;
  return lines.flatMap(({ name }, line) =>
    sentences[line]!.slice(0, share).map((sentence) => toUtterance({ line, name }, sentence, language)),
  );
}

function toUtterance(
  source: Pick<Utterance, 'line' | 'name'>,
  sentence: string,
  language: Language | undefined,
): Utterance {
  const text = truncateText(sentence, LIMITS.sentenceCharacters);
  const words = wordsOf(text);
  return { ...source, text, words, ...traitsOf(text, words, language) };
}

type Traits = Omit<Utterance, 'line' | 'name' | 'text' | 'words'>;

function traitsOf(sentence: string, words: readonly string[], language: Language | undefined): Traits {
  const lower = sentence.toLowerCase().replaceAll('’', "'");
  const hasFigure = FIGURE.test(sentence);
  if (!language) {
    const isQuestion = QUESTION_MARK.test(sentence);
    return { ...NO_TRAITS, hasFigure, isQuestion, isFiller: words.length === 0 };
  }
  const languagePatterns = patterns[language];
  const isQuestion = QUESTION_MARK.test(sentence) || (words.length > 2 && languagePatterns.question.test(lower));
  return {
    isFiller:
      words.length === 0 || (languagePatterns.greeting.test(lower) && words.length <= MAX_GREETING_WORDS && !hasFigure),
    isQuestion,
    isAgreement: languagePatterns.agreement.test(lower) && !isQuestion,
    isAgreeingQuestion: isQuestion && languagePatterns.agreement.test(sentence.toLowerCase()),
    isDecision: languagePatterns.decision.test(lower) && !isQuestion,
    isProposal: languagePatterns.proposal.test(lower),
    isPromise: languagePatterns.promise.test(lower) && !isQuestion,
    isConcern: languagePatterns.concern.test(lower) && !isQuestion,
    isRequest: languagePatterns.request.test(lower),
    isAdvice: languagePatterns.advice.test(lower) && !isQuestion,
    isDangling: languagePatterns.dangling.test(lower),
    isNonAnswer: languagePatterns.nonAnswer.test(lower),
    hasFigure,
  };
}

const NO_TRAITS: Traits = {
  isFiller: false,
  isQuestion: false,
  isAgreement: false,
  isAgreeingQuestion: false,
  isDecision: false,
  isProposal: false,
  isPromise: false,
  isConcern: false,
  isRequest: false,
  isAdvice: false,
  isDangling: false,
  isNonAnswer: false,
  hasFigure: false,
};
