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

/** A command that a client sends over the socket. The acknowledgement is the result, or `{ error: problem }`. */
export interface Command {
  readonly summary: string;
  readonly payload: z.ZodType;
  readonly result: z.ZodType;
  /** The problems of this command, in addition to those of every command (`commonCommandProblems`). */
  readonly problems: readonly ProblemCode[];
  /**
   * Whether the server runs the commands with this flag one at a time per connection. At most eight wait; further ones
   * fail with `rate.concurrent`.
   */
  readonly oneAtATime?: true;
  /** Whether the command is allowed after the token of the connection has expired, until the server disconnects. */
  readonly afterExpiry?: true;
}

/** An event that the server emits to sockets. */
export interface Event {
  readonly summary: string;
  readonly payload: z.ZodType;
  /** The recipients, in words for the documents. */
  readonly to: string;
}

function command<const C extends Command>(definition: C): C {
  return definition;
}

function event<const E extends Event>(definition: E): E {
  return definition;
}

/** The problems of every command. */
export const commonCommandProblems: readonly ProblemCode[] = [
  'request.invalid',
  'request.too_large',
  'rate.limited',
  'auth.token_expired',
  'database.unavailable',
  'server.error',
];

const TokenRenewal = z
  .object({ token: z.string().describe('An access token from a login or from `POST /api/auth/refresh`.') })
  .meta({ id: 'TokenRenewal', example: examples.tokenRenewal });
const TokenExpiry = z
  .object({ expiresAt: Timestamp.describe('When the new token of the connection expires.') })
  .meta({ id: 'TokenExpiry', example: examples.tokenExpiry });

export const commands = {
  send_message: command({
    summary: 'Send a message to a person or to a conversation',
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
    summary: 'Mark a conversation as read up to a message',
    payload: MarkRead,
    result: ReadPosition.required().meta({ example: examples.readPosition }),
    problems: ['conversation.not_found', 'conversation.busy'],
  }),
  mark_delivered: command({
    summary: 'Mark a conversation as delivered up to a message',
    payload: MarkDelivered,
    result: Position,
    problems: ['conversation.not_found', 'conversation.busy'],
  }),
  typing: command({
    summary:
      'Report that the user is typing, or has stopped; repeat the command every few seconds while the user is typing',
    payload: Typing,
    result: Typing,
    problems: ['conversation.not_found'],
  }),
  sync: command({
    summary: 'Get the changes since the last sync, one page at a time',
    payload: SyncRequest,
    result: SyncPage,
    problems: ['rate.concurrent'],
    oneAtATime: true,
  }),
  authenticate: command({
    summary: 'Replace the access token of the connection by another one of the same user, without reconnecting',
    payload: TokenRenewal,
    result: TokenExpiry,
    problems: ['auth.token_invalid', 'auth.other_user'],
    oneAtATime: true,
    afterExpiry: true,
  }),
  ping: command({
    summary: 'Check that the connection is alive; acknowledged at once, even while the database is unavailable',
    payload: Ping.optional(),
    result: Pong,
    problems: [],
  }),
};

const UserId = z.object({ id: Id }).meta({ example: examples.userId });

const Presence = z
  .object({
    id: Id,
    online: z.boolean(),
    lastSeenAt: Timestamp.nullable().describe('Null while the user is online, or hides their presence.'),
  })
  .meta({ id: 'Presence', example: examples.presence });

export const PresenceState = z
  .object({
    users: z.array(Presence),
  })
  .meta({ id: 'PresenceState', example: examples.presenceState });
export type PresenceState = z.infer<typeof PresenceState>;

export const events = {
  message_sent: event({
    summary: 'The user sent a message, from this or another device',
    payload: Message,
    to: 'every socket of the sender',
  }),
  new_message: event({
    summary: 'Another participant sent a message',
    payload: Message,
    to: 'every socket of the other participants',
  }),
  conversation_read: event({
    summary: 'A participant has read a conversation up to a message',
    payload: ReadPosition,
    to: 'every socket of the participants; the counts only to the sockets of the user who has read',
  }),
  conversation_delivered: event({
    summary: 'A conversation was delivered to a participant up to a message',
    payload: Position,
    to: 'every socket of the participants',
  }),
  unread_changed: event({
    summary:
      'The unread counts of the user changed; carries the current counts, and is sent at most a few times a second',
    payload: Unread,
    to: 'every socket of the user',
  }),
  typing_changed: event({
    summary: 'The list of typing participants changed',
    payload: TypingChanged,
    to: 'every socket of the other participants; dropped for a slow client',
  }),
  insight_created: event({
    summary: 'The insight of a conversation was generated',
    payload: InsightCreated,
    to: 'every socket of the participants',
  }),
  insight_progress: event({
    summary: 'An insight is being generated; carries the summary so far, which replaces the previous one',
    payload: InsightProgress,
    to: 'every socket of the user who requested the insight; dropped for a slow client',
  }),
  resync: event({
    summary: 'The client may have missed events: it must `sync` now',
    payload: z.object({}).meta({ example: examples.noFields }),
    to: 'the clients that may have missed events',
  }),
  // The names of the next two events are historical: they tell that a user goes online or offline, and not that a user
  // joins or leaves a conversation.
  user_joined: event({ summary: 'A user went online', payload: UserId, to: 'the other connected users' }),
  user_left: event({ summary: 'A user went offline', payload: UserId, to: 'the other connected users' }),
  presence_state: event({
    summary:
      'The presence of all users shown to the client; replaces the previous state. Later user_joined and user_left events change it',
    payload: PresenceState,
    to: 'a client, once after connecting; again when the number of online users crosses `PRESENCE_EVERYONE_UP_TO`, because other users are shown from then on, and when the user starts or stops hiding their presence',
  }),
  presence_changed: event({
    summary:
      'The last-seen time of a user whom others see as offline changed: the user started to hide their presence (the time is null from then on), or stopped hiding it while offline',
    payload: Presence,
    to: 'the other connected users; if the user was offline before, only those who share a conversation with the user',
  }),
  user_changed: event({
    summary: 'A user changed their name, handle or colour; carries the new profile',
    payload: PersonProfile,
    to: 'every socket of the user, and of everyone who shares a conversation with the user',
  }),
  command_failed: event({
    summary: 'A command without an acknowledgement failed',
    payload: z.object({ command: z.string(), error: Problem }).meta({ example: examples.commandFailed }),
    to: 'the socket that sent the command',
  }),
  session_expired: event({
    summary:
      'The token has expired and was not replaced with `authenticate`, its session has ended, or the account was disabled or deleted. The server closes the connection',
    payload: z.object({ error: Problem }).meta({ example: examples.sessionExpired }),
    to: 'the socket that uses the token',
  }),
  connection_evicted: event({
    summary:
      'The user has more connections than allowed. The server closes the oldest one, whose client does not reconnect automatically',
    payload: z.object({ error: Problem }).meta({ example: examples.connectionEvicted }),
    to: 'the oldest socket of the user',
  }),
};

export type CommandName = keyof typeof commands;
export type EventName = keyof typeof events;
export type CommandPayload<C extends CommandName> = z.input<(typeof commands)[C]['payload']>;
export type CommandResult<C extends CommandName> = z.output<(typeof commands)[C]['result']>;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]['payload']>;
