import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useHub, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Chart } from './Chart.js';
import { loadActivity, type Activity as Counts } from './activity.js';
import styles from './Insights.module.css';

/** How much was written when, and by whom: as a chart, and in words. */
export default function Activity({ conversation }: { conversation: ConversationView }) {
  const { client, me } = useSeat();
  const [counts, setCounts] = useState<Counts>();
  const isOnline = useHub(({ status }) => status === 'online');
  const { id, user } = conversation;

  useEffect(() => {
    if (!isOnline) return;
    const asking = new AbortController();
    loadActivity(client, id, me.id, asking.signal)
      .then(setCounts)
      // It is a side note: without a connection it is left out.
      .catch(() => undefined);
    return () => asking.abort();
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
      {counts.isPart ? <p className={styles.soft}>{t.insights.newestOnly(total)}</p> : null}
    </section>
  );
}
