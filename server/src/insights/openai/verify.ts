import type { ActionItem, InsightItem } from '@smart-hub/contract/insights';
import { shorten } from '../clean-text.js';
import type { InsightItems } from '../insight.entity.js';
import { cleaned, saysSomething, type Answer, type AnswerItem } from './answer.js';
import { reproducesInstruction } from './instruction.js';
import type { Cited } from './pack.js';

const MAX_SUMMARY_WORDS = 120;
const MAX_ITEM_WORDS = 60;
const MAX_ITEMS = 20;
const MAX_CITATIONS = 10;

export interface Verified extends InsightItems {
  readonly summary: string;
  readonly droppedItems: number;
}

/**
 * What of an answer can be stored: clean text, and items that rest on messages which the model was shown.
 *
 * @returns nothing where the summary says nothing, or repeats what the model was told
 */
export function verify(answer: Answer, messages: readonly Cited[]): Verified | undefined {
  if (!saysSomething(answer.summary)) return undefined;
  const summary = shorten(cleaned(answer.summary), MAX_SUMMARY_WORDS);
  const ids = new Map(messages.map(({ seq, id }) => [seq, id]));
  let droppedItems = 0;
  const check = <Item extends AnswerItem, Kept extends InsightItem>(
    items: Item[],
    rest: (item: Item) => Omit<Kept, keyof InsightItem>,
  ): Kept[] => {
    const kept = items.flatMap((item) => {
      const checked = checkItem(item, ids);
      return checked ? [{ ...checked, ...rest(item) } as Kept] : [];
    });
    droppedItems += items.length - Math.min(kept.length, MAX_ITEMS);
    return kept.slice(0, MAX_ITEMS);
  };
  const plain = () => ({});
  const verified = {
    summary,
    keyPoints: check<AnswerItem, InsightItem>(answer.keyPoints, plain),
    decisions: check<AnswerItem, InsightItem>(answer.decisions, plain),
    actionItems: check<Answer['actionItems'][number], ActionItem>(answer.actionItems, ({ owner, due }) => ({
      owner: name(owner),
      due: name(due),
    })),
    openQuestions: check<AnswerItem, InsightItem>(answer.openQuestions, plain),
    droppedItems,
  };
  // As a whole, too: an instruction can be told in pieces, one in each item.
  return reproducesInstruction(textsOf(verified).join(' ')) ? undefined : verified;
}

function textsOf({ summary, keyPoints, decisions, actionItems, openQuestions }: Verified): string[] {
  const actions = actionItems.flatMap(({ text, owner, due }) => [text, owner ?? '', due ?? '']);
  return [summary, ...[...keyPoints, ...decisions, ...openQuestions].map(({ text }) => text), ...actions];
}

function checkItem(item: AnswerItem, ids: ReadonlyMap<number, string>): InsightItem | undefined {
  const text = shorten(cleaned(item.text), MAX_ITEM_WORDS);
  const cited = new Set(item.messages.map((number) => ids.get(number)).filter((id) => id !== undefined));
  if (text === '' || cited.size === 0 || reproducesInstruction(text)) return undefined;
  return { text, messageIds: [...cited].slice(0, MAX_CITATIONS) };
}

function name(value: string | null | undefined): string | null {
  const text = shorten(cleaned(value ?? ''), 12);
  return text === '' || reproducesInstruction(text) ? null : text;
}
