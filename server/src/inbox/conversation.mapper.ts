import type { Conversation } from '@smart-hub/contract/conversations';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import { DELETED_AT_BYTES, messageBytes, toMessage } from '../messages/message.mapper.js';
import { jsonTextBytes } from '../platform/http/json-size.js';
import { toPerson } from '../users/user.mapper.js';
import type { ConversationRow, PositionsRow } from './inbox.store.js';

/**
 * The maximum size in JSON, in bytes, of a conversation without its newest message and the other person's name and
 * profile.
 */
const CONVERSATION_OVERHEAD_BYTES = 560;
/**
 * The maximum size in JSON, in bytes, of the profile of an account that is not erased: handle, colour, day of joining,
 * time of the last change.
 */
const PROFILE_BYTES = 119;

/** Returns an upper bound of the size of a conversation in JSON, in bytes. */
export function conversationBytes(row: ConversationRow): number {
  const personBytes = row.user_erased_at ? DELETED_AT_BYTES : PROFILE_BYTES;
  return CONVERSATION_OVERHEAD_BYTES + personBytes + messageBytes(row) + jsonTextBytes(row.user_name);
}

/** Returns a conversation as it is shown to the viewer for whom the row was read. */
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
    participants: toParticipantPositions(row),
    lastActivityAt: row.last_activity_at.toISOString(),
  };
}

/** Returns the read and delivered positions of both participants, in the order of their ids. */
export function toParticipantPositions(row: PositionsRow): ParticipantPosition[] {
  const own = { userId: row.own_id, readSeq: row.own_read_seq, deliveredSeq: row.own_delivered_seq };
  const other = { userId: row.user_id, readSeq: row.user_read_seq, deliveredSeq: row.user_delivered_seq };
  return own.userId < other.userId ? [own, other] : [other, own];
}
