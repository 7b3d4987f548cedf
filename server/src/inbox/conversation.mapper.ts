import type { Conversation } from '@smart-hub/contract/conversations';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import { DELETED_AT_BYTES, messageBytes, toMessage } from '../messages/message.mapper.js';
import { jsonTextBytes } from '../platform/http/json-size.js';
import { toPerson } from '../users/user.mapper.js';
import type { ConversationRow, PositionsRow } from './inbox.store.js';

/** What a conversation takes in JSON beside its newest message and its person's name, at most, in bytes. */
const ENVELOPE_BYTES = 560;
/** What handle, colour, day of joining and time of the last change take in JSON, where the account is not deleted, at most, in bytes. */
const PROFILE_BYTES = 119;

/** How many bytes a conversation takes in JSON, at most. */
export function conversationBytes(row: ConversationRow): number {
  const person = row.user_erased_at ? DELETED_AT_BYTES : PROFILE_BYTES;
  return ENVELOPE_BYTES + person + messageBytes(row) + jsonTextBytes(row.user_name);
}

/** A conversation as the one who looks sees it. */
export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.conversation_id,
    kind: 'direct',
    user: toPerson({
      id: row.user_id,
      name: row.user_name,
      online: row.user_online,
      erasedAt: row.user_erased_at,
      handle: row.user_handle,
      color: row.user_color,
      createdAt: row.user_created_at,
      profileChangedAt: row.user_changed_at,
    }),
    lastMessage: toMessage(row),
    lastSeq: row.last_seq,
    rev: row.last_rev,
    unread: row.unread,
    participants: participantsOf(row),
    lastActivityAt: row.last_activity_at.toISOString(),
  };
}

/** How far everybody has come, in the order of their ids. */
export function participantsOf(row: PositionsRow): ParticipantPosition[] {
  const own = { userId: row.own_id, readSeq: row.own_read_seq, deliveredSeq: row.own_delivered_seq };
  const other = { userId: row.user_id, readSeq: row.user_read_seq, deliveredSeq: row.user_delivered_seq };
  return own.userId < other.userId ? [own, other] : [other, own];
}
