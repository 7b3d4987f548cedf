import type { ConversationView } from '@smart-hub/sdk';
import { Suspense, useEffect, useState } from 'react';
import type { Led, Newcomer } from '../app/places.js';
import { useGo } from '../app/places.js';
import { Composer } from '../composer/Composer.js';
import { useMessages, useSeat } from '../hub/seat.js';
import styles from './Chat.module.css';
import { ChatHeader } from './ChatHeader.js';
import { FirstMessages } from './FirstMessages.js';
import { History } from './History.js';
import { firstUnreadOf } from './opening.js';
import { part } from '../ui/part.js';
import { t } from '../texts/en.js';
import { useSheet } from '../ui/sheets.js';
import { TypingLine } from './TypingLine.js';

const InsightsPanel = part(() => import('../insights/InsightsPanel.js'));

interface Props {
  /** Absent before the first message. */
  readonly conversation: ConversationView | undefined;
  readonly person: ConversationView['user'] | Newcomer;
  readonly led: Led | undefined;
}

/** One conversation: who it is with, what was said, and where one writes. */
export function Chat({ conversation, person, led }: Props) {
  const go = useGo();
  const { me } = useSeat();
  // As it was when it was opened: what comes while somebody looks is not news to be led to.
  const [firstUnread] = useState(() => conversation && firstUnreadOf(conversation, me.id));
  const messages = useMessages(person.id);
  const insights = useSheet('insights');
  const id = conversation?.id;
  const isClosed = isDeleted(person);

  // The address becomes the conversation's as soon as there is one.
  useEffect(() => {
    if (id !== undefined && !location.pathname.endsWith(id)) go.conversation(id, true);
  }, [go, id]);

  return (
    <section className={styles.chat} data-summed={insights.isOpen} aria-label={person.name}>
      <div className={styles.column}>
        <ChatHeader person={person} insights={conversation && insights} />
        {conversation ? (
          <History conversation={conversation} messages={messages} firstUnread={firstUnread} led={led} />
        ) : (
          <FirstMessages person={person} messages={messages} isClosed={isClosed} />
        )}
        <TypingLine conversation={conversation} />
        {isClosed ? (
          <p className={styles.closed} role="status">
            {t.composer.closed}
          </p>
        ) : (
          <Composer person={person} conversation={conversation} />
        )}
      </div>
      {insights.isOpen && conversation ? (
        <Suspense>
          <InsightsPanel conversation={conversation} onClose={insights.close} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** Whether nothing can be sent to them any more: their account was erased. */
function isDeleted(person: Props['person']): boolean {
  return 'deletedAt' in person && person.deletedAt !== undefined;
}
