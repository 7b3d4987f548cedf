import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useRef, useState } from 'react';
import { useHub, useSeat } from '../hub/seat.js';

/** Enough to fill any screen. */
const FIRST_PAGE = 60;
/** What is read again before the first unread message, to know what it is about. */
const CONTEXT = 20;
const LARGEST_PAGE = 200;

/** The `seq` of the first message that somebody has not read. */
export function firstUnreadOf(
  { participants, lastMessage }: Pick<ConversationView, 'participants' | 'lastMessage'>,
  userId: string,
): number | undefined {
  const read = participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  return read < (lastMessage?.seq ?? 0) ? read + 1 : undefined;
}

/** Loads what a conversation opens with: its newest messages, or those around the first unread one. @returns whether it is there */
export function useOpening({ id, hasOlder, lastMessage }: ConversationView, firstUnread: number | undefined): boolean {
  const { hub } = useSeat();
  const isOnline = useHub(({ status }) => status === 'online');
  const [isReady, setReady] = useState(!hasOlder);
  const isLoading = useRef(false);
  const newest = lastMessage?.seq ?? 1;

  useEffect(() => {
    if (isReady || isLoading.current) return;
    isLoading.current = true;
    const from = Math.max(1, Math.min((firstUnread ?? newest) - CONTEXT, newest - FIRST_PAGE));
    const missing = (hub.messages(id)[0]?.seq ?? newest) - from;
    const isFar = firstUnread !== undefined && missing > LARGEST_PAGE;
    const loading = isFar
      ? hub.showAround(id, { seq: firstUnread })
      : hub.loadOlder(id, Math.min(Math.max(missing, 1), LARGEST_PAGE));
    void loading
      .then(() => setReady(true))
      // What is there is shown; the connection brings the rest.
      .catch(() => setReady(!isOnline))
      .finally(() => (isLoading.current = false));
  }, [hub, id, isReady, isOnline, firstUnread, newest]);

  return isReady;
}
