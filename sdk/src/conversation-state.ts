import type { Conversation } from '@smart-hub/contract/conversations';
import type { Message } from '@smart-hub/contract/messages';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import type { ConversationChanges } from '@smart-hub/contract/sync';
import type { PersonProfile } from '@smart-hub/contract/users';
import { refreshed, type Shown } from './window.js';

/** How many messages a conversation keeps; beyond, the oldest fifth goes, and can be loaded again. */
const MOST_MESSAGES = 5000;
const KEPT_MESSAGES = 4000;

/**
 * What a client knows of a conversation.
 *
 * Invariants: it is the same whatever the order in which messages and changes came, and however often; `rev` is
 * where nothing before is missing; positions never go back. Only a reset breaks with what was.
 */
export interface ConversationState extends Shown {
  readonly id: string;
  /** Absent until the server has described a conversation that was first heard of by a message. */
  readonly details?: Pick<Conversation, 'kind' | 'user'>;
  /** The person of a conversation that this user has begun: shown until the server has described it. */
  readonly receiver?: PersonProfile | undefined;
  /** All changes up to this revision are in here. */
  readonly rev: number;
  /** Later revisions that are in here, too: between them and `rev` something is missing. */
  readonly ahead: readonly number[];
  /** The newest message that was heard of. */
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  /** As the server published them; {@link positionsOf} adds the own messages that follow. */
  readonly participants: readonly ParticipantPosition[];
  /** What the server counted last. Messages may be missing here that are counted there. */
  readonly counted?: Counted | undefined;
  readonly typing: readonly string[];
}

/** How many messages of others this user had not read, when they had read up to `readSeq`, and `lastSeq` was the newest. */
export interface Counted {
  readonly readSeq: number;
  readonly lastSeq: number;
  readonly unread: number;
}

/** How far somebody has come in one way, or in both. */
type Moved = Pick<ParticipantPosition, 'userId'> & Partial<ParticipantPosition>;

export function unknownConversation(id: string): ConversationState {
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
 * A message as it was told: new, changed, or known already.
 *
 * @param receiver the person to whom this user has sent it, if it may be the first of its conversation
 */
export function withMessage(known: ConversationState, message: Message, receiver?: PersonProfile): ConversationState {
  if (message.rev <= known.rev || known.ahead.includes(message.rev)) return known;
  const { seq, createdAt } = message;
  return settled({
    ...refreshed(known, [message]),
    ...(receiver && { receiver }),
    ahead: [...known.ahead, message.rev],
    lastSeq: Math.max(known.lastSeq, seq),
    lastActivityAt: later(known.lastActivityAt, createdAt),
    messages: merged(known.messages, [message], known.firstSeq),
  });
}

/** What is shown of a conversation beside its messages; undefined until it can be shown. */
export function detailsOf({ details, receiver }: ConversationState): ConversationState['details'] {
  return details ?? (receiver && { kind: 'direct', user: { ...receiver, online: false } });
}

/** What `sync` says of a conversation. */
export function withChanges(known: ConversationState, changes: ConversationChanges): ConversationState {
  const { conversation, rev, messages } = changes;
  const base = changes.reset ? resetTo(known, changes) : refreshed(known, messages);
  return settled({
    ...base,
    details: { kind: conversation.kind, user: newerPerson(base.details?.user, conversation.user) },
    rev: Math.max(base.rev, rev),
    lastSeq: Math.max(base.lastSeq, conversation.lastSeq),
    lastActivityAt: later(base.lastActivityAt, conversation.lastActivityAt),
    messages: merged(base.messages, messages, base.firstSeq),
    participants: furthest(base.participants, conversation.participants),
    counted: newest(base.counted, countOf(conversation)),
  });
}

/** The other person after a change of their profile. */
export function withPerson(known: ConversationState, person: PersonProfile): ConversationState {
  const { details } = known;
  if (details?.user.id !== person.id) return known;
  if (details.user.deletedAt !== undefined || !isLater(person, details.user)) return known;
  return { ...known, details: { ...details, user: { ...person, online: details.user.online } } };
}

/** What was read before a change may come after it. A deleted account does not come back. */
function newerPerson(known: Conversation['user'] | undefined, given: Conversation['user']): Conversation['user'] {
  if (!known || given.deletedAt !== undefined) return given;
  return known.deletedAt !== undefined || isLater(known, given) ? known : given;
}

const isLater = (one: Pick<PersonProfile, 'changedAt'>, other: Pick<PersonProfile, 'changedAt'>) =>
  (one.changedAt ?? '') > (other.changedAt ?? '');

/** The server's database went back to an older state: what was known is no longer true. */
export function wentBack(known: ConversationState, { reset, rev }: ConversationChanges): boolean {
  return reset && rev < known.rev;
}

/** Too far behind: what was known gives way, save what came after the page was read. */
function resetTo(known: ConversationState, changes: ConversationChanges): ConversationState {
  const { conversation, rev, messages } = changes;
  const base = wentBack(known, changes) ? unknownConversation(known.id) : known;
  return {
    ...base,
    window: undefined,
    messages: base.messages.filter((message) => message.rev > rev),
    firstSeq: messages[0]?.seq ?? conversation.lastSeq + 1,
  };
}

/** Nobody reads what is not there: a position beyond the newest message tells of one that was missed. */
export function withPositions(known: ConversationState, positions: readonly Moved[]): ConversationState {
  const participants = furthest(known.participants, positions);
  if (participants === known.participants) return known;
  const seqs = participants.map(({ readSeq, deliveredSeq }) => Math.max(readSeq, deliveredSeq));
  return { ...known, participants, lastSeq: Math.max(known.lastSeq, ...seqs) };
}

/** What the server counted; an older count changes nothing, nor does one of an earlier release, which says less. */
export function withCounted(known: ConversationState, counted: Counted): ConversationState {
  if (![counted.readSeq, counted.lastSeq, counted.unread].every(Number.isInteger)) return known;
  const kept = newest(known.counted, counted);
  return kept === known.counted ? known : { ...known, counted: kept };
}

/** How many messages of others are after this user's position. */
export function unreadOf(state: ConversationState, userId: string): number {
  const { firstSeq, messages, counted } = state;
  const readSeq = state.participants.find((one) => one.userId === userId)?.readSeq ?? 0;
  const othersAfter = (seq: number) =>
    messages.slice(indexAfter(messages, seq)).filter(({ sender }) => sender.id !== userId).length;
  if (firstSeq <= readSeq + 1 || !counted) return othersAfter(readSeq);
  // Messages that were read since the count, and are not loaded, are taken for messages of others until the server counts again.
  const readOfOthers = readSeq - counted.readSeq - sentBetween(state, userId, counted.readSeq, readSeq);
  const left = Math.max(0, counted.unread - Math.max(0, readOfOthers));
  return left + othersAfter(Math.max(counted.lastSeq, readSeq));
}

/** How many of the loaded messages after one place and up to another a user sent. */
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

/** The messages without a hole: up to the first that is missing. */
export function contiguous({ messages, firstSeq }: ConversationState): readonly Message[] {
  const last = messages.at(-1);
  if (last === undefined || last.seq - firstSeq + 1 === messages.length) return messages;
  const hole = messages.findIndex(({ seq }, index) => seq !== firstSeq + index);
  return messages.slice(0, hole);
}

/** Whether the server has more to say than was heard. */
export function isIncomplete({ details, ahead, messages, lastSeq }: ConversationState): boolean {
  return details === undefined || ahead.length > 0 || (messages.at(-1)?.seq ?? 0) < lastSeq;
}

export function positionOf(state: ConversationState, userId: string): ParticipantPosition {
  return positionsOf(state).find((one) => one.userId === userId) ?? { userId, readSeq: 0, deliveredSeq: 0 };
}

const positions = new WeakMap<ConversationState, readonly ParticipantPosition[]>();

/** How far everybody has come. Positions include the messages of their own participant that follow them. */
export function positionsOf(state: ConversationState): readonly ParticipantPosition[] {
  const known = positions.get(state) ?? beyondOwn(state);
  positions.set(state, known);
  return known;
}

function beyondOwn({ participants, messages }: ConversationState): readonly ParticipantPosition[] {
  const beyond = (userId: string, from: number) => {
    let seq = from;
    for (let index = indexAfter(messages, seq); ; index += 1) {
      const message = messages[index];
      if (message?.seq !== seq + 1 || message.sender.id !== userId) return seq;
      seq = message.seq;
    }
  };
  return participants.map(({ userId, readSeq, deliveredSeq }) => ({
    userId,
    readSeq: beyond(userId, readSeq),
    deliveredSeq: beyond(userId, deliveredSeq),
  }));
}

/** The index of the first message after a place. Binary search: there may be thousands. */
function indexAfter(messages: readonly Message[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messages[middle]!.seq > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Moves `rev` over what is there, and lets the oldest messages go where there are too many. */
function settled(state: ConversationState): ConversationState {
  let { rev } = state;
  const ahead = new Set(state.ahead.filter((one) => one > rev));
  while (ahead.delete(rev + 1)) rev += 1;
  const messages = state.messages.length > MOST_MESSAGES ? state.messages.slice(-KEPT_MESSAGES) : state.messages;
  const firstSeq = messages === state.messages ? state.firstSeq : messages[0]!.seq;
  return { ...state, rev, ahead: [...ahead], messages, firstSeq };
}

/** Both lists by `seq`, the newest revision of each message, none before `firstSeq`. */
function merged(known: readonly Message[], news: readonly Message[], firstSeq: number): readonly Message[] {
  const last = known.at(-1)?.seq ?? firstSeq - 1;
  if (news.length === 1 && news[0]!.seq === last + 1) return [...known, news[0]!];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of news) {
    const before = bySeq.get(message.seq);
    if (message.seq >= firstSeq && (before === undefined || before.rev < message.rev)) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq);
}

/** @param counted as the server describes a direct conversation, where the position that is not the other person's is this user's */
export function countOf(counted: Pick<Conversation, 'user' | 'participants' | 'lastSeq' | 'unread'>): Counted {
  const { user, participants, lastSeq, unread } = counted;
  return { readSeq: participants.find(({ userId }) => userId !== user.id)?.readSeq ?? 0, lastSeq, unread };
}

function newest(known: Counted | undefined, counted: Counted): Counted {
  if (!known || counted.readSeq > known.readSeq) return counted;
  return counted.readSeq === known.readSeq && counted.lastSeq > known.lastSeq ? counted : known;
}

function furthest(known: readonly ParticipantPosition[], news: readonly Moved[]): readonly ParticipantPosition[] {
  let result = known;
  for (const { userId, readSeq = 0, deliveredSeq = 0 } of news) {
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

const later = (one: string, other: string) => (one > other ? one : other);
