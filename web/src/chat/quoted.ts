import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import { addressOf, HubError, type MessageView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useHub, useMessages, useSeat } from '../hub/seat.js';

const listMessages = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

/** What a reply shows of the message that it answers. */
export type Quoted = Pick<MessageView, 'content' | 'senderId' | 'senderName' | 'deletedAt'>;

/**
 * A message of a conversation by its id: the one that is loaded, or else the server's, which is fetched again when the
 * connection is back and when the other person's account was erased.
 *
 * @returns `null` when there is no such message; undefined until that is known
 */
export function useQuoted(conversationId: string, messageId: string): Quoted | null | undefined {
  const { client } = useSeat();
  const loaded = useMessages(conversationId).find(({ id }) => id === messageId);
  const isLoaded = loaded !== undefined;
  const [fetched, setFetched] = useState<Quoted | null>();
  const isOnline = useHub(({ status }) => status === 'online');
  const erasedAt = useHub((hub) => hub.conversations.find(({ id }) => id === conversationId)?.user.deletedAt);

  useEffect(() => {
    if (isLoaded || !isOnline) return;
    const request = new AbortController();
    const query = { aroundMessage: messageId, limit: 1 };
    client.call(listMessages, { params: { conversationId }, query }, request.signal).then(
      ([message]) => setFetched(message ? quotedOf(message) : null),
      (error: unknown) => {
        if (error instanceof HubError && error.code === 'message.not_found') setFetched(null);
      },
    );
    return () => request.abort();
    // Erasing an account deletes the text of its messages.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, conversationId, messageId, isLoaded, isOnline, erasedAt]);

  return loaded ?? fetched;
}

function quotedOf({ content, sender, deletedAt }: Message): Quoted {
  return { content, senderId: sender.id, senderName: sender.name, ...(deletedAt !== undefined && { deletedAt }) };
}
