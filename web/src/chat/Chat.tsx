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
  /** Undefined before the first message, which creates the conversation. */
  readonly conversation: ConversationView | undefined;
  readonly person: ConversationView['user'] | NewContact;
  readonly jumpTarget: JumpTarget | undefined;
}

/** One conversation: the header, the history of messages, the typing line and the composer. */
export function Chat({ conversation, person, jumpTarget }: Props) {
  const go = useNavigation();
  const { me } = useHubSession();
  // Not updated while the conversation is open: the unread divider stays where it was when the conversation was opened.
  const [firstUnread] = useState(() => conversation && firstUnreadOf(conversation, me.id));
  const messages = useMessages(person.id);
  const insights = useSheet('insights');
  const id = conversation?.id;
  const isClosed = isDeleted(person);

  // Replaces the address of the person by that of the conversation once the first message has created it.
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

/** Whether the account of the person was erased, so that nobody can write to it. */
function isDeleted(person: Props['person']): boolean {
  return 'deletedAt' in person && person.deletedAt !== undefined;
}
