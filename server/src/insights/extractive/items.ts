import type { ActionItem, InsightItem } from '@smart-hub/contract/insights';
import type { Language } from './language.js';
import { patterns } from './patterns.js';
import type { Line, Utterance } from './utterances.js';

/** The maximum distance between a sentence and the reply to it, in lines. */
const MAX_REPLY_DISTANCE = 4;
/** The maximum number of words of a promise that only refers to an earlier sentence: see `isEcho`. */
const MAX_ECHO_WORDS = 6;
const MAX_ITEMS = 20;
const MAX_TEXT_CHARACTERS = 300;

export interface Items {
  readonly decisions: InsightItem[];
  readonly actionItems: ActionItem[];
  readonly openQuestions: InsightItem[];
}

/** Finds decisions, tasks and open questions by the words that introduce them, and returns the newest of each kind. */
export function itemsOf(
  lines: readonly Line[],
  utterances: readonly Utterance[],
  language: Language | undefined,
): Items {
  const toItem = ({ text, line }: Utterance, ...others: (Utterance | undefined)[]): InsightItem => ({
    text: text.slice(0, MAX_TEXT_CHARACTERS),
    messageIds: [...new Set([line, ...others.flatMap((other) => other?.line ?? [])])].map((index) => lines[index]!.id),
  });
  const decisions: InsightItem[] = [];
  const actionItems: ActionItem[] = [];
  const openQuestions: InsightItem[] = [];
  for (const [index, utterance] of utterances.entries()) {
    const reply = replyTo(utterances, index);
    if (utterance.isDecision) decisions.push(toDecision(utterances, index, toItem));
    else if (utterance.isProposal && reply?.isAgreement) decisions.push(toItem(utterance, reply));
    if (utterance.isPromise && !isEcho(utterance))
      actionItems.push({ ...toItem(utterance), owner: utterance.name, due: dueOf(utterance, language) });
    else if (isTask(utterance) && reply?.isAgreement)
      actionItems.push({ ...toItem(utterance, reply), owner: reply.name, due: dueOf(utterance, language) });
    if (isOpenQuestion(utterances, index)) openQuestions.push(toItem(utterance));
  }
  return {
    decisions: newestOf(decisions),
    actionItems: newestOf(actionItems),
    openQuestions: newestOf(openQuestions),
  };
}

/**
 * Returns the item of a decision. A short decision such as "Deal." does not name its subject: then the text of the item
 * is the previous sentence, and both sentences are cited.
 */
function toDecision(
  utterances: readonly Utterance[],
  index: number,
  toItem: (utterance: Utterance, ...others: (Utterance | undefined)[]) => InsightItem,
): InsightItem {
  const utterance = utterances[index]!;
  const previous = utterances[index - 1];
  return (utterance.words.length <= 2 || (utterance.isAgreement && utterance.words.length <= 3)) && previous
    ? toItem(previous, utterance)
    : toItem(utterance);
}

/** Whether a promise only refers to an earlier sentence, such as "That's what I'll do". */
function isEcho({ isDangling, words }: Utterance): boolean {
  return isDangling && words.length <= MAX_ECHO_WORDS;
}

function isTask({ isRequest, isFiller, words }: Utterance): boolean {
  return isRequest && !isFiller && words.length > 3;
}

/** Returns the next sentence of another participant within `MAX_REPLY_DISTANCE` lines. */
export function replyTo(utterances: readonly Utterance[], index: number): Utterance | undefined {
  const { name, line } = utterances[index]!;
  for (let next = index + 1; next < utterances.length; next += 1) {
    const utterance = utterances[next]!;
    if (utterance.line > line + MAX_REPLY_DISTANCE) return undefined;
    if (utterance.name !== name) return utterance;
  }
  return undefined;
}

function isOpenQuestion(utterances: readonly Utterance[], index: number): boolean {
  const { isQuestion, isFiller, words, name, line } = utterances[index]!;
  if (!isQuestion || isFiller || words.length < 3) return false;
  for (let next = index + 1; next < utterances.length; next += 1) {
    const utterance = utterances[next]!;
    if (utterance.line > line + MAX_REPLY_DISTANCE) break;
    if (utterance.name === name) continue;
    if (utterance.isNonAnswer) return true;
    if (!utterance.isQuestion || utterance.isAgreeingQuestion) return false;
  }
  // No other participant has answered within `MAX_REPLY_DISTANCE` lines: the question is open, even if the conversation
  // went on.
  return true;
}

function dueOf({ text }: Utterance, language: Language | undefined): string | null {
  return (language && patterns[language].due.exec(text)?.[0].trim()) ?? null;
}

function newestOf<Item>(items: Item[]): Item[] {
  return items.slice(-MAX_ITEMS);
}
