import { z } from 'zod';
import { examples } from './examples.js';
import { Count, Id } from './identifiers.js';

const unread = z.int().min(0).describe('How many messages of others its reader has not read.');
const lastSeq = Count.describe('The seq of the newest message that is counted.');
const totalUnread = z.int().min(0).describe('The same over all their conversations.');

export const MarkDelivered = z
  .object({ conversationId: Id, seq: Count.describe('Everything up to here.') })
  .meta({ id: 'MarkDelivered' });
export type MarkDelivered = z.infer<typeof MarkDelivered>;

export const MarkRead = MarkDelivered.extend({
  private: z.boolean().optional().describe('The other participants are not told, now or later.'),
}).meta({ id: 'MarkRead' });
export type MarkRead = z.infer<typeof MarkRead>;

export const Position = z
  .object({ conversationId: Id, userId: Id, seq: Count.describe('Everything up to here; it never goes back.') })
  .meta({ id: 'Position' });
export type Position = z.infer<typeof Position>;

export const ReadPosition = Position.extend({
  lastSeq: lastSeq.optional(),
  unread: unread.optional(),
  totalUnread: totalUnread.optional(),
}).meta({ id: 'ReadPosition', description: 'The counts are told to the reader only.' });
export type ReadPosition = z.infer<typeof ReadPosition>;

export const Unread = z
  .object({
    conversationId: Id,
    readSeq: Count.describe('How far the user has read: what others sent after that is unread.'),
    lastSeq,
    unread,
    totalUnread,
  })
  .meta({ id: 'Unread' });
export type Unread = z.infer<typeof Unread>;

/** How far a participant has come. */
export const ParticipantPosition = z
  .object({ userId: Id, readSeq: Count, deliveredSeq: Count })
  .meta({ id: 'ParticipantPosition', example: examples.position });
export type ParticipantPosition = z.infer<typeof ParticipantPosition>;
