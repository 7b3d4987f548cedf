import type { Conversation } from '@smart-hub/contract/conversations';
import type { Message } from '@smart-hub/contract/messages';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import type { ConversationChanges } from '@smart-hub/contract/sync';
import type { PersonProfile } from '@smart-hub/contract/users';
import { withUpdatedWindow, type LoadedMessages } from './message-window.js';

/** The maximum number of loaded messages of a conversation. */
const MAX_MESSAGES = 5000;
/** How many of the newest messages are kept when there are more than the maximum. Older ones can be loaded again. */
const KEPT_MESSAGES = 4000;

/**
 * The state of a conversation on the client.
 *
 * Invariants: messages and changes may arrive in any order and repeatedly, with the same result; no change up to `rev`
 * is missing; positions never go back. Only a reset discards earlier state.
 */
export interface ConversationState extends LoadedMessages {
  readonly id: string;
  /** Absent while only messages of the conversation have arrived, and the server has not sent its description. */
  readonly details?: Pick<Conversation, 'kind' | 'user'>;
  /** The recipient of the message with which this user has started the conversation. Used until `details` arrive. */
  readonly receiver?: PersonProfile | undefined;
  /** All changes up to this revision are applied. */
  readonly rev: number;
  /** Revisions after `rev` that are applied already, although a revision before them is missing. */
  readonly ahead: readonly number[];
  /** The `seq` of the newest message that is known to exist, even if that message is not loaded. */
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  /**
   * The positions as the server has sent them. {@link positionsOf} returns each advanced over the participant's own
   * messages.
   */
  readonly participants: readonly ParticipantPosition[];
  /** The last unread count of the server. It may include messages that are not loaded. */
  readonly unreadCount?: UnreadCount | undefined;
  /** The ids of the users who are typing. */
  readonly typing: readonly string[];
}

/**
 * A count by the server of the messages of others that this user has not read: those after `readSeq`, this user's
 * position at that time, up to `lastSeq`, the newest message at that time.
 */
export interface UnreadCount {
  readonly readSeq: number;
  readonly lastSeq: number;
  readonly unread: number;
}

/** A new `readSeq`, a new `deliveredSeq`, or both, of one participant. */
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
 * Adds a new message, or replaces a message by a newer revision. Ignores a revision that is already applied.
 *
 * @param receiver the recipient, if this user has sent the message and it may be the first of its conversation
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
 * Returns the kind and the other person of a conversation: as the server describes them or, before that, from the
 * profile of the recipient of its first message. Undefined while both are missing.
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
 * Returns the newer of two profiles: the given one may be older, because the server may have read it before a change
 * whose event has arrived first. A deleted account remains deleted.
 */
function newerProfile(known: Conversation['user'] | undefined, given: Conversation['user']): Conversation['user'] {
  if (!known || given.deletedAt !== undefined) return given;
  return known.deletedAt !== undefined || isNewer(known, given) ? known : given;
}

const isNewer = (one: Pick<PersonProfile, 'changedAt'>, other: Pick<PersonProfile, 'changedAt'>) =>
  (one.changedAt ?? '') > (other.changedAt ?? '');

/**
 * Whether the changes show that the server's database was restored to an older state, so the known state is invalid.
 */
export function isRollback(known: ConversationState, { reset, rev }: ConversationChanges): boolean {
  return reset && rev < known.rev;
}

/**
 * Discards the known messages, because the server has sent only the newest ones: this client had missed too many
 * changes. Keeps messages that are newer than the response.
 */
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
 * Advances positions. A position after the newest known message proves that this client has missed a message, so
 * `lastSeq` is raised to that position.
 */
export function withPositions(known: ConversationState, positions: readonly PositionUpdate[]): ConversationState {
  const participants = mergedPositions(known.participants, positions);
  if (participants === known.participants) return known;
  const seqs = participants.map(({ readSeq, deliveredSeq }) => Math.max(readSeq, deliveredSeq));
  return { ...known, participants, lastSeq: Math.max(known.lastSeq, ...seqs) };
}

/**
 * Stores an unread count of the server. Ignores a count that is older than the stored one, or that lacks fields because
 * it is from an earlier release of the server.
 */
export function withUnreadCount(known: ConversationState, counted: UnreadCount): ConversationState {
  if (![counted.readSeq, counted.lastSeq, counted.unread].every(Number.isInteger)) return known;
  const kept = newerCount(known.unreadCount, counted);
  return kept === known.unreadCount ? known : { ...known, unreadCount: kept };
}

/** Returns the number of messages of others after the position up to which this user has read. */
export function unreadOf(state: ConversationState, userId: string): number {
  const { firstSeq, messages, unreadCount } = state;
  const readSeq = state.participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  const othersAfter = (seq: number) =>
    messages.slice(indexAfter(messages, seq)).filter(({ sender }) => sender.id !== userId).length;
  if (firstSeq <= readSeq + 1 || !unreadCount) return othersAfter(readSeq);
  // Of the messages that were read after the server counted, those that are not loaded are assumed to be of others,
  // until the server counts again.
  const readAfterCount = readSeq - unreadCount.readSeq - sentBetween(state, userId, unreadCount.readSeq, readSeq);
  const remaining = Math.max(0, unreadCount.unread - Math.max(0, readAfterCount));
  return remaining + othersAfter(Math.max(unreadCount.lastSeq, readSeq));
}

/** Returns the number of loaded messages that a user has sent, with `after < seq <= upTo`. */
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

/** Returns the messages that precede the first gap in their `seq` numbers. */
export function contiguous({ messages, firstSeq }: ConversationState): readonly Message[] {
  const last = messages.at(-1);
  if (last === undefined || last.seq - firstSeq + 1 === messages.length) return messages;
  const gap = messages.findIndex(({ seq }, index) => seq !== firstSeq + index);
  return messages.slice(0, gap);
}

/** Whether `details`, changes or messages of the conversation are missing, so that a `sync` is needed. */
export function isIncomplete({ details, ahead, messages, lastSeq }: ConversationState): boolean {
  return details === undefined || ahead.length > 0 || (messages.at(-1)?.seq ?? 0) < lastSeq;
}

/** Returns the position of one participant, as {@link positionsOf} does. */
export function positionOf(state: ConversationState, userId: string): ParticipantPosition {
  return positionsOf(state).find((one) => one.userId === userId) ?? { userId, readSeq: 0, deliveredSeq: 0 };
}

const positions = new WeakMap<ConversationState, readonly ParticipantPosition[]>();

/**
 * Returns the positions of all participants. Each is advanced over the participant's own messages that directly follow
 * it: with `readSeq` 3 and messages 4 and 5 of that participant, it is 5.
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

/**
 * Returns the index of the first message after a `seq`, by binary search, because there can be thousands of messages.
 */
function indexAfter(messages: readonly Message[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messages[middle]!.seq > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Advances `rev` over the consecutive revisions in `ahead`. Drops the oldest messages if there are too many. */
function normalized(state: ConversationState): ConversationState {
  let { rev } = state;
  const ahead = new Set(state.ahead.filter((one) => one > rev));
  while (ahead.delete(rev + 1)) rev += 1;
  const messages = state.messages.length > MAX_MESSAGES ? state.messages.slice(-KEPT_MESSAGES) : state.messages;
  const firstSeq = messages === state.messages ? state.firstSeq : messages[0]!.seq;
  return { ...state, rev, ahead: [...ahead], messages, firstSeq };
}

/**
 * Merges two lists of messages into one that is ordered by `seq`. Keeps the newest revision of each message, and drops
 * messages before `firstSeq`.
 */
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
 * Returns the server's unread count for this user.
 *
 * @param counted a direct conversation as the server describes it. It has two positions: that of `user`, the other
 *   person, and that of this user
 */
export function unreadCountOf(
  counted: Pick<Conversation, 'user' | 'participants' | 'lastSeq' | 'unread'>,
): UnreadCount {
  const { user, participants, lastSeq, unread } = counted;
  return { readSeq: participants.find(({ userId }) => userId !== user.id)?.readSeq ?? 0, lastSeq, unread };
}

/** Returns the count with the higher `readSeq`; if both have the same, the one with the higher `lastSeq`. */
function newerCount(known: UnreadCount | undefined, counted: UnreadCount): UnreadCount {
  if (!known || counted.readSeq > known.readSeq) return counted;
  return counted.readSeq === known.readSeq && counted.lastSeq > known.lastSeq ? counted : known;
}

/**
 * Applies updates that are ahead of the known positions, and ignores others. Returns the same list if none is ahead.
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
