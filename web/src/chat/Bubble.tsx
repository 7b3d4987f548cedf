import type { MessageView } from '@smart-hub/sdk';
import { memo } from 'react';
import { t } from '../texts/en.js';
import { useDay } from '../texts/current-time.js';
import { timeOf, dayHeadingOf, exactTimeOf } from '../texts/times.js';
import styles from './Bubble.module.css';
import { Foldable } from './Foldable.js';
import { Markdown } from '../markdown/Markdown.js';
import { RowBoundary } from '../ui/RowBoundary.js';
import { MessageFailure } from './MessageFailure.js';
import { MessageState } from './MessageState.js';
import { Quote } from './Quote.js';
import type { Row } from './rows.js';

interface Props {
  /** Absent before the first message, which creates the conversation on the server. */
  readonly conversationId?: string;
  readonly row: Row;
  readonly isMine: boolean;
  /** Whether the user jumped to this message. */
  readonly isMarked?: boolean;
  /** Whether a long message is shown in full. */
  readonly isUnfolded: boolean;
  readonly onUnfold: (message: MessageView, isUnfolded: boolean) => void;
}

/** A row of the history: the message below its date and unread divider. Falls back to plain text if rendering fails. */
export function Bubble(props: Props) {
  const { message } = props.row;
  return (
    <RowBoundary item={message} fallback={<PlainMessage message={message} isMine={props.isMine} />}>
      <MessageBubble {...props} />
    </RowBoundary>
  );
}

function PlainMessage({ message: { content, deletedAt }, isMine }: { message: MessageView; isMine: boolean }) {
  return (
    <div className={styles.row} data-mine={isMine}>
      <article className={styles.bubble}>
        <p className={styles.content} dir="auto">
          {deletedAt === undefined ? content : t.chat.deleted}
        </p>
      </article>
    </div>
  );
}

const MessageBubble = memo(
  function MessageBubble({ conversationId, row, isMine, isMarked = false, isUnfolded, onUnfold }: Props) {
    const { message, startsDay, startsUnread, startsGroup, endsGroup } = row;
    const { createdAt, content, state, senderName, deletedAt, replyTo } = message;
    useDay();
    const showsState = isMine && (endsGroup || state === 'sending' || state === 'failed');
    return (
      <div
        className={styles.row}
        data-seq={message.seq}
        data-mine={isMine}
        data-starts={startsGroup}
        data-ends={endsGroup}
      >
        {startsDay ? <h3 className={styles.day}>{dayHeadingOf(createdAt)}</h3> : null}
        {startsUnread ? (
          <p className={styles.unread}>
            <span>{t.chat.newMessages}</span>
          </p>
        ) : null}
        <article
          className={styles.bubble}
          data-state={state}
          data-marked={isMarked}
          aria-label={`${isMine ? t.chat.me : senderName}, ${timeOf(createdAt)}`}
        >
          {replyTo !== null && conversationId !== undefined && deletedAt === undefined ? (
            <Quote conversationId={conversationId} messageId={replyTo} />
          ) : null}
          <div className={styles.content} dir="auto" title={exactTimeOf(createdAt)}>
            {deletedAt === undefined ? (
              <Foldable text={content} isUnfolded={isUnfolded} onUnfold={(isWhole) => onUnfold(message, isWhole)}>
                <Markdown text={content} />
              </Foldable>
            ) : (
              <p className={styles.deleted}>{t.chat.deleted}</p>
            )}
          </div>
        </article>
        {endsGroup || showsState ? (
          <p className={styles.foot}>
            <time dateTime={createdAt} title={exactTimeOf(createdAt)}>
              {timeOf(createdAt)}
            </time>
            {showsState ? <MessageState state={state} /> : null}
          </p>
        ) : (
          // Hidden from screen readers, because the label of the article contains the time.
          <time className={styles.clock} dateTime={createdAt} aria-hidden>
            {timeOf(createdAt)}
          </time>
        )}
        {state === 'failed' ? <MessageFailure message={message} /> : null}
      </div>
    );
  },
  // Each new message creates new objects for all rows, so the contents of the rows are compared.
  (before, after) =>
    before.conversationId === after.conversationId &&
    before.isMine === after.isMine &&
    before.isMarked === after.isMarked &&
    before.isUnfolded === after.isUnfolded &&
    before.onUnfold === after.onUnfold &&
    before.row.message === after.row.message &&
    before.row.startsDay === after.row.startsDay &&
    before.row.startsUnread === after.row.startsUnread &&
    before.row.startsGroup === after.row.startsGroup &&
    before.row.endsGroup === after.row.endsGroup,
);
