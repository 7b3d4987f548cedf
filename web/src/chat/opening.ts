import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { AGAIN_MS } from '../hub/patience.js';
import { useHub, useSeat } from '../hub/seat.js';

/** Enough to fill any screen. */
const FIRST_PAGE = 60;
/** What is read again before the first unread message, to know what it is about. */
const CONTEXT = 20;
const LARGEST_PAGE = 200;

/** The `seq` after the last message that somebody has read: the first one they have not, unless own ones come before it. */
export function firstUnreadOf(
  { participants, unread }: Pick<ConversationView, 'participants' | 'unread'>,
  userId: string,
): number | undefined {
  const read = participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  return unread > 0 ? read + 1 : undefined;
}

/**
 * Loads what a conversation opens with: its newest messages, or those around the first unread one.
 *
 * @param isLeft whether it opens where it was left, with what is loaded of it
 * @returns whether it is there; or is not to be had for now, when what is known is shown, and the rest once it comes
 */
export function useOpening(
  { id, hasOlder, lastMessage }: ConversationView,
  firstUnread: number | undefined,
  isLeft: boolean,
): boolean {
  const { hub } = useSeat();
  const isOnline = useHub(({ status }) => status === 'online');
  const [isLoaded, setLoaded] = useState(isLeft || !hasOlder);
  const [isMissing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [newest] = useState(lastMessage?.seq ?? 1);

  useEffect(() => {
    if (isLoaded) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const fail = () => {
      setMissing(true);
      // Without a connection, it is the connection that brings it.
      if (isOnline) timer = setTimeout(() => setAttempt(attempt + 1), AGAIN_MS);
    };
    const from = Math.max(1, Math.min((firstUnread ?? newest) - CONTEXT, newest - FIRST_PAGE));
    const firstShown = () => hub.messages(id)[0]?.seq ?? newest;
    const load = async () => {
      const missing = firstShown() - from;
      if (firstUnread === undefined || missing <= LARGEST_PAGE)
        await hub.loadOlder(id, Math.min(Math.max(missing, 1), LARGEST_PAGE));
      // It is too far away, or long messages made the page shorter than was asked for.
      if (firstUnread !== undefined && firstShown() > firstUnread) await hub.showAround(id, { seq: firstUnread });
    };
    load()
      .then(() => !isOver && setLoaded(true))
      .catch(() => !isOver && fail());
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [hub, id, isLoaded, isOnline, attempt, firstUnread, newest]);

  return isLoaded || isMissing;
}
