import type { InsightItem } from '@smart-hub/contract/insights';
import type { InsightItems } from '../insight.entity.js';
import { hasContent, prose } from '../clean-text.js';
import { choose, join, type Chosen } from './compose.js';
import { itemsOf } from './items.js';
import { detect, type Detected } from './language.js';
import { Centroid, score } from './rank.js';
import { utterancesOf, type Line, type Utterance } from './utterances.js';
import { wordsOf } from './words.js';

/** What is told of some lines: each item cites them by their ids. */
export interface LinesDigest extends InsightItems {
  readonly summary: string;
}

/** How many lines are enough to tell the language, and how many characters of each. */
const SAMPLE = { lines: 300, characters: 1000 };

/**
 * The digest of a dialogue: its most telling sentences, in reported speech where that is safe.
 *
 * The same for the same lines; nothing but them goes into it. Half a second of work for 20,000 lines.
 */
export function digestOf(lines: readonly Line[]): LinesDigest {
  const language = detectIn(lines);
  const utterances = utterancesOf(lines, language.language);
  const centroid = new Centroid(language.isStopWord);
  for (const { words } of utterances) centroid.add(words);
  const names = [...new Set(lines.map(({ name }) => name))];
  const chosen = choose(utterances, scoresOf(utterances, centroid), { names, ...language });
  return {
    summary: join(chosen.map(toSentence)) || join([fallback(lines, names)]),
    keyPoints: keyPoints(chosen, lines),
    ...itemsOf(lines, utterances, language.language),
  };
}

function detectIn(lines: readonly Line[]): Detected {
  const step = Math.max(1, Math.floor(lines.length / SAMPLE.lines));
  return detect(
    lines.filter((_, index) => index % step === 0).flatMap(({ text }) => wordsOf(text.slice(0, SAMPLE.characters))),
  );
}

function scoresOf(utterances: readonly Utterance[], centroid: Centroid): number[] {
  const opening = utterances.findIndex(({ empty, words }) => !empty && words.length > 3);
  return utterances.map((utterance, index) => score(utterance, centroid, { index, of: utterances.length, opening }));
}

const toSentence = ({ utterance, text }: Chosen) => ({ name: utterance.name, text });

function keyPoints(chosen: readonly Chosen[], lines: readonly Line[]): InsightItem[] {
  return chosen.map(({ text, lines: cited }) => ({ text, messageIds: cited.map((line) => lines[line]!.id) }));
}

/**
 * Where nothing but greetings was said, or nothing that is a word: the last line that is more than a link says it. Without
 * one there is nothing to quote, which is said.
 */
function fallback(lines: readonly Line[], names: readonly string[]): { name: string; text: string } {
  const last = lines.findLast(({ text }) => hasContent(prose(text)));
  if (last) return { name: last.name, text: `${last.name}: ${last.text}` };
  return { name: '', text: `${list.format(names)} sent nothing but links or signs.` };
}

const list = new Intl.ListFormat('en');
