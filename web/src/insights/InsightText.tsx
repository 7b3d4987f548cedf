import type { ActionItem, Insight, InsightItem } from '@smart-hub/contract/insights';
import type { ConversationView } from '@smart-hub/sdk';
import { useMemo } from 'react';
import { useNavigation } from '../routing/routes.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/current-time.js';
import { exactTimeOf, shortTimeOf } from '../texts/times.js';
import styles from './Insights.module.css';

interface Props {
  readonly insight: Insight;
  readonly conversation: ConversationView;
}

/**
 * Shows an insight: its items with links to the messages that they cite, and whether a language model has written it.
 */
export function InsightText({ insight, conversation }: Props) {
  const numbers = useMemo(() => citationNumbersOf(insight), [insight]);
  const go = useNavigation();
  useDay();
  // On narrow screens the panel closes after the jump, because it covers the messages.
  const jumpTo = (messageId: string) => go.message(conversation.id, messageId, matchMedia('(width >= 64rem)').matches);
  const newerMessages = (conversation.lastMessage?.seq ?? 0) - insight.toSeq;
  const lists = [
    [t.insights.keyPoints, insight.keyPoints],
    [t.insights.decisions, insight.decisions],
    [t.insights.actionItems, insight.actionItems],
    [t.insights.openQuestions, insight.openQuestions],
  ] as const;
  return (
    <>
      <p className={styles.summary} dir="auto">
        {insight.summary}
      </p>
      {lists.map(([title, items]) =>
        items.length > 0 ? (
          <div key={title}>
            <h3 className={styles.heading}>{title}</h3>
            <ul className={styles.items}>
              {items.map((item) => (
                <li key={item.text + item.messageIds.join(' ')} dir="auto">
                  <span>{item.text}</span> <Citations item={item} numbers={numbers} onChosen={jumpTo} />
                  <Assignment item={item} />
                </li>
              ))}
            </ul>
          </div>
        ) : null,
      )}
      <p className={styles.soft}>
        <span>{generatorTextOf(insight)}</span>{' '}
        <span>{t.insights.covers(insight.coveredMessages, insight.skippedMessages)}</span>{' '}
        <time dateTime={insight.createdAt} title={exactTimeOf(insight.createdAt)}>
          {t.insights.createdAt(shortTimeOf(insight.createdAt))}
        </time>
      </p>
      {newerMessages > 0 ? <p className={styles.newer}>{t.insights.newMessages(newerMessages)}</p> : null}
    </>
  );
}

function generatorTextOf({ generator, model, tokens }: Insight): string {
  if (generator === 'openai') return t.insights.byModel(model);
  return tokens === null ? t.insights.builtIn : t.insights.insteadOfModel;
}

/** Returns a number for each cited message, in the order in which the messages are first cited. */
function citationNumbersOf({ keyPoints, decisions, actionItems, openQuestions }: Insight): ReadonlyMap<string, number> {
  const ids = [keyPoints, decisions, actionItems, openQuestions].flat().flatMap(({ messageIds }) => messageIds);
  return new Map([...new Set(ids)].map((id, index) => [id, index + 1]));
}

interface CitationsProps {
  readonly item: InsightItem;
  readonly numbers: ReadonlyMap<string, number>;
  readonly onChosen: (messageId: string) => void;
}

function Citations({ item, numbers, onChosen }: CitationsProps) {
  return item.messageIds.map((id) => (
    <button
      key={id}
      type="button"
      className={styles.citation}
      aria-label={t.insights.cited(numbers.get(id)!)}
      onClick={() => onChosen(id)}
    >
      {numbers.get(id)}
    </button>
  ));
}

/** The owner and the due date of an action item, if the messages name them. */
function Assignment({ item }: { item: InsightItem | ActionItem }) {
  if (!('owner' in item) || (item.owner === null && item.due === null)) return null;
  return (
    <span className={styles.assignment}>{[item.owner, item.due].filter((text) => text !== null).join(' · ')}</span>
  );
}
