import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { Message, SendMessage, SentMessage } from './messages.js';
import { MarkDelivered, MarkRead, Position, ReadPosition, Unread } from './receipts.js';
import { InsightCreated, InsightProgress } from './insights.js';
import { Ping, Pong } from './ping.js';
import { SyncPage, SyncRequest } from './sync.js';
import { Typing, TypingChanged } from './typing.js';
import { Problem, type ProblemCode } from './problem.js';
import { PersonProfile } from './users.js';

/** What a client can ask for over the socket. The acknowledgement is the result, or `{ error: problem }`. */
export interface Command {
  readonly summary: string;
  readonly payload: z.ZodType;
  readonly result: z.ZodType;
  /** What it can answer beside the problems that every command can (`commonCommandProblems`). */
  readonly problems: readonly ProblemCode[];
  /** Whether those of one connection run one after the other; some may wait, and more are refused (`rate.concurrent`). */
  readonly oneAtATime?: true;
  /** Whether it is served although the token of the connection has expired, until the server notices. */
  readonly afterExpiry?: true;
}

/** What the server tells. */
export interface Event {
  readonly summary: string;
  readonly payload: z.ZodType;
  /** Who is told. */
  readonly to: string;
}

function command<const C extends Command>(definition: C): C {
  return definition;
}

function event<const E extends Event>(definition: E): E {
  return definition;
}

/** What every command can answer. */
export const commonCommandProblems: readonly ProblemCode[] = [
  'request.invalid',
  'request.too_large',
  'rate.limited',
  'auth.token_expired',
  'database.unavailable',
  'server.error',
];

const TokenRenewal = z
  .object({ token: z.string().describe('An access token of a login or of `POST /auth/refresh`.') })
  .meta({ id: 'TokenRenewal', example: examples.tokenRenewal });
const TokenExpiry = z
  .object({ expiresAt: Timestamp.describe('When the token of the connection ends now.') })
  .meta({ id: 'TokenExpiry' });

export const commands = {
  send_message: command({
    summary: 'Send a message to a person, or into a conversation',
    payload: SendMessage,
    result: SentMessage,
    problems: [
      'user.not_found',
      'conversation.not_found',
      'conversation.closed',
      'conversation.busy',
      'message.to_oneself',
      'message.reply_not_found',
      'server.overloaded',
    ],
  }),
  mark_read: command({
    summary: 'I have read a conversation up to a message',
    payload: MarkRead,
    result: ReadPosition.required(),
    problems: ['conversation.not_found', 'conversation.busy'],
  }),
  mark_delivered: command({
    summary: 'I have received a conversation up to a message',
    payload: MarkDelivered,
    result: Position,
    problems: ['conversation.not_found', 'conversation.busy'],
  }),
  typing: command({
    summary: 'I am typing, or have stopped; say so again every few seconds while it lasts',
    payload: Typing,
    result: Typing,
    problems: ['conversation.not_found'],
  }),
  sync: command({
    summary: 'What changed since: one page of it',
    payload: SyncRequest,
    result: SyncPage,
    problems: ['rate.concurrent'],
    oneAtATime: true,
  }),
  authenticate: command({
    summary: 'Go on with another access token of the same user: the connection stays',
    payload: TokenRenewal,
    result: TokenExpiry,
    problems: ['auth.token_invalid', 'auth.other_user'],
    oneAtATime: true,
    afterExpiry: true,
  }),
  ping: command({
    summary: 'Check that the connection is alive; answered at once, also while the database is unavailable',
    payload: Ping.optional(),
    result: Pong,
    problems: [],
  }),
};

const Someone = z.object({ id: Id });

const Presence = z.object({ id: Id, online: z.boolean(), lastSeenAt: Timestamp.nullable() });

export const PresenceState = z
  .object({
    users: z.array(Presence),
  })
  .meta({ id: 'PresenceState' });
export type PresenceState = z.infer<typeof PresenceState>;

export const events = {
  message_sent: event({ summary: 'I sent a message', payload: Message, to: 'every socket of the sender' }),
  new_message: event({
    summary: 'Somebody sent me a message',
    payload: Message,
    to: 'every socket of the other participants',
  }),
  conversation_read: event({
    summary: 'Somebody has read a conversation up to a message',
    payload: ReadPosition,
    to: 'every socket of the participants; the counts to the sockets of the reader',
  }),
  conversation_delivered: event({
    summary: 'Somebody has received a conversation up to a message',
    payload: Position,
    to: 'every socket of the participants',
  }),
  unread_changed: event({
    summary: 'How much I have not read changed: counts as they are now, told a few times a second at most',
    payload: Unread,
    to: 'every socket of the user',
  }),
  typing_changed: event({
    summary: 'Who is typing changed',
    payload: TypingChanged,
    to: 'every socket of the other participants; dropped for a client that does not keep up',
  }),
  insight_created: event({
    summary: 'A conversation was summed up',
    payload: InsightCreated,
    to: 'every socket of the participants',
  }),
  insight_progress: event({
    summary: 'An insight is being written: its summary so far, replacing the last',
    payload: InsightProgress,
    to: 'every socket of the one who asked for it; dropped for a client that does not keep up',
  }),
  resync: event({
    summary: 'Something may have been missed: catch up with `sync` now',
    payload: z.object({}),
    to: 'the clients that may have missed something',
  }),
  user_joined: event({ summary: 'Somebody came online', payload: Someone, to: 'the other connected users' }),
  user_left: event({ summary: 'Somebody went offline', payload: Someone, to: 'the other connected users' }),
  presence_state: event({
    summary: 'Who is there, replacing the last; user_joined and user_left are the differences from here on',
    payload: PresenceState,
    to: 'a client, once after connecting; again when so many have come, or left, that others are shown from then on, and when its user began or ceased to hide their presence',
  }),
  presence_changed: event({
    summary:
      'What is shown of an offline person, where user_joined and user_left do not say it: when they began to hide their presence, and when they ceased to while they were offline',
    payload: Presence,
    to: 'the other connected users; where they were offline before, those who share a conversation with them',
  }),
  user_changed: event({
    summary: 'Somebody changed their name, handle or colour: as they are now',
    payload: PersonProfile,
    to: 'every socket of the user, and of those who share a conversation with them',
  }),
  command_failed: event({
    summary: 'A command that asked for no acknowledgement failed',
    payload: z.object({ command: z.string(), error: Problem }),
    to: 'the socket that sent it',
  }),
  session_expired: event({
    summary:
      'The token has expired and was not renewed with `authenticate`, its session was ended, or the account was disabled or deleted; the server disconnects',
    payload: z.object({ error: Problem }),
    to: 'the socket whose token it is',
  }),
  connection_evicted: event({
    summary:
      'The user has opened more connections than they may have: the server disconnects the oldest, which does not reconnect by itself',
    payload: z.object({ error: Problem }),
    to: 'the oldest socket of the user',
  }),
};

export type CommandName = keyof typeof commands;
export type EventName = keyof typeof events;
export type CommandPayload<C extends CommandName> = z.input<(typeof commands)[C]['payload']>;
export type CommandResult<C extends CommandName> = z.output<(typeof commands)[C]['result']>;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]['payload']>;
