import { z } from 'zod';
import { examples } from './examples.js';
import { Count, Id } from './identifiers.js';

const unreadCount = z.int().min(0).describe('The number of messages of other participants that the user has not read.');
const lastSeq = Count.describe('The seq of the newest message that the counts include.');
const totalUnread = z.int().min(0).describe('The number of unread messages in all conversations of the user.');

export const MarkDelivered = z
  .object({ conversationId: Id, seq: Count.describe('The position: all messages up to this seq.') })
  .meta({ id: 'MarkDelivered', example: examples.markDelivered });
export type MarkDelivered = z.infer<typeof MarkDelivered>;

export const MarkRead = MarkDelivered.extend({
  private: z.boolean().optional().describe('Whether to hide the position from the other participants, now and later.'),
}).meta({ id: 'MarkRead', example: examples.markRead });
export type MarkRead = z.infer<typeof MarkRead>;

export const Position = z
  .object({
    conversationId: Id,
    userId: Id,
    seq: Count.describe('The position: all messages up to this seq. It never decreases.'),
  })
  .meta({ id: 'Position', example: examples.deliveredPosition });
export type Position = z.infer<typeof Position>;

export const ReadPosition = Position.extend({
  lastSeq: lastSeq.optional(),
  unread: unreadCount.optional(),
  totalUnread: totalUnread.optional(),
}).meta({
  id: 'ReadPosition',
  description: 'The read position of a user. Only that user receives the counts.',
  example: examples.readPosition,
});
export type ReadPosition = z.infer<typeof ReadPosition>;

export const Unread = z
  .object({
    conversationId: Id,
    readSeq: Count.describe('The read position of the user: later messages of other participants are unread.'),
    lastSeq,
    unread: unreadCount,
    totalUnread,
  })
  .meta({ id: 'Unread', example: examples.unread });
export type Unread = z.infer<typeof Unread>;

/** The read and delivered positions of a participant. */
export const ParticipantPosition = z
  .object({ userId: Id, readSeq: Count, deliveredSeq: Count })
  .meta({ id: 'ParticipantPosition', example: examples.participantPosition });
export type ParticipantPosition = z.infer<typeof ParticipantPosition>;
