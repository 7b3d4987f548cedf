import { trimContent } from '@smart-hub/contract/text-rules';
import type { PersonProfile } from '@smart-hub/contract/users';
import type { OutboxEntry, OutgoingMessage } from './outbox-store.js';
import { invalidArgument } from './local-problem.js';

/**
 * Copies the known fields of a message that an app sends. A `content` that is not a string becomes an empty string,
 * which is not valid either, but can be stored and shown as failed.
 *
 * @throws HubError `request.invalid` when the message names neither a person nor a conversation, so that it could not
 *   even be shown as failed
 */
export function toOutgoing(message: unknown): OutgoingMessage {
  const { receiverId, conversationId, content, replyTo } = (message ?? {}) as Readonly<Record<string, unknown>>;
  const targets = Object.entries({ receiverId, conversationId }).filter(([, id]) => id !== undefined);
  if (targets.length === 0 || targets.some(([, id]) => typeof id !== 'string'))
    throw invalidArgument(
      'A message needs { receiverId, content } or { conversationId, content }, with the id as a string.',
    );
  return {
    ...(Object.fromEntries(targets) as { receiverId: string }),
    // Trimmed as the server will store it, so that the shown text does not change later.
    content: trimContent(textOf(content)),
    ...(replyTo !== undefined && { replyTo: textOf(replyTo) }),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Whether a value from the store can be shown and sent: an older version or another program may have written it. */
export function isOutboxEntry(value: unknown): value is OutboxEntry {
  const { clientMessageId, order, message } = (value ?? {}) as Partial<OutboxEntry>;
  const { content, receiverId, conversationId } = (message ?? {}) as Partial<OutgoingMessage>;
  const hasTarget = typeof (conversationId ?? receiverId) === 'string';
  return typeof clientMessageId === 'string' && typeof order === 'number' && typeof content === 'string' && hasTarget;
}

/** Returns the recipient's profile of an outbox entry; undefined if it has none, or not a valid one. */
export function receiverOf({ message, receiver }: OutboxEntry): PersonProfile | undefined {
  return receiver?.id === message.receiverId && typeof receiver?.name === 'string' ? receiver : undefined;
}
