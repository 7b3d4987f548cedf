import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { Person } from './users.js';
import { Message } from './messages.js';
import { ParticipantPosition } from './receipts.js';
import { Insight } from './insights.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** The maximum size of a page of conversations, in bytes of JSON. */
export const CONVERSATION_PAGE_BYTES = 512_000;

export const Conversation = z
  .object({
    id: Id,
    kind: z.enum(['direct']).describe('`direct`: a conversation of two people.'),
    user: Person.describe('The other participant.'),
    lastMessage: Message,
    lastSeq: z.int().describe('The seq of the newest message.'),
    rev: z.int().describe('The revision of the conversation: every durable change increments it by one. See `sync`.'),
    unread: z.int().describe('The number of messages of other participants after the read position of the user.'),
    participants: z.array(ParticipantPosition).describe('The read and delivered positions of all participants.'),
    lastActivityAt: Timestamp,
  })
  .meta({
    id: 'Conversation',
    description: 'A conversation as one of its participants sees it.',
    example: examples.conversation,
  });
export type Conversation = z.infer<typeof Conversation>;

export const OpenedConversation = Conversation.omit({ lastMessage: true })
  .extend({
    messages: z.array(Message).describe('The newest messages, ascending: at most 100, and at most 256 kB of JSON.'),
    insight: Insight.nullable(),
  })
  .meta({ id: 'OpenedConversation', example: examples.openedConversation });
export type OpenedConversation = z.infer<typeof OpenedConversation>;

export const ConversationPageQuery = z.strictObject({
  before: Id.optional().describe(
    'Returns only conversations that were active less recently than the one with this id.',
  ),
  limit: inQuery(z.int().min(1).max(500).default(500)).describe(
    'The maximum number of conversations. A page may be shorter, because it has at most 512 kB of JSON: follow `Link`.',
  ),
});
export type ConversationPageQuery = z.infer<typeof ConversationPageQuery>;

export const conversationsRoutes = {
  list: route({
    method: 'GET',
    path: '/conversations',
    summary: 'List the conversations of the logged-in user, the most recently active first',
    auth: true,
    query: ConversationPageQuery,
    status: 200,
    response: z.array(Conversation),
    headers: { Link: 'The next page (RFC 8288): rel="next" has the conversations that were active less recently.' },
    problems: [],
  }),
  open: route({
    method: 'GET',
    path: '/conversations/:id',
    summary: 'Get a conversation with its newest messages and its insight',
    auth: true,
    params: z.strictObject({ id: Id.describe('The id of the conversation.') }),
    status: 200,
    response: OpenedConversation,
    problems: ['conversation.not_found'],
  }),
};
