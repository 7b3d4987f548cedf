import type { ConversationView } from '@smart-hub/sdk';
import { Sparkles, X } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { part } from '../ui/part.js';
import { useRestoredFocus } from '../ui/restored-focus.js';
import { useInsight } from './insight.js';
import styles from './Insights.module.css';
import { InsightText } from './InsightText.js';

const Activity = part(() => import('./Activity.js'));

interface Props {
  readonly conversation: ConversationView;
  readonly onClose: () => void;
}

/** What a conversation comes to: its insight, and who writes when. */
export default function InsightsPanel({ conversation, onClose }: Props) {
  const { insight, isWaiting, isMaking, draft, failure, make } = useInsight(conversation.id);
  const title = useRef<HTMLHeadingElement>(null);

  useRestoredFocus();
  // Whoever opens it goes there.
  useEffect(() => title.current?.focus(), []);

  return (
    // It takes no key of its own: whatever is focused in it, Escape closes it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles.panel}
      aria-label={t.insights.title}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <header className={styles.header}>
        <h2 ref={title} tabIndex={-1} className={styles.title}>
          {t.insights.title}
        </h2>
        <Button kind="icon" aria-label={t.insights.close} onClick={onClose}>
          <X size={20} aria-hidden />
        </Button>
      </header>
      <div className={styles.body}>
        <section aria-busy={isMaking} className={styles.section}>
          {insight ? <InsightText insight={insight} conversation={conversation} /> : null}
          {isWaiting ? <p className={styles.soft}>{t.insights.waiting}</p> : null}
          {insight === null ? (
            <>
              <p className={styles.soft} dir="auto">
                {isMaking && draft !== '' ? draft : t.insights.none}
              </p>
              {/* The button goes away, and would take the focus with it. */}
              <Button onClick={() => void make().then(() => title.current?.focus())} disabled={isMaking} wide>
                <Sparkles size={17} aria-hidden /> <span>{isMaking ? t.insights.making : t.insights.make}</span>
              </Button>
            </>
          ) : null}
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        </section>
        <Suspense>
          <Activity conversation={conversation} />
        </Suspense>
      </div>
    </aside>
  );
}
