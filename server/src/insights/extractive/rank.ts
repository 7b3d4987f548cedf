import type { Utterance } from './utterances.js';

/** What each trait of a sentence is worth. Found by trying on the development dialogues of `bench/insights`. */
const WORTH = {
  opening: 0.7,
  first: 0.2,
  early: 0.2,
  end: 0.15,
  question: -0.15,
  promise: 0.4,
  decision: 0.3,
  proposal: 0.3,
  request: 0.45,
  advice: 0.2,
  dangling: -0.3,
  name: 0.15,
  noAnswer: -0.2,
  self: 0.15,
  matter: 0.1,
};
/** Sentences of about this many words say one thing whole. */
const LENGTH = { short: 4, long: 12 };

/** How much of the conversation a word stands for. */
export class Centroid {
  private readonly lines = new Map<string, number>();
  private most = 1;

  constructor(private readonly isStopWord: (word: string) => boolean) {}

  add(words: readonly string[]): void {
    for (const word of new Set(words)) {
      if (this.isStopWord(word)) continue;
      const count = (this.lines.get(word) ?? 0) + 1;
      this.lines.set(word, count);
      this.most = Math.max(this.most, count);
    }
  }

  /** From 0 to 1: a word in many sentences is what they are about. */
  weight(word: string): number {
    const count = this.lines.get(word);
    return count === undefined ? 0 : Math.log2(1 + count) / Math.log2(1 + this.most);
  }
}

/** Where among all sentences one stands; which is the first that says something. */
export interface Place {
  readonly index: number;
  readonly of: number;
  readonly opening: number;
}

/** How much a digest gains by a sentence, by what it says and where. */
export function score(utterance: Utterance, centroid: Centroid, place: Place): number {
  if (utterance.empty) return 0;
  const { words } = utterance;
  const content = words.map((word) => centroid.weight(word)).filter((weight) => weight > 0);
  if (content.length === 0) return 0;
  const sum = content.reduce((total, weight) => total + weight, 0);
  const centrality = sum / Math.sqrt(content.length + 2);
  return Math.max(0.01, (centrality + traits(utterance) + position(place)) * lengthFactor(words.length));
}

function traits(utterance: Utterance): number {
  let worth = 0;
  for (const trait of [
    'question',
    'promise',
    'decision',
    'matter',
    'proposal',
    'request',
    'advice',
    'dangling',
    'noAnswer',
  ] as const)
    if (utterance[trait]) worth += WORTH[trait];
  if (/\S\s+\p{Lu}\p{Ll}/u.test(utterance.text)) worth += WORTH.name;
  if (utterance.words.some((word) => word === 'i' || word.startsWith("i'"))) worth += WORTH.self;
  return worth;
}

/** What it is about is said early; how it ends, late. In a long conversation it says less and less. */
function position({ index, of, opening }: Place): number {
  const share = index / Math.max(of - 1, 1);
  const fade = Math.min(1, 40 / of);
  if (index === opening) return WORTH.opening * fade;
  if (index < 3) return WORTH.first * fade;
  if (share < 0.35) return WORTH.early * fade;
  return share > 0.7 ? WORTH.end * fade : 0;
}

function lengthFactor(words: number): number {
  if (words < LENGTH.short) return (0.9 * words) / LENGTH.short;
  return words > LENGTH.long ? Math.max(0.4, Math.sqrt(LENGTH.long / words)) : 1;
}
