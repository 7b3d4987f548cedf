import { Link } from 'wouter';
import styles from './EmptyState.module.css';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { Logo } from '../ui/Logo.js';
import { paths } from '../routing/routes.js';
import type { Notice } from './route-target.js';

/** Shows why an address has no page, or why its page cannot be shown yet, with a link to the list of conversations. */
export function NoticePage({ notice }: { notice: Notice }) {
  const { me } = useHubSession();
  const { title, text } = t.notices[notice];
  return (
    <section className={styles.emptyState} aria-live="polite" data-waiting={notice === 'looking up'}>
      {notice === 'oneself' ? <Avatar person={me} /> : <Logo size={72} />}
      <h2 className={styles.title}>{title}</h2>
      <p>{text}</p>
      <Link href={paths.home}>{t.conversations.back}</Link>
    </section>
  );
}
