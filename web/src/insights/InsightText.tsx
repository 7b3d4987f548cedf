import type { ActionItem, Insight, InsightItem } from '@smart-hub/contract/insights';
import type { ConversationView } from '@smart-hub/sdk';
import { useMemo } from 'react';
import { useGo } from '../app/places.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/now.js';
import { exactly, shortly } from '../texts/times.js';
import styles from './Insights.module.css';

interface Props {
  readonly insight: Insight;
  readonly conversation: ConversationView;
}

/** An insight, every item with the messages that it rests on; and where it comes from. */
export function InsightText({ insight, conversation }: Props) {
  const numbers = useMemo(() => numbersOf(insight), [insight]);
  const go = useGo();
  useDay();
  // Where the panel covers the messages, it makes way for what was asked for.
  const lead = (messageId: string) => go.message(conversation.id, messageId, matchMedia('(width >= 64rem)').matches);
  const since = (conversation.lastMessage?.seq ?? 0) - insight.toSeq;
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
                  <span>{item.text}</span> <Citations item={item} numbers={numbers} onChosen={lead} />
                  <Duty item={item} />
                </li>
              ))}
            </ul>
          </div>
        ) : null,
      )}
      <p className={styles.soft}>
        <span>{writerOf(insight)}</span>{' '}
        <span>{t.insights.covers(insight.coveredMessages, insight.skippedMessages)}</span>{' '}
        <time dateTime={insight.createdAt} title={exactly(insight.createdAt)}>
          {t.insights.madeAt(shortly(insight.createdAt))}
        </time>
      </p>
      {since > 0 ? <p className={styles.since}>{t.insights.since(since)}</p> : null}
    </>
  );
}

function writerOf({ generator, model, tokens }: Insight): string {
  if (generator === 'openai') return t.insights.byModel(model);
  return tokens === null ? t.insights.builtIn : t.insights.insteadOfModel;
}

/** Each message that is cited, by the order in which it first is. */
function numbersOf({ keyPoints, decisions, actionItems, openQuestions }: Insight): ReadonlyMap<string, number> {
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

/** Who has to do it, and until when, where that was said. */
function Duty({ item }: { item: InsightItem | ActionItem }) {
  if (!('owner' in item) || (item.owner === null && item.due === null)) return null;
  return <span className={styles.duty}>{[item.owner, item.due].filter((part) => part !== null).join(' · ')}</span>;
}
