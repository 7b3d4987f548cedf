import type { Utterance } from './utterances.js';

/** The weight of each trait of a sentence, tuned on the development dialogues of `bench/insights`. */
const WEIGHTS = {
  opening: 0.7,
  first: 0.2,
  early: 0.2,
  late: 0.15,
  isQuestion: -0.15,
  isPromise: 0.4,
  isDecision: 0.3,
  isProposal: 0.3,
  isRequest: 0.45,
  isAdvice: 0.2,
  isDangling: -0.3,
  name: 0.15,
  isNonAnswer: -0.2,
  firstPerson: 0.15,
  isConcern: 0.1,
};
/** The range of lengths, in words, of sentences that usually make one complete statement. */
const LENGTH = { short: 4, long: 12 };

/** Weighs words by the number of sentences of the conversation that contain them. */
export class Centroid {
  private readonly sentenceCounts = new Map<string, number>();
  private maxCount = 1;

  constructor(private readonly isStopWord: (word: string) => boolean) {}

  add(words: readonly string[]): void {
    for (const word of new Set(words)) {
      if (this.isStopWord(word)) continue;
      const count = (this.sentenceCounts.get(word) ?? 0) + 1;
      this.sentenceCounts.set(word, count);
      this.maxCount = Math.max(this.maxCount, count);
    }
  }

  /**
   * Returns the weight of a word, from 0 to 1. A word that occurs in many sentences is likely to be the topic of the
   * conversation.
   */
  weight(word: string): number {
    const count = this.sentenceCounts.get(word);
    return count === undefined ? 0 : Math.log2(1 + count) / Math.log2(1 + this.maxCount);
  }
}

/** The position of a sentence in the conversation. */
export interface SentencePosition {
  readonly index: number;
  /** The number of sentences in the conversation. */
  readonly count: number;
  /** The index of the first sentence that is no filler and has more than three words, or -1. */
  readonly openingIndex: number;
}

/** Returns how much a sentence contributes to a digest, by its words, its traits, its position and its length. */
export function scoreSentence(utterance: Utterance, centroid: Centroid, position: SentencePosition): number {
  if (utterance.isFiller) return 0;
  const { words } = utterance;
  const weights = words.map((word) => centroid.weight(word)).filter((weight) => weight > 0);
  if (weights.length === 0) return 0;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const centrality = sum / Math.sqrt(weights.length + 2);
  return Math.max(0.01, (centrality + traitScore(utterance) + positionScore(position)) * lengthFactor(words.length));
}

function traitScore(utterance: Utterance): number {
  let score = 0;
  for (const trait of [
    'isQuestion',
    'isPromise',
    'isDecision',
    'isConcern',
    'isProposal',
    'isRequest',
    'isAdvice',
    'isDangling',
    'isNonAnswer',
  ] as const)
    if (utterance[trait]) score += WEIGHTS[trait];
  if (/\S\s+\p{Lu}\p{Ll}/u.test(utterance.text)) score += WEIGHTS.name;
  if (utterance.words.some((word) => word === 'i' || word.startsWith("i'"))) score += WEIGHTS.firstPerson;
  return score;
}

/**
 * Returns the score of a position: sentences at the beginning usually name the topic, and those at the end the result.
 * The score fades as the conversation grows beyond 40 sentences.
 */
function positionScore({ index, count, openingIndex }: SentencePosition): number {
  const share = index / Math.max(count - 1, 1);
  const fade = Math.min(1, 40 / count);
  if (index === openingIndex) return WEIGHTS.opening * fade;
  if (index < 3) return WEIGHTS.first * fade;
  if (share < 0.35) return WEIGHTS.early * fade;
  return share > 0.7 ? WEIGHTS.late * fade : 0;
}

function lengthFactor(words: number): number {
  if (words < LENGTH.short) return (0.9 * words) / LENGTH.short;
  return words > LENGTH.long ? Math.max(0.4, Math.sqrt(LENGTH.long / words)) : 1;
}
