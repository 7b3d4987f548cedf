import type { InsightItem } from '@smart-hub/contract/insights';
import { setTimeout as delay } from 'node:timers/promises';
import type { InsightItems } from '../insight.entity.js';
import { choose, join, type Chosen } from './compose.js';
import { itemsOf } from './items.js';
import { detect, type Detected } from './language.js';
import { Centroid, score } from './rank.js';
import { utterancesOf, type Line, type Utterance } from './utterances.js';
import { wordsOf } from './words.js';

/**
 * How long the digest may keep everything else waiting, and how long it then waits itself, in milliseconds. A message
 * passes the loop some times on its way: resting in between keeps most of them from meeting a slice at each.
 */
const SLICE_MS = 3;
const REST_MS = 1;
/** How many lines are enough to tell the language. */
const SAMPLE = 300;

/**
 * The digest of a dialogue: its most telling sentences, in reported speech where that is safe.
 *
 * The same for the same lines; nothing but them goes into it. Long ones are worked on in slices.
 */
export async function digestOf(lines: readonly Line[]): Promise<InsightItems & { readonly summary: string }> {
  const breathe = slices();
  const language = detectIn(lines);
  const utterances: Utterance[] = [];
  const centroid = new Centroid(language.isStopWord);
  for (const [index, line] of lines.entries()) {
    for (const utterance of utterancesOf(line, index, language.language)) {
      utterances.push(utterance);
      centroid.add(utterance.words);
    }
    await breathe();
  }
  const names = [...new Set(lines.map(({ name }) => name))];
  const chosen = choose(utterances, await scoresOf(utterances, centroid, breathe), { names, ...language });
  return {
    summary: join(chosen.map(toSentence)) || join([fallback(lines)]),
    keyPoints: keyPoints(chosen, lines),
    ...(await itemsOf(lines, utterances, language.language, breathe)),
  };
}

function detectIn(lines: readonly Line[]): Detected {
  const step = Math.max(1, Math.floor(lines.length / SAMPLE));
  return detect(lines.filter((_, index) => index % step === 0).flatMap(({ text }) => wordsOf(text)));
}

async function scoresOf(
  utterances: readonly Utterance[],
  centroid: Centroid,
  breathe: () => Promise<void> | undefined,
): Promise<number[]> {
  const scores: number[] = [];
  const opening = utterances.findIndex(({ empty, words }) => !empty && words.length > 3);
  for (const [index, utterance] of utterances.entries()) {
    scores.push(score(utterance, centroid, { index, of: utterances.length, opening }));
    await breathe();
  }
  return scores;
}

const toSentence = ({ utterance, text }: Chosen) => ({ name: utterance.name, text });

function keyPoints(chosen: readonly Chosen[], lines: readonly Line[]): InsightItem[] {
  return chosen.map(({ text, lines: cited }) => ({ text, messageIds: cited.map((line) => lines[line]!.id) }));
}

/** Where nothing but greetings was said, or nothing that is a word: the last line says it. */
function fallback(lines: readonly Line[]): { name: string; text: string } {
  const { name, text } = lines.at(-1)!;
  return { name, text: `${name}: ${text}` };
}

/** Lets everything else have its turn, when the last one was long ago. */
function slices(): () => Promise<void> | undefined {
  let started = performance.now();
  const rest = async () => {
    await delay(REST_MS);
    started = performance.now();
  };
  return () => (performance.now() - started < SLICE_MS ? undefined : rest());
}
