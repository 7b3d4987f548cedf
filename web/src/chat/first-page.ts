import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { RETRY_MS } from '../lib/request-timeout.js';
import { useHub, useHubSession } from '../hub/hub-session.js';

/** How many messages are loaded at first: enough to fill any screen. */
const FIRST_PAGE_SIZE = 60;
/** How many messages are loaded before the first unread one, as context. */
const CONTEXT_SIZE = 20;
/** The most messages that one request loads. */
const MAX_PAGE_SIZE = 200;

/**
 * Returns the `seq` after the user's read position: that of the first unread message, unless own messages precede it.
 * Undefined if nothing is unread.
 */
export function firstUnreadOf(
  { participants, unread }: Pick<ConversationView, 'participants' | 'unread'>,
  userId: string,
): number | undefined {
  const readSeq = participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  return unread > 0 ? readSeq + 1 : undefined;
}

/**
 * Loads the first page of a conversation: the newest messages, or those around the first unread one.
 *
 * @param isRestored whether the conversation reopens at its saved scroll position, with the messages that are loaded
 *   already
 * @returns whether the history can be shown: the page is loaded, or loading it failed. In that case the messages that
 *   are known are shown, and the rest once a retry succeeds
 */
export function useFirstPage(
  { id, hasOlder, lastMessage }: ConversationView,
  firstUnread: number | undefined,
  isRestored: boolean,
): boolean {
  const { hub } = useHubSession();
  const isOnline = useHub(({ status }) => status === 'online');
  const [isLoaded, setLoaded] = useState(isRestored || !hasOlder);
  const [hasFailed, setHasFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [newestSeq] = useState(lastMessage?.seq ?? 1);

  useEffect(() => {
    if (isLoaded) return;
    let isCancelled = false;
    let timer: ReturnType<typeof setTimeout>;
    const fail = () => {
      setHasFailed(true);
      // While offline, no timer is needed: going online runs this effect again.
      if (isOnline) timer = setTimeout(() => setAttempt(attempt + 1), RETRY_MS);
    };
    const firstSeq = Math.max(1, Math.min((firstUnread ?? newestSeq) - CONTEXT_SIZE, newestSeq - FIRST_PAGE_SIZE));
    const firstLoadedSeq = () => hub.messages(id)[0]?.seq ?? newestSeq;
    const load = async () => {
      const missing = firstLoadedSeq() - firstSeq;
      if (firstUnread === undefined || missing <= MAX_PAGE_SIZE)
        await hub.loadOlder(id, Math.min(Math.max(missing, 1), MAX_PAGE_SIZE));
      // The first unread message is too far back, or long messages made the page shorter than requested.
      if (firstUnread !== undefined && firstLoadedSeq() > firstUnread) await hub.showAround(id, { seq: firstUnread });
    };
    load()
      .then(() => !isCancelled && setLoaded(true))
      .catch(() => !isCancelled && fail());
    return () => {
      isCancelled = true;
      clearTimeout(timer);
    };
  }, [hub, id, isLoaded, isOnline, attempt, firstUnread, newestSeq]);

  return isLoaded || hasFailed;
}
