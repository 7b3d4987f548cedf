import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useHub, useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Chart } from './Chart.js';
import { loadActivityCounts, type ActivityCounts as Counts } from './activity-counts.js';
import styles from './Insights.module.css';

/** The number of messages over time and by participant, as a chart and as text. */
export default function Activity({ conversation }: { conversation: ConversationView }) {
  const { client, me } = useHubSession();
  const [counts, setCounts] = useState<Counts>();
  const isOnline = useHub(({ status }) => status === 'online');
  const { id, user } = conversation;

  useEffect(() => {
    if (!isOnline) return;
    const request = new AbortController();
    loadActivityCounts(client, id, me.id, request.signal)
      .then(setCounts)
      // The chart is not essential: if loading fails, it is not shown.
      .catch(() => undefined);
    return () => request.abort();
  }, [client, id, me.id, isOnline]);

  if (!counts || counts.bars.length === 0) return null;
  const total = counts.mine + counts.theirs;
  const people = [
    { key: 'mine', name: t.chat.me, sum: counts.mine },
    { key: 'theirs', name: user.name, sum: counts.theirs },
  ];
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t.insights.activity}</h3>
      <p className={styles.soft}>{t.insights.units[counts.daysPerBar]}</p>
      <Chart activity={counts} />
      <ul className={styles.people}>
        {people.map(({ key, name, sum }) => (
          <li key={key}>
            <span className={styles.key} data-of={key} aria-hidden />
            <span dir="auto" translate="no">
              {name}
            </span>
            <span>{t.insights.share(sum, Math.round((sum / total) * 100))}</span>
          </li>
        ))}
      </ul>
      {counts.isPartial ? <p className={styles.soft}>{t.insights.newestOnly(total)}</p> : null}
    </section>
  );
}
