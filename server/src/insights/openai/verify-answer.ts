import type { ActionItem, InsightItem } from '@smart-hub/contract/insights';
import { truncateWords } from '../clean-text.js';
import type { InsightItems } from '../insight.entity.js';
import { cleanModelText, isUsableSummary, type Answer, type AnswerItem } from './answer.js';
import { reproducesInstruction } from './instruction.js';
import type { CitableMessage } from './pack.js';

const MAX_SUMMARY_WORDS = 120;
const MAX_ITEM_WORDS = 60;
const MAX_ITEMS = 20;
const MAX_CITATIONS = 10;

export interface VerifiedAnswer extends InsightItems {
  readonly summary: string;
  /**
   * The number of items that are left out: without text or a valid citation, repeating the instruction, or beyond `MAX_ITEMS`.
   */
  readonly droppedItems: number;
}

/**
 * Returns the part of an answer that can be stored: clean text, and items that cite messages which were sent to the
 * model.
 *
 * @returns undefined if the summary is not usable, or if the answer repeats the instruction to the model
 */
export function verifyAnswer(answer: Answer, messages: readonly CitableMessage[]): VerifiedAnswer | undefined {
  if (!isUsableSummary(answer.summary)) return undefined;
  const summary = truncateWords(cleanModelText(answer.summary), MAX_SUMMARY_WORDS);
  const ids = new Map(messages.map(({ seq, id }) => [seq, id]));
  let droppedItems = 0;
  const verifyItems = <Item extends AnswerItem, Kept extends InsightItem>(
    items: Item[],
    otherFields: (item: Item) => Omit<Kept, keyof InsightItem>,
  ): Kept[] => {
    const kept = items.flatMap((item) => {
      const checked = verifyItem(item, ids);
      return checked ? [{ ...checked, ...otherFields(item) } as Kept] : [];
    });
    droppedItems += items.length - Math.min(kept.length, MAX_ITEMS);
    return kept.slice(0, MAX_ITEMS);
  };
  const noOtherFields = () => ({});
  const verified = {
    summary,
    keyPoints: verifyItems<AnswerItem, InsightItem>(answer.keyPoints, noOtherFields),
    decisions: verifyItems<AnswerItem, InsightItem>(answer.decisions, noOtherFields),
    actionItems: verifyItems<Answer['actionItems'][number], ActionItem>(answer.actionItems, ({ owner, due }) => ({
      owner: cleanName(owner),
      due: cleanName(due),
    })),
    openQuestions: verifyItems<AnswerItem, InsightItem>(answer.openQuestions, noOtherFields),
    droppedItems,
  };
  // Also checks all texts together, because the answer may repeat the instruction in pieces, one in each item.
  return reproducesInstruction(textsOf(verified).join(' ')) ? undefined : verified;
}

function textsOf({ summary, keyPoints, decisions, actionItems, openQuestions }: VerifiedAnswer): string[] {
  const actions = actionItems.flatMap(({ text, owner, due }) => [text, owner ?? '', due ?? '']);
  return [summary, ...[...keyPoints, ...decisions, ...openQuestions].map(({ text }) => text), ...actions];
}

function verifyItem(item: AnswerItem, ids: ReadonlyMap<number, string>): InsightItem | undefined {
  const text = truncateWords(cleanModelText(item.text), MAX_ITEM_WORDS);
  const cited = new Set(item.messages.map((number) => ids.get(number)).filter((id) => id !== undefined));
  if (text === '' || cited.size === 0 || reproducesInstruction(text)) return undefined;
  return { text, messageIds: [...cited].slice(0, MAX_CITATIONS) };
}

function cleanName(value: string | null | undefined): string | null {
  const text = truncateWords(cleanModelText(value ?? ''), 12);
  return text === '' || reproducesInstruction(text) ? null : text;
}
