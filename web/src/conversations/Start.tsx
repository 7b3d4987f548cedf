import { useConversations } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Mark } from '../ui/Mark.js';
import styles from './Start.module.css';

/** Where no conversation is open. */
export function Start() {
  const isNew = useConversations().length === 0;
  const [title, text] = isNew
    ? [t.conversations.newTitle, t.conversations.emptyText]
    : [t.conversations.startTitle, t.conversations.startText];
  return (
    <section className={styles.start}>
      <Mark size={72} />
      <h2 className={styles.title}>{title}</h2>
      <p>{text}</p>
      <p className={styles.keys}>
        <kbd>{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'}</kbd> <kbd>K</kbd> {t.conversations.startKey}
      </p>
    </section>
  );
}
