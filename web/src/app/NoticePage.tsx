import { Link } from 'wouter';
import start from '../conversations/Start.module.css';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { Mark } from '../ui/Mark.js';
import { paths } from './places.js';
import type { Notice } from './target.js';

/** Says why an address leads to nothing, or to nothing yet, and leads home. */
export function NoticePage({ notice }: { notice: Notice }) {
  const { me } = useSeat();
  const { title, text } = t.notices[notice];
  return (
    <section className={start.start} aria-live="polite" data-waiting={notice === 'looking up'}>
      {notice === 'oneself' ? <Avatar person={me} /> : <Mark size={72} />}
      <h2 className={start.title}>{title}</h2>
      <p>{text}</p>
      <Link href={paths.home}>{t.conversations.back}</Link>
    </section>
  );
}
