import type { ConversationView } from '@smart-hub/sdk';
import { Sparkles, X } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { lazyPart } from '../ui/lazy-part.js';
import { useRestoredFocus } from '../ui/restored-focus.js';
import { useInsight } from './insight.js';
import styles from './Insights.module.css';
import { InsightText } from './InsightText.js';

const Activity = lazyPart(() => import('./Activity.js'));

interface Props {
  readonly conversation: ConversationView;
  readonly onClose: () => void;
}

/** The panel beside a conversation with its insight and the activity chart. */
export default function InsightsPanel({ conversation, onClose }: Props) {
  const { insight, isWaiting, isGenerating, partialText, errorMessage, generate } = useInsight(conversation.id);
  const title = useRef<HTMLHeadingElement>(null);

  useRestoredFocus();
  // Opening the panel moves the focus into it.
  useEffect(() => title.current?.focus(), []);

  return (
    // The panel itself is not interactive: its handler closes it on Escape, whichever element inside is focused.
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
        <section aria-busy={isGenerating} className={styles.section}>
          {insight ? <InsightText insight={insight} conversation={conversation} /> : null}
          {isWaiting ? <p className={styles.soft}>{t.insights.waiting}</p> : null}
          {insight === null ? (
            <>
              <p className={styles.soft} dir="auto">
                {isGenerating && partialText !== '' ? partialText : t.insights.intro}
              </p>
              {/* The title is focused afterwards, because the button is removed. */}
              <Button onClick={() => void generate().then(() => title.current?.focus())} disabled={isGenerating} wide>
                <Sparkles size={17} aria-hidden />{' '}
                <span>{isGenerating ? t.insights.summarising : t.insights.summarise}</span>
              </Button>
            </>
          ) : null}
          <p role="alert" className={styles.failure}>
            {errorMessage}
          </p>
        </section>
        <Suspense>
          <Activity conversation={conversation} />
        </Suspense>
      </div>
    </aside>
  );
}
