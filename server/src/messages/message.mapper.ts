import type { Message } from '@smart-hub/contract/messages';
import { jsonTextBytes } from '../platform/http/json-size.js';
import { shownOnline, toSender } from '../users/user.mapper.js';

/** A message as queries return it: columns of its own row and of its sender. */
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

/** A message as it appears in a transcript. */
export interface TranscriptLine {
  readonly id: string;
  readonly seq: number;
  /** The name of the sender. */
  readonly name: string;
  readonly text: string;
}

/**
 * SQL: the columns of a {@link MessageRow}, selected from `messages m` and `users u` (the sender).
 *
 * @param online the SQL expression for `sender_online`: `shownOnline` or `shownOnlineTo`
 */
export const messageColumns = (online: string) => messageColumnsOf(online, 'm');

/**
 * Like {@link messageColumns}, for another alias of `messages`.
 *
 * @param m the alias of `messages` in the statement
 */
export const messageColumnsOf = (
  online: string,
  m: string,
) => `${m}.conversation_id, ${m}.seq, ${m}.id, ${m}.sender_id, u.name as sender_name,
  ${online} as sender_online, u.erased_at as sender_erased_at, ${m}.content, ${m}.client_message_id, ${m}.reply_to, ${m}.rev,
  ${m}.created_at, ${m}.deleted_at`;

/**
 * SQL: the columns of `messages` that {@link messageColumnsOf} needs.
 *
 * @param m the alias of `messages` in the statement
 */
export const storedColumns = (m: string) => `${m}.conversation_id, ${m}.seq, ${m}.id, ${m}.sender_id, ${m}.content,
  ${m}.client_message_id, ${m}.reply_to, ${m}.rev, ${m}.created_at, ${m}.deleted_at`;

/**
 * SQL: the ids of the users who hide their own presence. To them the sender (`users u`) must be shown offline, although
 * the sender is shown online to others. Empty if the sender is shown offline to everybody.
 *
 * @param users an SQL expression for an array of user ids
 */
export const presenceHidersAmong = (users: string) => `case when ${shownOnline('u')} then
         array(select h.id from users h where h.id = any (${users}) and h.hides_presence) else '{}' end`;

/** SQL: the names that {@link messageColumns} have in the result of a query. */
export const MESSAGE_ROW_NAMES = `conversation_id, seq, id, sender_id, sender_name, sender_online, sender_erased_at,
  content, client_message_id, reply_to, rev, created_at, deleted_at`;

/**
 * The maximum size in JSON, in bytes, of a message without its texts and `deletedAt` fields: the ids, the numbers, and
 * the names of the fields.
 */
const MESSAGE_OVERHEAD_BYTES = 360;
/** The size of a `deletedAt` field in JSON, in bytes. */
export const DELETED_AT_BYTES = 39;

/** Returns an upper bound of the size of a message in JSON, in bytes. */
export function messageBytes(row: MessageRow): number {
  const { content, sender_name: name, client_message_id: clientMessageId, deleted_at, sender_erased_at } = row;
  const deletedAtBytes = DELETED_AT_BYTES * [deleted_at, sender_erased_at].filter(Boolean).length;
  return (
    MESSAGE_OVERHEAD_BYTES +
    deletedAtBytes +
    jsonTextBytes(content) +
    jsonTextBytes(name) +
    jsonTextBytes(clientMessageId ?? '')
  );
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
