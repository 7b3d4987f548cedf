import type { ActionItem, InsightItem } from '@smart-hub/contract/insights';
import type { Language } from './language.js';
import { patterns } from './patterns.js';
import type { Line, Utterance } from './utterances.js';

/** How many lines later an answer may come. */
const ANSWER_WITHIN = 4;
const ECHO_WORDS = 6;
const MAX_ITEMS = 20;
const MAX_TEXT = 300;

export interface Items {
  readonly decisions: InsightItem[];
  readonly actionItems: ActionItem[];
  readonly openQuestions: InsightItem[];
}

/** Decisions, tasks and open questions, by the words that announce them; the newest ones where there are many. */
export function itemsOf(
  lines: readonly Line[],
  utterances: readonly Utterance[],
  language: Language | undefined,
): Items {
  const item = ({ text, line }: Utterance, ...others: (Utterance | undefined)[]): InsightItem => ({
    text: text.slice(0, MAX_TEXT),
    messageIds: [...new Set([line, ...others.flatMap((other) => other?.line ?? [])])].map((index) => lines[index]!.id),
  });
  const decisions: InsightItem[] = [];
  const actionItems: ActionItem[] = [];
  const openQuestions: InsightItem[] = [];
  for (const [index, utterance] of utterances.entries()) {
    const reply = replyTo(utterances, index);
    if (utterance.decision) decisions.push(decided(utterances, index, item));
    else if (utterance.proposal && reply?.agreement) decisions.push(item(utterance, reply));
    if (utterance.promise && !isEcho(utterance))
      actionItems.push({ ...item(utterance), owner: utterance.name, due: dueOf(utterance, language) });
    else if (isTask(utterance) && reply?.agreement)
      actionItems.push({ ...item(utterance, reply), owner: reply.name, due: dueOf(utterance, language) });
    if (isOpen(utterances, index)) openQuestions.push(item(utterance));
  }
  return {
    decisions: lastOf(decisions),
    actionItems: lastOf(actionItems),
    openQuestions: lastOf(openQuestions),
  };
}

/** "Deal." alone does not say what: then the sentence before it does, and both are cited. */
function decided(
  utterances: readonly Utterance[],
  index: number,
  item: (utterance: Utterance, ...others: (Utterance | undefined)[]) => InsightItem,
): InsightItem {
  const utterance = utterances[index]!;
  const before = utterances[index - 1];
  return (utterance.words.length <= 2 || (utterance.agreement && utterance.words.length <= 3)) && before
    ? item(before, utterance)
    : item(utterance);
}

/** "That's what I'll do": what it is stands somewhere before. */
function isEcho({ dangling, words }: Utterance): boolean {
  return dangling && words.length <= ECHO_WORDS;
}

function isTask({ request, empty, words }: Utterance): boolean {
  return request && !empty && words.length > 3;
}

/** What another says next, within a few lines. */
export function replyTo(utterances: readonly Utterance[], index: number): Utterance | undefined {
  const { name, line } = utterances[index]!;
  for (let next = index + 1; next < utterances.length; next += 1) {
    const utterance = utterances[next]!;
    if (utterance.line > line + ANSWER_WITHIN) return undefined;
    if (utterance.name !== name) return utterance;
  }
  return undefined;
}

function isOpen(utterances: readonly Utterance[], index: number): boolean {
  const { question, empty, words, name, line } = utterances[index]!;
  if (!question || empty || words.length < 3) return false;
  for (let next = index + 1; next < utterances.length; next += 1) {
    const utterance = utterances[next]!;
    if (utterance.line > line + ANSWER_WITHIN) break;
    if (utterance.name === name) continue;
    if (utterance.noAnswer) return true;
    if (!utterance.question || utterance.agrees) return false;
  }
  // At the end nobody has answered; in the middle the talk went on, and whoever asked did not ask again.
  return true;
}

function dueOf({ text }: Utterance, language: Language | undefined): string | null {
  return (language && patterns[language].due.exec(text)?.[0].trim()) ?? null;
}

function lastOf<Item>(items: Item[]): Item[] {
  return items.slice(-MAX_ITEMS);
}
