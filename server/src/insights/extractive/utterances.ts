import type { Language } from './language.js';
import { FIGURE, patterns, QUESTION_MARK } from './patterns.js';
import { beginning, sentencesOf, wordsOf } from './words.js';

/** One message, as far as a digest needs it. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** One sentence of a message, and what it is. */
export interface Utterance {
  /** Which line it is of. */
  readonly line: number;
  readonly name: string;
  readonly text: string;
  readonly words: readonly string[];
  /** Greetings, fillers and the like: nothing that a digest would tell. */
  readonly empty: boolean;
  readonly question: boolean;
  readonly agreement: boolean;
  /** A question that begins as an agreement does. */
  readonly agrees: boolean;
  readonly decision: boolean;
  readonly proposal: boolean;
  readonly promise: boolean;
  readonly matter: boolean;
  readonly request: boolean;
  readonly advice: boolean;
  /** It is about something that only the sentence before names. */
  readonly dangling: boolean;
  readonly noAnswer: boolean;
  readonly figure: boolean;
}

/** A greeting of more words than this says something beside. */
const GREETING_WORDS = 6;

/**
 * How much is read of one line, and of all lines together. Work grows with the number of sentences, and in one sentence with
 * the square of its length for some patterns. What people write by hand stays below.
 */
const MOST = { characters: 4000, sentences: 100, sentence: 1000, sentencesOfAll: 100_000 };

/** What is said in each line, sentence by sentence. Where that is too much, each line gets an even share. */
export function utterancesOf(lines: readonly Line[], language: Language | undefined): Utterance[] {
  const sentences = lines.map(({ text }) => sentencesOf(beginning(text, MOST.characters), MOST.sentences));
  const total = sentences.reduce((sum, { length }) => sum + length, 0);
  const share = total > MOST.sentencesOfAll ? Math.max(1, Math.floor(MOST.sentencesOfAll / lines.length)) : Infinity;
  return lines.flatMap(({ name }, line) =>
    sentences[line]!.slice(0, share).map((sentence) => toUtterance({ line, name }, sentence, language)),
  );
}

function toUtterance(
  said: Pick<Utterance, 'line' | 'name'>,
  sentence: string,
  language: Language | undefined,
): Utterance {
  const text = beginning(sentence, MOST.sentence);
  const words = wordsOf(text);
  return { ...said, text, words, ...kindOf(text, words, language) };
}

type Kind = Omit<Utterance, 'line' | 'name' | 'text' | 'words'>;

function kindOf(sentence: string, words: readonly string[], language: Language | undefined): Kind {
  const lower = sentence.toLowerCase().replaceAll('’', "'");
  const figure = FIGURE.test(sentence);
  if (!language) {
    const question = QUESTION_MARK.test(sentence);
    return { ...NOTHING, figure, question, empty: words.length === 0 };
  }
  const known = patterns[language];
  const question = QUESTION_MARK.test(sentence) || (words.length > 2 && known.question.test(lower));
  return {
    empty: words.length === 0 || (known.greeting.test(lower) && words.length <= GREETING_WORDS && !figure),
    question,
    agreement: known.agreement.test(lower) && !question,
    agrees: question && known.agreement.test(sentence.toLowerCase()),
    decision: known.decision.test(lower) && !question,
    proposal: known.proposal.test(lower),
    promise: known.promise.test(lower) && !question,
    matter: known.matter.test(lower) && !question,
    request: known.request.test(lower),
    advice: known.advice.test(lower) && !question,
    dangling: known.dangling.test(lower),
    noAnswer: known.noAnswer.test(lower),
    figure,
  };
}

const NOTHING: Kind = {
  empty: false,
  question: false,
  agreement: false,
  agrees: false,
  decision: false,
  proposal: false,
  promise: false,
  matter: false,
  request: false,
  advice: false,
  dangling: false,
  noAnswer: false,
  figure: false,
};
