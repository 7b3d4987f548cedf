import { memo } from 'react';
import { Link } from 'wouter';
import { paths, personState } from '../routing/routes.js';
import { MessageState } from '../chat/MessageState.js';
import { plainTextOf } from '../markdown/plain-text.js';
import { useDraft } from '../composer/drafts.js';
import { useIsPresenceCurrent, useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/current-time.js';
import { exactTimeOf, shortTimeOf } from '../texts/times.js';
import { Avatar } from '../ui/Avatar.js';
import { SentenceWithName } from '../ui/SentenceWithName.js';
import { RowBoundary } from '../ui/RowBoundary.js';
import type { ListedConversation } from './order.js';
import styles from './Rows.module.css';
import { TypingDots } from '../ui/TypingDots.js';

interface Props {
  readonly conversation: ListedConversation;
  readonly isOpen: boolean;
  /** Whether this row is the tab stop of the list. */
  readonly isTabStop: boolean;
  /** A handle or join date that distinguishes the person from others in the list. */
  readonly distinction: string | undefined;
  readonly onChosen?: () => void;
}

/**
 * A conversation in the list: the person, the time and text of the last message, and the unread count. Shows the name
 * only if rendering fails.
 */
export function ConversationRow(props: Props) {
  const { user } = props.conversation;
  const name = (
    <li>
      <Link {...linkOf(props.conversation)} className={styles.row} onClick={props.onChosen}>
        <bdi className={styles.name} translate="no">
          {user.name}
        </bdi>
      </Link>
    </li>
  );
  return (
    <RowBoundary item={props.conversation} fallback={name}>
      <RowContent {...props} />
    </RowBoundary>
  );
}

const RowContent = memo(function RowContent(props: Props) {
  const { conversation, isOpen, isTabStop, distinction, onChosen } = props;
  const { user, lastActivityAt, unread } = conversation;
  const isCurrent = useIsPresenceCurrent();
  useDay();
  return (
    <li>
      <Link
        {...linkOf(conversation)}
        className={styles.row}
        data-row={user.id}
        tabIndex={isTabStop ? 0 : -1}
        data-unread={unread > 0}
        aria-current={isOpen ? 'page' : undefined}
        onClick={onChosen}
      >
        <Avatar person={user} online={isCurrent && user.deletedAt === undefined ? user.online : undefined} />
        <span className={styles.who}>
          <bdi className={styles.name} translate="no">
            {user.name}
          </bdi>
          {distinction === undefined ? null : <span className={styles.distinction}>{distinction}</span>}
        </span>
        <time className={styles.time} dateTime={lastActivityAt} title={exactTimeOf(lastActivityAt)}>
          {shortTimeOf(lastActivityAt)}
        </time>
        <span className={styles.preview} dir="auto">
          <Preview conversation={conversation} isOpen={isOpen} />
        </span>
        {unread > 0 ? (
          <span className={styles.unread} aria-label={t.conversations.unread(unread)}>
            {unread > 999 ? '999+' : unread}
          </span>
        ) : null}
      </Link>
    </li>
  );
});

/**
 * Returns the props of the link. A conversation without an id does not exist on the server yet: it is addressed by
 * its person.
 */
function linkOf({ id, user }: ListedConversation) {
  return id === undefined
    ? { href: paths.person(user.id), state: personState(user) }
    : { href: paths.conversation(id) };
}

function Preview({ conversation: { user, typing, lastMessage }, isOpen }: Pick<Props, 'conversation' | 'isOpen'>) {
  const { me } = useHubSession();
  const [draft] = useDraft(user.id);
  if (typing.length > 0) {
    return (
      <span className={styles.typing}>
        <SentenceWithName sentence={t.chat.typing} name={user.name} /> <TypingDots />
      </span>
    );
  }
  // A draft for a deleted account is not shown, because it cannot be sent.
  if (draft.trim() !== '' && !isOpen && user.deletedAt === undefined) {
    return (
      <span>
        <bdi className={styles.draft}>{t.conversations.draft}</bdi> <span>{draft}</span>
      </span>
    );
  }
  const line = lastMessage && (lastMessage.deletedAt === undefined ? plainTextOf(lastMessage.content) : t.chat.deleted);
  if (lastMessage?.senderId !== me.id) return <span>{line}</span>;
  const isUnsent = lastMessage.state === 'sending' || lastMessage.state === 'failed';
  // The message is isolated, so that its text direction does not depend on the prefix "You:".
  return (
    <span>
      {isUnsent ? <MessageState state={lastMessage.state} /> : null} <bdi>{t.conversations.you}</bdi>{' '}
      <span>{line}</span>
    </span>
  );
}
