import { ArrowLeft, Sparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useGo, type Newcomer } from '../app/places.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { useConversations, useIsCurrent } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/now.js';
import { shortly } from '../texts/times.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import type { Sheet } from '../ui/sheets.js';
import styles from './Chat.module.css';

interface Someone extends Newcomer {
  readonly online?: boolean;
  readonly lastSeenAt?: string | null;
  /** When their account was erased. */
  readonly deletedAt?: string;
}

interface Props {
  readonly person: Someone;
  /** Absent before the first message. */
  readonly insights?: Pick<Sheet<undefined>, 'isOpen' | 'open' | 'close'> | undefined;
}

/** Who this is with, and whether they are there. */
export function ChatHeader({ person, insights }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = insights?.isOpen ?? false;
  const wasOpen = useRef(isOpen);
  // On a phone the insights hide the button before they could know that it had the focus.
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const go = useGo();
  const isCurrent = useIsCurrent();
  useDay();
  const others = useConversations().map(({ user }) => user);
  const distinction = distinctionsIn([...others, person], 'all').get(person.id);
  const about = [distinction, isCurrent ? presenceOf(person) : undefined].filter((part) => part !== undefined);
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
        <p className={styles.presence}>{about.join(' · ')}</p>
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

function presenceOf({ online, lastSeenAt, deletedAt }: Someone): string | undefined {
  if (online === undefined || deletedAt !== undefined) return undefined;
  if (online) return t.conversations.online;
  return lastSeenAt ? t.conversations.lastSeen(shortly(lastSeenAt)) : t.conversations.offline;
}
