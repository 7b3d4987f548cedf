import type { Message } from '@smart-hub/contract/messages';
import { jsonTextBytes } from '../platform/http/json-size.js';
import { shownOnline, toSender } from '../users/user.mapper.js';

/** A message as queries return it: its row, and its sender's. */
export interface MessageRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly sender_id: string;
  readonly sender_name: string;
  readonly sender_online: boolean;
  readonly sender_erased_at: Date | null;
  readonly content: string;
  readonly client_message_id: string | null;
  readonly reply_to: string | null;
  readonly rev: number;
  readonly created_at: Date;
  readonly deleted_at: Date | null;
}

/** A message, as far as a transcript has it. */
export interface Said {
  readonly id: string;
  readonly seq: number;
  /** Of who said it. */
  readonly name: string;
  readonly text: string;
}

/**
 * The columns of a {@link MessageRow}, of the tables `messages m` and `users u`.
 *
 * @param online whether the sender is shown online, by `shownOnline` or `shownOnlineTo`
 */
export const messageColumns = (online: string) => columnsOf(online, 'm');

/** The same where the messages have another name in the statement. */
export const columnsOf = (
  online: string,
  m: string,
) => `${m}.conversation_id, ${m}.seq, ${m}.id, ${m}.sender_id, u.name as sender_name,
  ${online} as sender_online, u.erased_at as sender_erased_at, ${m}.content, ${m}.client_message_id, ${m}.reply_to, ${m}.rev,
  ${m}.created_at, ${m}.deleted_at`;

/** What they take of a message. */
export const storedColumns = (m: string) => `${m}.conversation_id, ${m}.seq, ${m}.id, ${m}.sender_id, ${m}.content,
  ${m}.client_message_id, ${m}.reply_to, ${m}.rev, ${m}.created_at, ${m}.deleted_at`;

/**
 * Those of some users to whom the sender, of the table `users u`, must not be shown online though they are: who hides their own
 * presence.
 *
 * @param users an array of their ids
 */
export const hidingAmong = (users: string) => `case when ${shownOnline('u')} then
         array(select h.id from users h where h.id = any (${users}) and h.hides_presence) else '{}' end`;

/** The names that they have in a result. */
export const MESSAGE_NAMES = `conversation_id, seq, id, sender_id, sender_name, sender_online, sender_erased_at,
  content, client_message_id, reply_to, rev, created_at, deleted_at`;

/** What a message takes in JSON beside its texts, at most, in bytes: its ids, its numbers, and the names of its fields. */
const ENVELOPE_BYTES = 360;
/** What `deletedAt` takes in JSON, where it is there, in bytes. */
export const DELETED_AT_BYTES = 39;

/** How many bytes a message takes in JSON, at most. */
export function messageBytes(row: MessageRow): number {
  const { content, sender_name: name, client_message_id: clientMessageId, deleted_at, sender_erased_at } = row;
  const deleted = DELETED_AT_BYTES * [deleted_at, sender_erased_at].filter(Boolean).length;
  return ENVELOPE_BYTES + deleted + jsonTextBytes(content) + jsonTextBytes(name) + jsonTextBytes(clientMessageId ?? '');
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    content: row.content,
    createdAt: row.created_at.toISOString(),
    sender: toSender({
      id: row.sender_id,
      name: row.sender_name,
      online: row.sender_online,
      erasedAt: row.sender_erased_at,
    }),
    conversation: { id: row.conversation_id },
    seq: row.seq,
    rev: row.rev,
    replyTo: row.reply_to,
    ...(row.client_message_id === null ? {} : { clientMessageId: row.client_message_id }),
    ...(row.deleted_at && { deletedAt: row.deleted_at.toISOString() }),
  };
}
