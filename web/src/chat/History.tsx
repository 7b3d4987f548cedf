import type { ConversationView, MessageView } from '@smart-hub/sdk';
import { ArrowDown } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { Led } from '../app/places.js';
import { Virtualizer } from 'virtua';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Bubble } from './Bubble.js';
import styles from './History.module.css';
import { useOpening } from './opening.js';
import { rowsOf, type Row } from './rows.js';
import { useLeading } from './leading.js';
import { useScrolling } from './scrolling.js';

interface Props {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  /** The `seq` of what was unread when it was opened. */
  readonly firstUnread: number | undefined;
  /** Where somebody was led to. */
  readonly led: Led | undefined;
}

/** What was said: as much of it in the page as can be seen, and as far back as anybody scrolls. */
export function History({ conversation, messages, firstUnread, led }: Props) {
  const { me } = useSeat();
  const isReady = useOpening(conversation, firstUnread);
  const rows = useMemo(() => rowsOf(messages, firstUnread), [messages, firstUnread]);
  const scroller = useRef<HTMLDivElement>(null);
  const scrolling = useScrolling(conversation, rows, { isReady, led: led?.messageId });
  const { list, generation, isShifted, isAtEnd, toEnd, onScroll, onResize } = scrolling;
  const marked = useLeading(conversation.id, rows, { led, isReady, ...scrolling });

  return (
    <div className={styles.history} data-ready={isReady}>
      <div
        ref={scroller}
        className={styles.list}
        role="log"
        aria-live="off"
        aria-label={t.chat.history(conversation.user.name)}
        tabIndex={0}
      >
        {/* Few messages stand at the bottom, where one writes. */}
        <div className={styles.space} />
        <Virtualizer
          key={generation}
          ref={list}
          scrollRef={scroller}
          shift={isShifted}
          data={rows}
          onScroll={onScroll}
          onResize={onResize}
        >
          {({ message, ...row }: Row) => (
            <Bubble
              key={message.key}
              row={{ message, ...row }}
              isMine={message.senderId === me.id}
              isMarked={message.id !== undefined && message.id === marked}
            />
          )}
        </Virtualizer>
      </div>
      {isAtEnd ? null : (
        <button type="button" className={styles.toEnd} onClick={toEnd}>
          {conversation.unread > 0 ? t.chat.unreadBelow(conversation.unread) : null}
          <ArrowDown size={18} role="img" aria-label={t.chat.toNewest} />
        </button>
      )}
    </div>
  );
}
