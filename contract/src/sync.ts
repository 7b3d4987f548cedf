import { z } from 'zod';
import { examples } from './examples.js';
import { Conversation } from './conversations.js';
import { Count, Id } from './identifiers.js';
import { Message } from './messages.js';
import { ParticipantPosition } from './receipts.js';
import { route } from './route.js';

/** How many conversations a client can name, and learn the positions of. */
export const MAX_CONVERSATIONS = 5000;

export const SyncRequest = z
  .object({
    conversations: z
      .record(Id, Count)
      .refine((revs) => Object.keys(revs).length <= MAX_CONVERSATIONS, {
        error: `must name at most ${MAX_CONVERSATIONS} conversations`,
      })
      .describe('The last `rev` that the client has of each conversation it knows.'),
  })
  .meta({ id: 'SyncRequest', example: examples.known });
export type SyncRequest = z.infer<typeof SyncRequest>;

/** The same over REST, where unknown fields are refused. */
export const SyncBody = SyncRequest.strict().meta({ id: 'SyncBody', example: examples.known });

export const ConversationChanges = z
  .object({
    conversation: Conversation,
    rev: z.int().describe('Where the client stands in this conversation once it has applied this.'),
    messages: z.array(Message).describe('The current state of every message changed since, by rev.'),
    reset: z
      .boolean()
      .describe('The client was too far behind: `messages` is the newest page, in the place of all that it had.'),
  })
  .meta({ id: 'ConversationChanges', example: examples.changes });
export type ConversationChanges = z.infer<typeof ConversationChanges>;

export const SyncPage = z
  .object({
    changes: z.array(ConversationChanges).describe('At most 50 conversations, 500 messages, and 256 kB of JSON.'),
    removed: z.array(Id).describe('Conversations that the client named and does not take part in.'),
    positions: z
      .array(z.object({ conversationId: Id, unread: z.int(), participants: z.array(ParticipantPosition) }))
      .describe(
        `How far everybody has come, of all conversations, or the ${MAX_CONVERSATIONS} most recently active; on the last page only.`,
      ),
    totalUnread: z.int(),
    more: z.boolean().describe('There is more: ask again from where this leads.'),
  })
  .meta({ id: 'SyncPage', example: examples.page });
export type SyncPage = z.infer<typeof SyncPage>;

export const syncRoutes = {
  sync: route({
    method: 'POST',
    path: '/sync',
    summary: 'What changed since: one page of it',
    auth: true,
    body: SyncBody,
    status: 200,
    response: SyncPage,
    problems: [],
  }),
};
