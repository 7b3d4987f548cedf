import type { ConversationView } from '@smart-hub/sdk';
import { Suspense, useEffect, useState } from 'react';
import type { JumpTarget, NewContact } from '../routing/routes.js';
import { useNavigation } from '../routing/routes.js';
import { Composer } from '../composer/Composer.js';
import { useMessages, useHubSession } from '../hub/hub-session.js';
import styles from './Chat.module.css';
import { ChatHeader } from './ChatHeader.js';
import { FirstMessages } from './FirstMessages.js';
import { History } from './History.js';
import { firstUnreadOf } from './first-page.js';
import { lazyPart } from '../ui/lazy-part.js';
import { t } from '../texts/en.js';
import { useSheet } from '../routing/sheets.js';
import { TypingLine } from './TypingLine.js';

const InsightsPanel = lazyPart(() => import('../insights/InsightsPanel.js'));

interface Props {
  /** Absent before the first message. */
  readonly conversation: ConversationView | undefined;
  readonly person: ConversationView['user'] | NewContact;
  readonly jumpTarget: JumpTarget | undefined;
}

/** One conversation: the header, the history of messages, the typing line and the composer. */
export function Chat({ conversation, person, jumpTarget }: Props) {
  const go = useNavigation();
  const { me } = useHubSession();
  // As of opening the conversation: messages that arrive while it is open are not marked as unread.
  const [firstUnread] = useState(() => conversation && firstUnreadOf(conversation, me.id));
  const messages = useMessages(person.id);
  const insights = useSheet('insights');
  const id = conversation?.id;
  const isClosed = isDeleted(person);

  // The address changes to that of the conversation as soon as the conversation exists.
  useEffect(() => {
    if (id !== undefined && !location.pathname.endsWith(id)) go.conversation(id, true);
  }, [go, id]);

  return (
    <section className={styles.chat} data-insights-open={insights.isOpen} aria-label={person.name}>
      <div className={styles.column}>
        <ChatHeader person={person} insights={conversation && insights} />
        {conversation ? (
          <History conversation={conversation} messages={messages} firstUnread={firstUnread} jumpTarget={jumpTarget} />
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

/** Whether the account of the person was erased, so that nothing can be sent to them. */
function isDeleted(person: Props['person']): boolean {
  return 'deletedAt' in person && person.deletedAt !== undefined;
}
