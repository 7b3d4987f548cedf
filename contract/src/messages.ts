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

/** The maximum size of a page of messages, in bytes of JSON. The longest message takes a fifth of it. */
export const PAGE_BYTES = 256_000;

/** The content of a message to send. Stored contents are not validated: earlier releases had other rules. */
export const Content = text(CONTENT_CHARACTERS.min, CONTENT_CHARACTERS.max, trimContent, contentFault).describe(
  'The text of the message, stored without trailing whitespace and leading blank lines. At least one character must be visible.',
);

export const ClientMessageId = z
  .string()
  .min(CLIENT_MESSAGE_ID_CHARACTERS.min)
  .max(CLIENT_MESSAGE_ID_CHARACTERS.max)
  .refine(isStorable, { error: NOT_STORABLE })
  .describe(
    'An id that the client chooses for each message. A retry with the same id returns the message that is already stored.',
  );

export const Message = z
  .object({
    id: Id,
    content: z.string().describe('The text of the message; empty after the message was deleted.'),
    createdAt: Timestamp,
    sender: Person,
    conversation: z.object({ id: Id }),
    seq: z.int().min(1).describe('The sequence number of the message in the conversation: 1, 2, 3, without gaps.'),
    rev: z.int().min(1).describe('The revision (`rev`) of the conversation at the last change of this message.'),
    replyTo: Id.nullable().describe('The message of the same conversation to which this one replies.'),
    clientMessageId: ClientMessageId.optional(),
    deletedAt: Timestamp.optional().describe(
      'When the message was deleted. A deleted message keeps its `seq`: clients show a note at that position instead of the message.',
    ),
  })
  .meta({ id: 'Message', example: examples.message });
export type Message = z.infer<typeof Message>;

/** Makes a check of several fields run even if a single field is invalid, so that one response reports all errors. */
const crossFieldCheck = { when: ({ value }: { value: unknown }) => value instanceof Object && !Array.isArray(value) };

export const SendMessage = z
  .object({
    receiverId: Id.optional().describe(
      'The recipient. The direct conversation with them is created if it does not exist.',
    ),
    conversationId: Id.optional().describe('The conversation, instead of `receiverId`.'),
    content: Content,
    clientMessageId: ClientMessageId.optional(),
    replyTo: Id.optional().describe('The message of the same conversation to which this one replies.'),
  })
  .refine((message) => (message.receiverId === undefined) !== (message.conversationId === undefined), {
    error: 'or conversationId is required, but not both',
    path: ['receiverId'],
    ...crossFieldCheck,
  })
  .meta({ id: 'SendMessage', example: examples.sendMessage });
export type SendMessage = z.infer<typeof SendMessage>;

export const SentMessage = Message.extend({
  deduplicated: z
    .literal(true)
    .optional()
    .describe(
      'True when the `clientMessageId` was sent before: the result is the message that was stored then, and no other one was stored.',
    ),
}).meta({ id: 'SentMessage', example: examples.sentMessage });
export type SentMessage = z.infer<typeof SentMessage>;

const seq = inQuery(Count);

const anchorsOf = ({ before, after, around, aroundMessage }: { [K in PageAnchor]?: unknown }) => [
  before,
  after,
  around,
  aroundMessage,
];
type PageAnchor = 'before' | 'after' | 'around' | 'aroundMessage';

export const MessagePageQuery = z
  .strictObject({
    before: seq.optional().describe('Returns only messages with a smaller seq.'),
    after: seq.optional().describe('Returns only messages with a larger seq.'),
    around: seq.optional().describe('Returns the messages on both sides of this seq.'),
    aroundMessage: Id.optional().describe('Returns the messages on both sides of the message with this id.'),
    limit: inQuery(z.int().min(1).max(200).default(100)).describe(
      'The maximum number of messages. A page may be shorter, because it has at most 256 kB of JSON: follow `Link`.',
    ),
  })
  .refine((page) => anchorsOf(page).filter((anchor) => anchor !== undefined).length <= 1, {
    error: 'cannot be combined with after, around or aroundMessage',
    path: ['before'],
    ...crossFieldCheck,
  });
export type MessagePageQuery = z.infer<typeof MessagePageQuery>;

export const messagesRoutes = {
  list: route({
    method: 'GET',
    path: '/messages/:conversationId',
    summary: 'List the messages of a conversation, ascending; the newest page by default',
    auth: true,
    params: ConversationId,
    query: MessagePageQuery,
    status: 200,
    response: z.array(Message),
    headers: { Link: 'The neighbouring pages (RFC 8288): rel="prev" is the older one, rel="next" the newer one.' },
    problems: ['conversation.not_found', 'message.not_found'],
  }),
};
