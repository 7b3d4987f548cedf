import { z } from 'zod';
import { examples } from './examples.js';
import { ConversationId, Count, Id, Timestamp } from './identifiers.js';
import { Person } from './users.js';
import {
  CLIENT_MESSAGE_ID_CHARACTERS,
  CONTENT_CHARACTERS,
  contentFault,
  isStorable,
  NOT_STORABLE,
  trimContent,
} from './text-rules.js';
import { text } from './text.js';
import { inQuery } from './query.js';
import { route } from './route.js';

/** How large a page of messages may be, in bytes of JSON. The longest message is a fifth of it. */
export const PAGE_BYTES = 256_000;

/** What somebody sends. What is stored is shown as it is: earlier releases had other rules. */
export const Content = text(CONTENT_CHARACTERS.min, CONTENT_CHARACTERS.max, trimContent, contentFault).describe(
  'What is said: stored without trailing whitespace and leading blank lines. Something of it must be visible.',
);

export const ClientMessageId = z
  .string()
  .min(CLIENT_MESSAGE_ID_CHARACTERS.min)
  .max(CLIENT_MESSAGE_ID_CHARACTERS.max)
  .refine(isStorable, { error: NOT_STORABLE })
  .describe('Chosen by the client, once per message: a retry with the same one returns the first message.');

export const Message = z
  .object({
    id: Id,
    content: z.string().describe('What was said; empty once it is deleted.'),
    createdAt: Timestamp,
    sender: Person,
    conversation: z.object({ id: Id }),
    seq: z.int().min(1).describe('Its place in the conversation: 1, 2, 3, without gaps.'),
    rev: z.int().min(1).describe("The conversation's revision that last changed this message."),
    replyTo: Id.nullable().describe('The message of the same conversation that this one answers.'),
    clientMessageId: ClientMessageId.optional(),
    deletedAt: Timestamp.optional().describe(
      'When it was deleted. Its place stays: clients show there that a message was deleted.',
    ),
  })
  .meta({ id: 'Message', example: examples.message });
export type Message = z.infer<typeof Message>;

/** For what is about several fields: checked also where some are wrong by themselves, so that all is said at once. */
const also = { when: ({ value }: { value: unknown }) => value instanceof Object && !Array.isArray(value) };

export const SendMessage = z
  .object({
    receiverId: Id.optional().describe('To whom: their direct conversation is made when there is none.'),
    conversationId: Id.optional().describe('Or into which conversation.'),
    content: Content,
    clientMessageId: ClientMessageId.optional(),
    replyTo: Id.optional().describe('The message of the same conversation that this one answers.'),
  })
  .refine((message) => (message.receiverId === undefined) !== (message.conversationId === undefined), {
    error: 'is required, or conversationId in its place; not both',
    path: ['receiverId'],
    ...also,
  })
  .meta({ id: 'SendMessage', example: examples.sending });
export type SendMessage = z.infer<typeof SendMessage>;

export const SentMessage = Message.extend({
  deduplicated: z
    .literal(true)
    .optional()
    .describe('The same clientMessageId had been sent before: this is that message, and nothing new was stored.'),
}).meta({ id: 'SentMessage' });
export type SentMessage = z.infer<typeof SentMessage>;

const seq = inQuery(Count);

const places = ({ before, after, around, aroundMessage }: { [K in Place]?: unknown }) => [
  before,
  after,
  around,
  aroundMessage,
];
type Place = 'before' | 'after' | 'around' | 'aroundMessage';

export const MessagePageQuery = z
  .strictObject({
    before: seq.optional().describe('Only messages with a smaller seq.'),
    after: seq.optional().describe('Only messages with a larger seq.'),
    around: seq.optional().describe('The messages on both sides of this seq.'),
    aroundMessage: Id.optional().describe('The messages on both sides of this message.'),
    limit: inQuery(z.int().min(1).max(200).default(100)).describe(
      'How many messages at most; fewer than there are when they come to 256 kB of JSON before. See `Link`.',
    ),
  })
  .refine((page) => places(page).filter((place) => place !== undefined).length <= 1, {
    error: 'cannot stand together with after, around or aroundMessage: give one of them',
    path: ['before'],
    ...also,
  });
export type MessagePageQuery = z.infer<typeof MessagePageQuery>;

export const messagesRoutes = {
  list: route({
    method: 'GET',
    path: '/messages/:conversationId',
    summary: 'Messages of a conversation, ascending; the newest page unless asked otherwise',
    auth: true,
    params: ConversationId,
    query: MessagePageQuery,
    status: 200,
    response: z.array(Message),
    headers: { Link: 'The neighbouring pages (RFC 8288): rel="prev" is older, rel="next" is newer.' },
    problems: ['conversation.not_found', 'message.not_found'],
  }),
};
