import { trimContent } from '@smart-hub/contract/text-rules';
import type { PersonProfile } from '@smart-hub/contract/users';
import type { OutboxEntry, OutgoingMessage } from './outbox-store.js';
import { misuse } from './local-problem.js';

/**
 * What goes out of a message that an app hands over, and nothing else that the object may hold. What is no text is kept as an
 * empty one, which is refused, and can still be shown and stored.
 *
 * @throws HubError `request.invalid` when it names neither a person nor a conversation: nowhere could it be shown as failed
 */
export function outgoing(message: unknown): OutgoingMessage {
  const { receiverId, conversationId, content, replyTo } = (message ?? {}) as Readonly<Record<string, unknown>>;
  const places = Object.entries({ receiverId, conversationId }).filter(([, place]) => place !== undefined);
  if (places.length === 0 || places.some(([, place]) => typeof place !== 'string'))
    throw misuse('A message needs { receiverId, content } or { conversationId, content }, with the id as a text.');
  return {
    ...(Object.fromEntries(places) as { receiverId: string }),
    // Shown at once as the server will store it.
    content: trimContent(textOf(content)),
    ...(replyTo !== undefined && { replyTo: textOf(replyTo) }),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Whether a store holds something that can be shown and sent; older versions, and other programs, may have written it. */
export function isEntry(value: unknown): value is OutboxEntry {
  const { clientMessageId, order, message } = (value ?? {}) as Partial<OutboxEntry>;
  const { content, receiverId, conversationId } = (message ?? {}) as Partial<OutgoingMessage>;
  const hasPlace = typeof (conversationId ?? receiverId) === 'string';
  return typeof clientMessageId === 'string' && typeof order === 'number' && typeof content === 'string' && hasPlace;
}

/** The person of an entry that a store holds, if it can be shown. */
export function receiverOf({ message, receiver }: OutboxEntry): PersonProfile | undefined {
  return receiver?.id === message.receiverId && typeof receiver?.name === 'string' ? receiver : undefined;
}
