import { memo } from 'react';
import { Link } from 'wouter';
import { paths, personState } from '../app/places.js';
import { MessageState } from '../chat/MessageState.js';
import { plainOf } from '../markdown/plain.js';
import { useDraft } from '../composer/drafts.js';
import { useIsCurrent, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/now.js';
import { exactly, shortly } from '../texts/times.js';
import { Avatar } from '../ui/Avatar.js';
import { Named } from '../ui/Named.js';
import { RowBoundary } from '../ui/RowBoundary.js';
import type { Listed } from './order.js';
import styles from './Rows.module.css';
import { TypingDots } from '../ui/TypingDots.js';

interface Props {
  readonly conversation: Listed;
  readonly isOpen: boolean;
  /** Whether it is the tab stop of its list. */
  readonly isStop: boolean;
  /** What tells the person apart from others of the list. */
  readonly distinction: string | undefined;
  readonly onChosen?: () => void;
}

/** A conversation in the list: who, when, what was said last, and what has not been read; the name alone when that cannot be shown. */
export function ConversationRow(props: Props) {
  const { user } = props.conversation;
  const name = (
    <li>
      <Link {...targetOf(props.conversation)} className={styles.row} onClick={props.onChosen}>
        <bdi className={styles.name} translate="no">
          {user.name}
        </bdi>
      </Link>
    </li>
  );
  return (
    <RowBoundary of={props.conversation} fallback={name}>
      <ShownRow {...props} />
    </RowBoundary>
  );
}

const ShownRow = memo(function ShownRow(props: Props) {
  const { conversation, isOpen, isStop, distinction, onChosen } = props;
  const { user, lastActivityAt, unread } = conversation;
  const isCurrent = useIsCurrent();
  useDay();
  return (
    <li>
      <Link
        {...targetOf(conversation)}
        className={styles.row}
        data-row={user.id}
        tabIndex={isStop ? 0 : -1}
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
        <time className={styles.time} dateTime={lastActivityAt} title={exactly(lastActivityAt)}>
          {shortly(lastActivityAt)}
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

/** Without an id it does not exist on the server yet. */
function targetOf({ id, user }: Listed) {
  return id === undefined
    ? { href: paths.person(user.id), state: personState(user) }
    : { href: paths.conversation(id) };
}

function Preview({ conversation: { user, typing, lastMessage }, isOpen }: Pick<Props, 'conversation' | 'isOpen'>) {
  const { me } = useSeat();
  const [draft] = useDraft(user.id);
  if (typing.length > 0) {
    return (
      <span className={styles.typing}>
        <Named sentence={t.chat.typing} name={user.name} /> <TypingDots />
      </span>
    );
  }
  // What was written to a deleted person cannot be sent.
  if (draft.trim() !== '' && !isOpen && user.deletedAt === undefined) {
    return (
      <span>
        <bdi className={styles.draft}>{t.conversations.draft}</bdi> <span>{draft}</span>
      </span>
    );
  }
  const line = lastMessage && (lastMessage.deletedAt === undefined ? plainOf(lastMessage.content) : t.chat.deleted);
  if (lastMessage?.senderId !== me.id) return <span>{line}</span>;
  const isUnsent = lastMessage.state === 'sending' || lastMessage.state === 'failed';
  // What was said has its own direction: our word before it does not decide.
  return (
    <span>
      {isUnsent ? <MessageState state={lastMessage.state} /> : null} <bdi>{t.conversations.you}</bdi>{' '}
      <span>{line}</span>
    </span>
  );
}
