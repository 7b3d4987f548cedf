import type { ConversationView, MessageView } from '@smart-hub/sdk';
import { ArrowDown } from 'lucide-react';
import { useCallback, useMemo, useState, type ClipboardEvent } from 'react';
import type { JumpTarget } from '../routing/routes.js';
import { Virtualizer } from 'virtua';
import { useHubSession } from '../hub/hub-session.js';
import { selectedSource } from '../markdown/selection.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/current-time.js';
import { Bubble } from './Bubble.js';
import { useFolding } from './folding.js';
import styles from './History.module.css';
import { anchorOf, useJumpToMessage } from './jump-to-message.js';
import { useFirstPage } from './first-page.js';
import { savedAnchor } from './saved-anchors.js';
import { TOP_OFFSET, type ScrollAnchor } from './scroll-anchor.js';
import { useIsPrinting } from './printing.js';
import { rowsOf, type Row } from './rows.js';
import { useScrolling } from './scrolling.js';

interface Props {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  /** The `seq` of the first message that was unread when the user opened the conversation. */
  readonly firstUnread: number | undefined;
  /** The message to jump to. */
  readonly jumpTarget: JumpTarget | undefined;
}

/** The messages of a conversation. Renders only the rows in view, and loads older messages as the user scrolls back. */
export function History({ conversation, messages, firstUnread, jumpTarget }: Props) {
  const { hub, me } = useHubSession();
  const [restoredAnchor] = useState(() => savedAnchor(hub, conversation.id));
  const isReady = useFirstPage(conversation, firstUnread, restoredAnchor !== undefined);
  const [divider, setDivider] = useState(firstUnread);
  const day = useDay();
  // Depends on `day`, which changes with the time zone: rows then start their days at other messages.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => (isReady ? rowsOf(messages, divider) : []), [isReady, messages, divider, day]);
  const [initialAnchor] = useState(
    (): ScrollAnchor => restoredAnchor ?? (firstUnread ? { seq: firstUnread, offset: TOP_OFFSET } : 'end'),
  );
  const scrolling = useScrolling(conversation, rows, jumpTarget ? anchorOf(jumpTarget) : initialAnchor, setDivider);
  const {
    scroller,
    list,
    virtualizerKey,
    hasStartChanged,
    isAtEnd,
    goTo,
    keepPosition,
    keepMessageTop,
    scrollToEnd,
    onScroll,
    onResize,
  } = scrolling;
  const isPrinting = useIsPrinting(keepPosition);
  const { isUnfolded, setUnfolded } = useFolding(jumpTarget);
  useJumpToMessage(conversation.id, { jumpTarget, isReady, goTo, fallback: initialAnchor });

  const onUnfold = useCallback(
    (message: MessageView, shouldUnfold: boolean) => {
      keepMessageTop(message, shouldUnfold);
      setUnfolded(message, shouldUnfold);
    },
    [keepMessageTop, setUnfolded],
  );
  const bubbleOf = ({ message, ...row }: Row) => (
    <Bubble
      key={message.key}
      conversationId={conversation.id}
      row={{ message, ...row }}
      isMine={message.senderId === me.id}
      isMarked={message.id !== undefined && message.id === jumpTarget?.messageId}
      isUnfolded={isUnfolded(message)}
      onUnfold={onUnfold}
    />
  );

  return (
    <div className={styles.history}>
      <div
        ref={scroller}
        className={styles.list}
        role="log"
        aria-live="off"
        aria-label={t.chat.history(conversation.user.name)}
        tabIndex={0}
        onCopy={copySource}
      >
        {/* Pushes the messages of a short history to the bottom, next to the composer. */}
        <div className={styles.spacer} />
        {isPrinting ? (
          rows.map(bubbleOf)
        ) : (
          <Virtualizer
            key={virtualizerKey}
            ref={list}
            scrollRef={scroller}
            shift={hasStartChanged}
            data={rows}
            onScroll={onScroll}
            onResize={onResize}
          >
            {bubbleOf}
          </Virtualizer>
        )}
      </div>
      {isAtEnd ? null : (
        <button type="button" className={styles.toEnd} onClick={scrollToEnd}>
          {conversation.unread > 0 ? <span>{t.chat.unreadBelow(conversation.unread)}</span> : null}
          <ArrowDown size={18} role="img" aria-label={t.chat.toNewest} />
        </button>
      )}
    </div>
  );
}

/** Copies the source text of the selected messages, including their Markdown markup. */
function copySource(event: ClipboardEvent): void {
  const source = selectedSource(getSelection());
  if (source === undefined) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', source);
}
