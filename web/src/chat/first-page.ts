import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { RETRY_MS } from '../lib/request-timeout.js';
import { useHub, useHubSession } from '../hub/hub-session.js';

/** How many of the newest messages are loaded when a conversation opens: enough to fill any screen. */
const FIRST_PAGE_SIZE = 60;
/** How many messages before the first unread one are loaded as context. */
const CONTEXT_SIZE = 20;
/** The maximum number of messages that one request can load: the limit of the server. */
const MAX_PAGE_SIZE = 200;

/**
 * Returns the `seq` of the first message after the user's read position; undefined if nothing is unread. This is the
 * first unread message or, if the user has sent messages before that one, the first of those.
 */
export function firstUnreadOf(
  { participants, unread }: Pick<ConversationView, 'participants' | 'unread'>,
  userId: string,
): number | undefined {
  const readSeq = participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  return unread > 0 ? readSeq + 1 : undefined;
}

/**
 * Loads the first page of a conversation: the newest messages, or those around the first unread message. Retries until
 * it is loaded.
 *
 * @param isRestored whether the conversation reopens at its saved scroll position. Then nothing is loaded
 * @returns whether the history can be shown: the page is loaded, or loading has failed once. After a failure the
 *   messages that are loaded already are shown, and the others once a retry has succeeded
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
      // While offline, no timer is needed: this effect runs again when `isOnline` changes.
      if (isOnline) timer = setTimeout(() => setAttempt(attempt + 1), RETRY_MS);
    };
    const firstSeq = Math.max(1, Math.min((firstUnread ?? newestSeq) - CONTEXT_SIZE, newestSeq - FIRST_PAGE_SIZE));
    const firstLoadedSeq = () => hub.messages(id)[0]?.seq ?? newestSeq;
    const load = async () => {
      const missing = firstLoadedSeq() - firstSeq;
      if (firstUnread === undefined || missing <= MAX_PAGE_SIZE)
        await hub.loadOlder(id, Math.min(Math.max(missing, 1), MAX_PAGE_SIZE));
      // The first unread message is too far back for one page, or long messages have made the page shorter than
      // requested.
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
