import { Link } from 'wouter';
import { paths } from '../app/places.js';
import { useConversations } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Mark } from '../ui/Mark.js';
import styles from './Start.module.css';

/** Where no conversation is open. @param isLost whether one was asked for that is not there */
export function Start({ isLost }: { isLost: boolean }) {
  const isNew = useConversations().length === 0;
  const [title, text] = isLost
    ? [t.conversations.gone, t.conversations.goneText]
    : isNew
      ? [t.conversations.newTitle, t.conversations.emptyText]
      : [t.conversations.startTitle, t.conversations.startText];
  return (
    <section className={styles.start}>
      <Mark size={72} />
      <h2 className={styles.title}>{title}</h2>
      <p>{text}</p>
      {isLost ? (
        <Link href={paths.home}>{t.conversations.back}</Link>
      ) : (
        <p className={styles.keys}>
          <kbd>{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'}</kbd> <kbd>K</kbd> {t.conversations.startKey}
        </p>
      )}
    </section>
  );
}
