import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { Person } from './users.js';
import { Message } from './messages.js';
import { ParticipantPosition } from './receipts.js';
import { Insight } from './insights.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** How large a page of conversations may be, in bytes of JSON. */
export const CONVERSATION_PAGE_BYTES = 512_000;

export const Conversation = z
  .object({
    id: Id,
    kind: z.enum(['direct']).describe('`direct`: between two people.'),
    user: Person.describe('The other person.'),
    lastMessage: Message,
    lastSeq: z.int().describe('The seq of its newest message.'),
    rev: z.int().describe('Its revision: plus one for every durable change. See `sync`.'),
    unread: z.int().describe('How many messages of others are after the position up to which I have read.'),
    participants: z.array(ParticipantPosition).describe('How far everybody has come.'),
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
    messages: z.array(Message).describe('The newest page, ascending: at most 100 messages, and 256 kB of JSON.'),
    insight: Insight.nullable(),
  })
  .meta({ id: 'OpenedConversation', example: examples.opened });
export type OpenedConversation = z.infer<typeof OpenedConversation>;

export const ConversationPageQuery = z.strictObject({
  before: Id.optional().describe('Only conversations less recently active than this one.'),
  limit: inQuery(z.int().min(1).max(500).default(500)).describe(
    'How many conversations at most; fewer than there are when they come to 512 kB of JSON before. See `Link`.',
  ),
});
export type ConversationPageQuery = z.infer<typeof ConversationPageQuery>;

export const conversationsRoutes = {
  list: route({
    method: 'GET',
    path: '/conversations',
    summary: 'My conversations, newest activity first',
    auth: true,
    query: ConversationPageQuery,
    status: 200,
    response: z.array(Conversation),
    headers: { Link: 'The following page (RFC 8288): rel="next" is less recently active.' },
    problems: [],
  }),
  open: route({
    method: 'GET',
    path: '/conversations/:id',
    summary: 'A conversation with its newest messages and its insight',
    auth: true,
    params: z.strictObject({ id: Id }),
    status: 200,
    response: OpenedConversation,
    problems: ['conversation.not_found'],
  }),
};
