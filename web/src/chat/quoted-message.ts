import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import { addressOf, HubError, type MessageView } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { useHub, useMessages, useHubSession } from '../hub/hub-session.js';

const listMessages = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

/** The fields of a quoted message that its reply shows. */
export type QuotedMessage = Pick<MessageView, 'content' | 'senderId' | 'senderName' | 'deletedAt'>;

/**
 * Returns the message of a conversation that a reply quotes, by its id. Uses the loaded messages first. Otherwise
 * fetches it from the server, again when the connection is back and when the other participant's account is erased.
 *
 * @returns `null` when there is no such message; undefined until the server has responded
 */
export function useQuotedMessage(conversationId: string, messageId: string): QuotedMessage | null | undefined {
  const { client } = useHubSession();
  const loaded = useMessages(conversationId).find(({ id }) => id === messageId);
  const isLoaded = loaded !== undefined;
  const [fetched, setFetched] = useState<QuotedMessage | null>();
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
    // Depends on `erasedAt`, because erasing an account deletes the text of its messages.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, conversationId, messageId, isLoaded, isOnline, erasedAt]);

  return loaded ?? fetched;
}

function quotedOf({ content, sender, deletedAt }: Message): QuotedMessage {
  return { content, senderId: sender.id, senderName: sender.name, ...(deletedAt !== undefined && { deletedAt }) };
}
