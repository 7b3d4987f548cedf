import { ArrowLeft, Sparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigation, type NewContact } from '../routing/routes.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { useConversations, useIsPresenceCurrent } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/current-time.js';
import { shortTimeOf } from '../texts/times.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import type { Sheet } from '../routing/sheets.js';
import styles from './Chat.module.css';

interface Participant extends NewContact {
  readonly online?: boolean;
  readonly lastSeenAt?: string | null;
  /** When the account of the person was erased. */
  readonly deletedAt?: string;
}

interface Props {
  readonly person: Participant;
  /** The sheet with the insights; absent before the first message. */
  readonly insights?: Pick<Sheet<undefined>, 'isOpen' | 'open' | 'close'> | undefined;
}

/** The name of the other participant, and whether they are online. */
export function ChatHeader({ person, insights }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = insights?.isOpen ?? false;
  const wasOpen = useRef(isOpen);
  // Focuses the button again when the insights panel closes. The panel cannot do that on a phone, where it hides the
  // button, which loses the focus before the panel can remember it.
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const go = useNavigation();
  const isCurrent = useIsPresenceCurrent();
  useDay();
  const others = useConversations().map(({ user }) => user);
  const distinction = distinctionsIn([...others, person], 'all').get(person.id);
  const details = [distinction, isCurrent ? presenceOf(person) : undefined].filter((detail) => detail !== undefined);
  return (
    <header className={styles.header}>
      <Button kind="icon" className={styles.back} aria-label={t.conversations.back} onClick={go.home}>
        <ArrowLeft size={20} aria-hidden />
      </Button>
      <Avatar person={person} online={isCurrent && person.deletedAt === undefined ? person.online : undefined} />
      <div className={styles.who}>
        <h2 className={styles.name} translate="no">
          <bdi>{person.name}</bdi>
        </h2>
        <p className={styles.presence}>{details.join(' · ')}</p>
      </div>
      {insights ? (
        <Button
          ref={button}
          kind="icon"
          aria-label={t.insights.open}
          title={t.insights.open}
          aria-expanded={insights.isOpen}
          onClick={() => (insights.isOpen ? insights.close() : insights.open())}
        >
          <Sparkles size={20} aria-hidden />
        </Button>
      ) : null}
    </header>
  );
}

function presenceOf({ online, lastSeenAt, deletedAt }: Participant): string | undefined {
  if (online === undefined || deletedAt !== undefined) return undefined;
  if (online) return t.conversations.online;
  return lastSeenAt ? t.conversations.lastSeen(shortTimeOf(lastSeenAt)) : t.conversations.offline;
}
