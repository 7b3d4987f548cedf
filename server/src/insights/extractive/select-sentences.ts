import { hasContent, toPlainText, truncateWords } from '../clean-text.js';
import type { Language } from './language.js';
import { replyTo } from './items.js';
import { toReportedSpeech } from './reported-speech.js';
import { withoutSmileys } from './simplify.js';
import type { Utterance } from './utterances.js';

/**
 * The word budget of a digest: `base`, plus `perRoot` times the square root of the number of words in the conversation,
 * within `min` and `max`. The square root, because long conversations repeat themselves.
 */
const BUDGET = { base: 10, perRoot: 1.7, min: 12, max: 110 };
/** A sentence is left out if a larger share of its content words occurs in the sentences that are already selected. */
const MAX_OVERLAP = 0.6;
/**
 * A sentence is left out if its score is below this share of the best score, even if the word budget is not used up.
 */
const MIN_RELATIVE_SCORE = 0.15;
/** The number of words by which a sentence may exceed the remaining budget. */
const MAX_EXCESS_WORDS = 4;
/** Multiplies the score of an English sentence that can only be quoted, not converted to reported speech. */
const QUOTATION_FACTOR = 0.9;
/** The number of sentences that are considered, the best first: more than any digest has room for. */
const MAX_CANDIDATES = 100;

export interface SelectedSentence {
  /** The index of the utterance. */
  readonly index: number;
  readonly utterance: Utterance;
  /** The text of the sentence as it stands in the digest. */
  readonly text: string;
  /** The indexes of the lines that the sentence cites. */
  readonly lines: readonly number[];
}

/** The participants' names and the language of a conversation. */
export interface DigestContext {
  readonly names: readonly string[];
  readonly language: Language | undefined;
  readonly isStopWord: (word: string) => boolean;
}

/**
 * Selects the best sentences within the word budget that do not repeat each other, in the order of the conversation.
 */
export function selectSentences(
  utterances: readonly Utterance[],
  scores: readonly number[],
  context: DigestContext,
): SelectedSentence[] {
  const total = utterances.reduce((sum, { words }) => sum + words.length, 0);
  let remainingWords = Math.min(BUDGET.max, Math.max(BUDGET.min, BUDGET.base + BUDGET.perRoot * Math.sqrt(total)));
  const selected: SelectedSentence[] = [];
  const usedWords = new Set<string>();
  const candidates = rankCandidates(utterances, scores, context);
  const minScore = (candidates[0]?.score ?? 0) * MIN_RELATIVE_SCORE;
  for (const { score, ...candidate } of candidates) {
    if (score < minScore) break;
    const { words } = candidate.utterance;
    if (words.length > remainingWords + MAX_EXCESS_WORDS && selected.length > 0) continue;
    const contentWords = words.filter((word) => !context.isStopWord(word));
    const overlap = contentWords.filter((word) => usedWords.has(word)).length / Math.max(contentWords.length, 1);
    if (overlap > MAX_OVERLAP) continue;
    selected.push(candidate);
    contentWords.forEach((word) => usedWords.add(word));
    remainingWords -= words.length;
    if (remainingWords < 4) break;
  }
  return selected.toSorted((one, other) => one.index - other.index);
}

/**
 * Returns the best sentences, best first. The score of a sentence that can only be quoted is reduced, because such a
 * sentence is often incomplete.
 */
function rankCandidates(
  utterances: readonly Utterance[],
  scores: readonly number[],
  { names, language }: DigestContext,
): (SelectedSentence & { readonly score: number })[] {
  const byScore = (one: { score: number; index: number }, other: { score: number; index: number }) =>
    other.score - one.score || one.index - other.index;
  return scores
    .map((score, index) => ({ score, index }))
    .filter(({ score }) => score > 0)
    .toSorted(byScore)
    .slice(0, MAX_CANDIDATES)
    .filter(({ index }) => hasContent(toPlainText(utterances[index]!.text)))
    .map(({ score, index }) => {
      const utterance = utterances[index]!;
      const reported = language === 'en' ? toReportedUtterance(utterance, names) : undefined;
      const text = reported ?? `${utterance.name}: ${withFinalPunctuation(withoutGreeting(utterance, names))}`;
      const agreement = reported && agreementTo(utterances, index);
      return {
        index,
        utterance,
        text: agreement ? text.replace(/\.$/u, `, and ${agreement.name} agrees.`) : text,
        lines: agreement ? [utterance.line, agreement.line] : [utterance.line],
        score: language === 'en' && !reported ? score * QUOTATION_FACTOR : score,
      };
    })
    .toSorted(byScore);
}

/** Returns the reply to a request or proposal, if the reply agrees without a "but". */
function agreementTo(utterances: readonly Utterance[], index: number): Utterance | undefined {
  const { isRequest, isProposal } = utterances[index]!;
  const reply = isRequest || isProposal ? replyTo(utterances, index) : undefined;
  return reply?.isAgreement && !/\bbut\b/iu.test(reply.text) ? reply : undefined;
}

/** Converts an English sentence to reported speech, if that is safe. */
function toReportedUtterance(utterance: Utterance, names: readonly string[]): string | undefined {
  const others = names.filter((name) => name !== utterance.name);
  return toReportedSpeech(toPlainText(utterance.text), {
    speaker: utterance.name,
    listener: others.length === 1 ? others[0] : undefined,
  });
}

const GREETING = /^(?:hi|hello|hey|hola|oye|hallo|moin|hoi|salut|bonjour|coucou|ciao|oi|olá|مرحبا|أهلا)(?!\p{L})/iu;

/** Returns the text of a sentence without a greeting, and without the name of the person greeted, at its beginning. */
function withoutGreeting({ text, name }: Utterance, names: readonly string[]): string {
  const plain = withoutSmileys(toPlainText(text)) || toPlainText(text);
  const greetedName = names
    .filter((other) => other !== name)
    .find((other) => plain.replace(GREETING, '').trim().startsWith(other));
  const rest = plain
    .replace(GREETING, '')
    .trim()
    .slice(greetedName?.length ?? 0)
    .replace(/^[\s,!،.]+/u, '');
  return GREETING.test(plain) && rest !== '' ? rest.charAt(0).toUpperCase() + rest.slice(1) : plain;
}

function withFinalPunctuation(text: string): string {
  return /[.!?…。！？؟]$/u.test(text) ? text : `${text}.`;
}

const lastOf = (parts: readonly string[]) => parts.at(-1) ?? '';

/**
 * Joins sentences to one paragraph. Consecutive sentences of one participant name the participant only once where
 * possible.
 */
export function joinSentences(sentences: readonly { readonly name: string; readonly text: string }[]): string {
  const parts: string[] = [];
  let lastName: string | undefined;
  for (const { name, text } of sentences) {
    const isSameSubject =
      lastName === name && text.startsWith(`${name} `) && !/ (?:says|asks|suggests) /u.test(`${lastOf(parts)} ${text}`);
    const previous = lastOf(parts);
    const canJoin =
      isSameSubject &&
      previous.startsWith(`${name} `) &&
      previous.endsWith('.') &&
      !/,| and /u.test(`${previous} ${text}`);
    if (canJoin) parts[parts.length - 1] = `${previous.slice(0, -1)} and ${text.slice(name.length + 1)}`;
    else if (lastName === name && text.startsWith(`${name}: `)) parts.push(text.slice(name.length + 2));
    else parts.push(text);
    lastName = name;
  }
  return truncateWords(parts.join(' '), 120);
}
