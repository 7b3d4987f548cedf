import { z } from 'zod';
import { examples } from './examples.js';
import { Conversation } from './conversations.js';
import { Count, Id, Timestamp } from './identifiers.js';
import { Message } from './messages.js';
import { ParticipantPosition } from './receipts.js';
import { route } from './route.js';
import { PersonProfile } from './users.js';

/** The maximum number of conversations in a request, and of positions in a response. */
export const MAX_CONVERSATIONS = 5000;
/** The pattern of an {@link Id}. Testing it is several times as fast as validating with the schema. */
const UUID = z.core.regexes.uuid();
/** The maximum number of reported invalid entries. */
const MAX_ISSUES = 20;

type Revs = Record<string, number>;

/**
 * Limits the work of the schema that runs next. The schema creates an issue for every invalid entry: for 380,000 in one
 * request that takes seconds, and 60 MB of text. Rejects a map with too many entries without validating them. Of a map
 * with invalid entries, passes only the first {@link MAX_ISSUES} invalid ones to the schema, which reports them.
 */
function limitIssues(revs: Revs, context: z.core.$RefinementCtx): Revs {
  if (typeof revs !== 'object' || revs === null || Array.isArray(revs)) return revs;
  const ids = Object.keys(revs);
  if (ids.length > MAX_CONVERSATIONS) {
    context.addIssue(`must name at most ${MAX_CONVERSATIONS} conversations`);
    return z.NEVER;
  }
  const invalid: [string, number][] = [];
  for (const id of ids) {
    if (isEntry(id, revs[id])) continue;
    invalid.push([id, revs[id]!]);
    if (invalid.length === MAX_ISSUES) break;
  }
  return invalid.length === 0 ? revs : Object.fromEntries(invalid);
}

/**
 * Whether an entry is valid. The key `__proto__` counts as valid, because the schema ignores it: as the only invalid
 * entry, it would be passed on alone, and the schema would accept the map as empty.
 */
function isEntry(id: string, rev: unknown): boolean {
  return id === '__proto__' || (UUID.test(id) && Count.safeParse(rev).success);
}

export const SyncRequest = z
  .object({
    conversations: z.preprocess(
      limitIssues,
      z.record(Id, Count).describe('The last `rev` that the client has received, for each conversation that it knows.'),
    ),
    peopleSince: Timestamp.optional().describe('The `peopleAt` of the previous sync.'),
  })
  .meta({ id: 'SyncRequest', example: examples.syncRequest });
export type SyncRequest = z.infer<typeof SyncRequest>;

/** The request over REST, where unknown fields are rejected. */
export const SyncBody = SyncRequest.strict().meta({ id: 'SyncBody', example: examples.syncRequest });

export const ConversationChanges = z
  .object({
    conversation: Conversation,
    rev: z
      .int()
      .describe('The `rev` of this conversation to send with the next request, after these changes are applied.'),
    messages: z
      .array(Message)
      .describe(
        'The current state of every message that has changed since the `rev` of the request, ordered by `rev`.',
      ),
    reset: z
      .boolean()
      .describe(
        'True when the client was too far behind: `messages` is the newest page, and replaces all messages of the conversation that the client has.',
      ),
  })
  .meta({ id: 'ConversationChanges', example: examples.changes });
export type ConversationChanges = z.infer<typeof ConversationChanges>;

export const SyncPage = z
  .object({
    changes: z.array(ConversationChanges).describe('At most 50 conversations, 500 messages, and 256 kB of JSON.'),
    removed: z.array(Id).describe('Conversations of the request in which the user does not participate.'),
    positions: z
      .array(
        z.object({
          conversationId: Id,
          lastSeq: Count.describe('The seq of the newest message that the counts include.'),
          unread: z.int(),
          participants: z.array(ParticipantPosition),
        }),
      )
      .describe(
        `The positions of all participants in all conversations, or in the ${MAX_CONVERSATIONS} most recently active ones. On the last page only.`,
      ),
    totalUnread: z.int(),
    people: z
      .array(PersonProfile)
      .optional()
      .describe(
        `The people who share a conversation with the user and changed their name, handle or colour since \`peopleSince\`: at most the ${MAX_CONVERSATIONS} most recent changes. May include people who changed theirs shortly before. On the last page only, and only with \`peopleSince\`.`,
      ),
    peopleAt: Timestamp.optional().describe(
      'The `peopleSince` of the next sync, by the clock of the database. On the last page only.',
    ),
    more: z
      .boolean()
      .describe('Whether there are more changes: repeat the request with the `rev` values of this page.'),
  })
  .meta({ id: 'SyncPage', example: examples.syncPage });
export type SyncPage = z.infer<typeof SyncPage>;

export const syncRoutes = {
  sync: route({
    method: 'POST',
    path: '/sync',
    summary: 'Get the changes since the last sync, one page at a time',
    auth: true,
    body: SyncBody,
    status: 200,
    response: SyncPage,
    problems: [],
  }),
};
