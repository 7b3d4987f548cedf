import type { ConversationView, MessageView } from '@smart-hub/sdk';
import { ArrowDown } from 'lucide-react';
import { useCallback, useMemo, useState, type ClipboardEvent } from 'react';
import type { Led } from '../app/places.js';
import { Virtualizer } from 'virtua';
import { useSeat } from '../hub/seat.js';
import { selectedSource } from '../markdown/selection.js';
import { t } from '../texts/en.js';
import { useDay } from '../texts/now.js';
import { Bubble } from './Bubble.js';
import { useFolding } from './folding.js';
import styles from './History.module.css';
import { placeOf, useLeading } from './leading.js';
import { useOpening } from './opening.js';
import { leftPlace } from './left-places.js';
import { AT_TOP, type Place } from './placing.js';
import { useIsPrinting } from './printing.js';
import { rowsOf, type Row } from './rows.js';
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
  const { hub, me } = useSeat();
  const [left] = useState(() => leftPlace(hub, conversation.id));
  const isReady = useOpening(conversation, firstUnread, left !== undefined);
  const [divider, setDivider] = useState(firstUnread);
  const day = useDay();
  // Where a day begins depends on the time zone.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => (isReady ? rowsOf(messages, divider) : []), [isReady, messages, divider, day]);
  const [opening] = useState((): Place => left ?? (firstUnread ? { seq: firstUnread, at: AT_TOP } : 'end'));
  const scrolling = useScrolling(conversation, rows, led ? placeOf(led) : opening, setDivider);
  const { scroller, list, generation, isShifted, isAtEnd, goTo, stay, keepTop, toEnd, onScroll, onResize } = scrolling;
  const isPrinting = useIsPrinting(stay);
  const { isUnfolded, setUnfolded } = useFolding(led);
  useLeading(conversation.id, { led, isReady, goTo, otherwise: opening });

  const onUnfold = useCallback(
    (message: MessageView, isWhole: boolean) => {
      keepTop(message, isWhole);
      setUnfolded(message, isWhole);
    },
    [keepTop, setUnfolded],
  );
  const bubbleOf = ({ message, ...row }: Row) => (
    <Bubble
      key={message.key}
      conversationId={conversation.id}
      row={{ message, ...row }}
      isMine={message.senderId === me.id}
      isMarked={message.id !== undefined && message.id === led?.messageId}
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
        {/* Few messages stand at the bottom, where one writes. */}
        <div className={styles.space} />
        {isPrinting ? (
          rows.map(bubbleOf)
        ) : (
          <Virtualizer
            key={generation}
            ref={list}
            scrollRef={scroller}
            shift={isShifted}
            data={rows}
            onScroll={onScroll}
            onResize={onResize}
          >
            {bubbleOf}
          </Virtualizer>
        )}
      </div>
      {isAtEnd ? null : (
        <button type="button" className={styles.toEnd} onClick={toEnd}>
          {conversation.unread > 0 ? <span>{t.chat.unreadBelow(conversation.unread)}</span> : null}
          <ArrowDown size={18} role="img" aria-label={t.chat.toNewest} />
        </button>
      )}
    </div>
  );
}

/** Copies the source of messages, with its markup. */
function copySource(event: ClipboardEvent): void {
  const source = selectedSource(getSelection());
  if (source === undefined) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', source);
}
