import type { Conversation } from '@smart-hub/contract/conversations';
import type { Message } from '@smart-hub/contract/messages';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import type { ConversationChanges } from '@smart-hub/contract/sync';
import type { PersonProfile } from '@smart-hub/contract/users';
import { withUpdatedWindow, type LoadedMessages } from './message-window.js';

/** How many messages a conversation keeps. Beyond, the oldest fifth is dropped; it can be loaded again. */
const MAX_MESSAGES = 5000;
const KEPT_MESSAGES = 4000;

/**
 * The state of a conversation on the client.
 *
 * Invariants: messages and changes may arrive in any order and repeatedly, with the same result; no change up to `rev`
 * is missing; positions never go back. Only a reset discards earlier state.
 */
export interface ConversationState extends LoadedMessages {
  readonly id: string;
  /** Absent while the conversation is known only by a message and the server has not described it. */
  readonly details?: Pick<Conversation, 'kind' | 'user'>;
  /** The other person of a conversation that this user has started: shown until the server has described it. */
  readonly receiver?: PersonProfile | undefined;
  /** All changes up to this revision are applied. */
  readonly rev: number;
  /** Later revisions that are applied as well: changes between `rev` and them are missing. */
  readonly ahead: readonly number[];
  /** The `seq` of the newest message known to exist, even if it is not loaded. */
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  /** Positions as the server published them; {@link positionsOf} advances each over its participant's own messages. */
  readonly participants: readonly ParticipantPosition[];
  /** The last unread count of the server. It may include messages that are not loaded. */
  readonly unreadCount?: UnreadCount | undefined;
  readonly typing: readonly string[];
}

/**
 * The server's count of unread messages of others, at the time when this user had read up to `readSeq` and `lastSeq`
 * was the newest.
 */
export interface UnreadCount {
  readonly readSeq: number;
  readonly lastSeq: number;
  readonly unread: number;
}

/** A new `readSeq`, `deliveredSeq` or both of a participant. */
type PositionUpdate = Pick<ParticipantPosition, 'userId'> & Partial<ParticipantPosition>;

export function emptyConversation(id: string): ConversationState {
  return {
    id,
    rev: 0,
    ahead: [],
    firstSeq: 1,
    lastSeq: 0,
    lastActivityAt: '',
    messages: [],
    participants: [],
    typing: [],
  };
}

/**
 * Adds a message that is new or changed; ignores one that is known already.
 *
 * @param receiver the person to whom this user has sent it, if it may be the first message of its conversation
 */
export function withMessage(known: ConversationState, message: Message, receiver?: PersonProfile): ConversationState {
  if (message.rev <= known.rev || known.ahead.includes(message.rev)) return known;
  const { seq, createdAt } = message;
  return normalized({
    ...withUpdatedWindow(known, [message]),
    ...(receiver && { receiver }),
    ahead: [...known.ahead, message.rev],
    lastSeq: Math.max(known.lastSeq, seq),
    lastActivityAt: latestOf(known.lastActivityAt, createdAt),
    messages: mergedMessages(known.messages, [message], known.firstSeq),
  });
}

/**
 * Returns the kind and the other person of a conversation; undefined while neither the server nor the sender has named
 * them.
 */
export function detailsOf({ details, receiver }: ConversationState): ConversationState['details'] {
  return details ?? (receiver && { kind: 'direct', user: { ...receiver, online: false } });
}

/** Applies the changes of a conversation from a `sync` response. */
export function withChanges(known: ConversationState, changes: ConversationChanges): ConversationState {
  const { conversation, rev, messages } = changes;
  const base = changes.reset ? withReset(known, changes) : withUpdatedWindow(known, messages);
  return normalized({
    ...base,
    details: { kind: conversation.kind, user: newerProfile(base.details?.user, conversation.user) },
    rev: Math.max(base.rev, rev),
    lastSeq: Math.max(base.lastSeq, conversation.lastSeq),
    lastActivityAt: latestOf(base.lastActivityAt, conversation.lastActivityAt),
    messages: mergedMessages(base.messages, messages, base.firstSeq),
    participants: mergedPositions(base.participants, conversation.participants),
    unreadCount: newerCount(base.unreadCount, unreadCountOf(conversation)),
  });
}

/** Applies a change of the other person's profile. */
export function withProfile(known: ConversationState, person: PersonProfile): ConversationState {
  const { details } = known;
  if (details?.user.id !== person.id) return known;
  if (details.user.deletedAt !== undefined || !isNewer(person, details.user)) return known;
  return { ...known, details: { ...details, user: { ...person, online: details.user.online } } };
}

/**
 * Returns the newer profile: a response that was read before a change may arrive after it. A deleted account stays
 * deleted.
 */
function newerProfile(known: Conversation['user'] | undefined, given: Conversation['user']): Conversation['user'] {
  if (!known || given.deletedAt !== undefined) return given;
  return known.deletedAt !== undefined || isNewer(known, given) ? known : given;
}

const isNewer = (one: Pick<PersonProfile, 'changedAt'>, other: Pick<PersonProfile, 'changedAt'>) =>
  (one.changedAt ?? '') > (other.changedAt ?? '');

/** Whether the server's database was restored to an older state, so that the known state is no longer valid. */
export function isRollback(known: ConversationState, { reset, rev }: ConversationChanges): boolean {
  return reset && rev < known.rev;
}

/** Discards the known messages of a client that is too far behind, except those that are newer than the page. */
function withReset(known: ConversationState, changes: ConversationChanges): ConversationState {
  const { conversation, rev, messages } = changes;
  const base = isRollback(known, changes) ? emptyConversation(known.id) : known;
  return {
    ...base,
    window: undefined,
    messages: base.messages.filter((message) => message.rev > rev),
    firstSeq: messages[0]?.seq ?? conversation.lastSeq + 1,
  };
}

/**
 * Advances positions. A position beyond the newest known message proves that a message was missed, so `lastSeq` follows
 * it.
 */
export function withPositions(known: ConversationState, positions: readonly PositionUpdate[]): ConversationState {
  const participants = mergedPositions(known.participants, positions);
  if (participants === known.participants) return known;
  const seqs = participants.map(({ readSeq, deliveredSeq }) => Math.max(readSeq, deliveredSeq));
  return { ...known, participants, lastSeq: Math.max(known.lastSeq, ...seqs) };
}

/**
 * Stores a newer unread count of the server. Ignores an older count, and one of an earlier release, which lacks fields.
 */
export function withUnreadCount(known: ConversationState, counted: UnreadCount): ConversationState {
  if (![counted.readSeq, counted.lastSeq, counted.unread].every(Number.isInteger)) return known;
  const kept = newerCount(known.unreadCount, counted);
  return kept === known.unreadCount ? known : { ...known, unreadCount: kept };
}

/** Counts the messages of others after this user's position. */
export function unreadOf(state: ConversationState, userId: string): number {
  const { firstSeq, messages, unreadCount } = state;
  const readSeq = state.participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  const othersAfter = (seq: number) =>
    messages.slice(indexAfter(messages, seq)).filter(({ sender }) => sender.id !== userId).length;
  if (firstSeq <= readSeq + 1 || !unreadCount) return othersAfter(readSeq);
  // Messages read since the count that are not loaded count as messages of others until the server counts again.
  const readSince = readSeq - unreadCount.readSeq - sentBetween(state, userId, unreadCount.readSeq, readSeq);
  const remaining = Math.max(0, unreadCount.unread - Math.max(0, readSince));
  return remaining + othersAfter(Math.max(unreadCount.lastSeq, readSeq));
}

/** Counts the loaded messages of a user with `after < seq <= upTo`. */
function sentBetween(
  { messages, window = [] }: ConversationState,
  userId: string,
  after: number,
  upTo: number,
): number {
  return [window, messages]
    .flatMap((loaded) => loaded.slice(indexAfter(loaded, after), indexAfter(loaded, upTo)))
    .filter(({ sender }) => sender.id === userId).length;
}

/** Returns the messages up to the first gap. */
export function contiguous({ messages, firstSeq }: ConversationState): readonly Message[] {
  const last = messages.at(-1);
  if (last === undefined || last.seq - firstSeq + 1 === messages.length) return messages;
  const gap = messages.findIndex(({ seq }, index) => seq !== firstSeq + index);
  return messages.slice(0, gap);
}

/** Whether the description, changes or messages of the conversation are missing and a `sync` is needed. */
export function isIncomplete({ details, ahead, messages, lastSeq }: ConversationState): boolean {
  return details === undefined || ahead.length > 0 || (messages.at(-1)?.seq ?? 0) < lastSeq;
}

export function positionOf(state: ConversationState, userId: string): ParticipantPosition {
  return positionsOf(state).find((one) => one.userId === userId) ?? { userId, readSeq: 0, deliveredSeq: 0 };
}

const positions = new WeakMap<ConversationState, readonly ParticipantPosition[]>();

/**
 * Returns the positions of all participants, each advanced over the participant's own messages that directly follow it.
 */
export function positionsOf(state: ConversationState): readonly ParticipantPosition[] {
  const known = positions.get(state) ?? extendedPositions(state);
  positions.set(state, known);
  return known;
}

function extendedPositions({ participants, messages }: ConversationState): readonly ParticipantPosition[] {
  const extended = (userId: string, from: number) => {
    let seq = from;
    for (let index = indexAfter(messages, seq); ; index += 1) {
      const message = messages[index];
      if (message?.seq !== seq + 1 || message.sender.id !== userId) return seq;
      seq = message.seq;
    }
  };
  return participants.map(({ userId, readSeq, deliveredSeq }) => ({
    userId,
    readSeq: extended(userId, readSeq),
    deliveredSeq: extended(userId, deliveredSeq),
  }));
}

/** Returns the index of the first message after a `seq`. Binary search: there may be thousands of messages. */
function indexAfter(messages: readonly Message[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messages[middle]!.seq > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Advances `rev` over the consecutive revisions in `ahead`, and drops the oldest messages where there are too many. */
function normalized(state: ConversationState): ConversationState {
  let { rev } = state;
  const ahead = new Set(state.ahead.filter((one) => one > rev));
  while (ahead.delete(rev + 1)) rev += 1;
  const messages = state.messages.length > MAX_MESSAGES ? state.messages.slice(-KEPT_MESSAGES) : state.messages;
  const firstSeq = messages === state.messages ? state.firstSeq : messages[0]!.seq;
  return { ...state, rev, ahead: [...ahead], messages, firstSeq };
}

/** Merges two lists, ordered by `seq`: the newest revision of each message, no message before `firstSeq`. */
function mergedMessages(known: readonly Message[], added: readonly Message[], firstSeq: number): readonly Message[] {
  const last = known.at(-1)?.seq ?? firstSeq - 1;
  if (added.length === 1 && added[0]!.seq === last + 1) return [...known, added[0]!];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of added) {
    const before = bySeq.get(message.seq);
    if (message.seq >= firstSeq && (before === undefined || before.rev < message.rev)) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq);
}

/**
 * Returns the server's unread count of this user.
 *
 * @param counted a direct conversation as the server describes it: the position that is not the other person's is this
 *   user's
 */
export function unreadCountOf(
  counted: Pick<Conversation, 'user' | 'participants' | 'lastSeq' | 'unread'>,
): UnreadCount {
  const { user, participants, lastSeq, unread } = counted;
  return { readSeq: participants.find(({ userId }) => userId !== user.id)?.readSeq ?? 0, lastSeq, unread };
}

function newerCount(known: UnreadCount | undefined, counted: UnreadCount): UnreadCount {
  if (!known || counted.readSeq > known.readSeq) return counted;
  return counted.readSeq === known.readSeq && counted.lastSeq > known.lastSeq ? counted : known;
}

/**
 * Advances positions; one that is behind the known position changes nothing. Returns the same list if none was ahead.
 */
function mergedPositions(
  known: readonly ParticipantPosition[],
  updates: readonly PositionUpdate[],
): readonly ParticipantPosition[] {
  let result = known;
  for (const { userId, readSeq = 0, deliveredSeq = 0 } of updates) {
    const before = result.find((one) => one.userId === userId);
    if (before && before.readSeq >= readSeq && before.deliveredSeq >= deliveredSeq) continue;
    const after = {
      userId,
      readSeq: Math.max(before?.readSeq ?? 0, readSeq),
      deliveredSeq: Math.max(before?.deliveredSeq ?? 0, deliveredSeq),
    };
    result = before ? result.map((one) => (one === before ? after : one)) : [...result, after];
  }
  return result;
}

const latestOf = (one: string, other: string) => (one > other ? one : other);
