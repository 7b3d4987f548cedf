import { useConversations } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Logo } from '../ui/Logo.js';
import styles from './EmptyState.module.css';

/** Shown while no conversation is open. */
export function EmptyState() {
  const isNew = useConversations().length === 0;
  const [title, text] = isNew
    ? [t.conversations.newTitle, t.conversations.emptyText]
    : [t.conversations.startTitle, t.conversations.startText];
  return (
    <section className={styles.emptyState}>
      <Logo size={72} />
      <h2 className={styles.title}>{title}</h2>
      <p>{text}</p>
      <p className={styles.keys}>
        <kbd>{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'}</kbd> <kbd>K</kbd> {t.conversations.startKey}
      </p>
    </section>
  );
}
