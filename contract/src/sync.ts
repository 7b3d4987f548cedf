import { z } from 'zod';
import { examples } from './examples.js';
import { Conversation } from './conversations.js';
import { Count, Id, Timestamp } from './identifiers.js';
import { Message } from './messages.js';
import { ParticipantPosition } from './receipts.js';
import { route } from './route.js';
import { PersonProfile } from './users.js';

/** How many conversations a client can name, and learn the positions of. */
export const MAX_CONVERSATIONS = 5000;
/** The pattern of an {@link Id}: the schema itself would take several times as long. */
const UUID = z.core.regexes.uuid();
/** The search for invalid entries stops there: a client that gets all of them wrong is told of the first ones. */
const MAX_FINDINGS = 20;

type Revs = Record<string, number>;

/**
 * Runs before the schema, which makes an issue of every invalid entry: of 380,000 in one request, seconds of work and 60 MB of
 * text. Too many entries are refused by their number alone. Of a map with invalid entries only the first ones go on to the
 * schema, which says what is wrong with them.
 */
function boundFindings(revs: Revs, context: z.core.$RefinementCtx): Revs {
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
    if (invalid.length === MAX_FINDINGS) break;
  }
  return invalid.length === 0 ? revs : Object.fromEntries(invalid);
}

/** The schema ignores `__proto__`: passed on alone, it would leave an empty map, which is valid. */
function isEntry(id: string, rev: unknown): boolean {
  return id === '__proto__' || (UUID.test(id) && Count.safeParse(rev).success);
}

export const SyncRequest = z
  .object({
    conversations: z.preprocess(
      boundFindings,
      z.record(Id, Count).describe('The last `rev` that the client has of each conversation it knows.'),
    ),
    peopleSince: Timestamp.optional().describe('`peopleAt` of the last page that had it.'),
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
      .array(
        z.object({
          conversationId: Id,
          lastSeq: Count.describe('The seq of the newest message that is counted.'),
          unread: z.int(),
          participants: z.array(ParticipantPosition),
        }),
      )
      .describe(
        `How far everybody has come, of all conversations, or the ${MAX_CONVERSATIONS} most recently active; on the last page only.`,
      ),
    totalUnread: z.int(),
    people: z
      .array(PersonProfile)
      .optional()
      .describe(
        `Those I have a conversation with who changed their name, handle or colour since \`peopleSince\`, and some who did shortly before: the ${MAX_CONVERSATIONS} who did last, on the last page only. None without \`peopleSince\`.`,
      ),
    peopleAt: Timestamp.optional().describe(
      'From when on to ask for such changes the next time, by the clock of the database; on the last page only.',
    ),
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
