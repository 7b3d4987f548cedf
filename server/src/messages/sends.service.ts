import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { SendMessage, SentMessage } from '@smart-hub/contract/messages';
import { directConversationId } from '../conversations/direct-conversation-id.js';
import {
  conversationBusy,
  conversationNotFound,
  ConversationsService,
} from '../conversations/conversations.service.js';
import { LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import { Counters } from '../platform/health/counters.js';
import { reportCaughtError, guarded, type ErrorReporting } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Publisher } from '../realtime/publisher.js';
import type { StreamPosition } from '../realtime/sequencer.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { TypingService } from '../typing/typing.service.js';
import { GroupQueue } from './group-queue.js';
import { newMessageId } from './message-id.js';
import { toMessage } from './message.mapper.js';
import { SendsStore, type NewDirectMessage, type NewMessage, type SendOutcome } from './sends.store.js';

/**
 * Two concurrent groups keep PostgreSQL busy while Node.js reads and publishes the results of one of them. Two small
 * groups cost more than one larger group, so the second group starts only when half a group is ready. A group is stored
 * within 20 ms at full load. A group that takes longer than 50 ms, on a slow or silent connection, no longer delays
 * other groups. If a send is blocked by a lock, its sender gets a response within 5 s: this includes retries for 3.5 s
 * and the last attempt.
 */
const LIMITS = {
  concurrentGroups: 2,
  connections: 4,
  slowMs: 50,
  groupSize: 64,
  overlapSize: 32,
  queueSize: 10_000,
  retryMs: 100,
  maxBlockedMs: 3500,
  maxWaitMs: 5000,
};

/**
 * Stores messages and publishes them: {@link GroupQueue} groups concurrent sends, `SendsStore` stores each group with
 * one statement and one commit, and then each stored message is published.
 *
 * Invariants: a message is acknowledged and published after its commit, never before. `seq` counts 1, 2, 3 in every
 * conversation, and messages are published in that order. A `clientMessageId` is stored once. A locked conversation
 * delays only its own messages.
 */
@Injectable()
export class SendsService implements OnApplicationShutdown {
  private readonly logger = new Logger(SendsService.name);
  private readonly errorReporting: ErrorReporting;
  private readonly queue = new GroupQueue<NewMessage, SendOutcome>(LIMITS, {
    run: (messages, isRetry) => this.insert(messages, isRetry),
    isBlocked: ({ kind }) => kind === 'blocked',
    onResults: (outcomes) => this.publish(outcomes),
    createTimeoutError: () =>
      new ProblemError('database.unavailable', 'The database did not respond in time; nothing was stored. Try again.'),
  });

  constructor(
    private readonly store: SendsStore,
    private readonly conversations: ConversationsService,
    private readonly publisher: Publisher,
    private readonly receipts: ReceiptsService,
    private readonly typing: TypingService,
    counters: Counters,
  ) {
    this.errorReporting = { counters, logger: this.logger };
  }

  /**
   * Waits until every accepted message is stored and published to the other nodes, even if the sender has disconnected.
   */
  async onApplicationShutdown(): Promise<void> {
    await this.queue.whenIdle();
    this.store.stopTerminating();
  }

  /**
   * Stores a message and publishes it to every participant. A message to a `receiverId` creates the direct conversation
   * if there is none.
   *
   * @throws ProblemError `message.to_oneself`, `user.not_found`, `conversation.not_found`, `conversation.closed`,
   *   `message.reply_not_found`, `conversation.busy`, `server.overloaded`, `database.unavailable`
   */
  async send(actor: Actor, message: SendMessage): Promise<SentMessage> {
    const { receiverId } = message;
    if (receiverId === actor.id)
      throw new ProblemError('message.to_oneself', 'You cannot send a message to yourself: this id is your own.');
    if (this.queue.isFull)
      throw new ProblemError(
        'server.overloaded',
        'Messages arrive faster than the server can store them. Try again in a moment.',
      );
    const newMessage = toNewMessage(actor, message);
    return toSentMessage(await this.queue.add(newMessage.conversationId, newMessage), message);
  }

  /**
   * Stores a group of messages. For the first messages between two users it then creates their conversations and stores
   * these messages as part of the same group, so that the order of the messages is kept.
   */
  private async insert(messages: NewMessage[], isRetry: boolean): Promise<SendOutcome[]> {
    const outcomes = await (isRetry ? this.store.retryBlocked(messages) : this.store.insert(messages));
    const firstMessages = messages.filter((message, index) => isFirstMessage(message, outcomes[index]!));
    if (firstMessages.length === 0) return outcomes;
    const firstOutcomes = await this.insertIntoNewConversations(firstMessages);
    return outcomes.map((outcome, index) =>
      isFirstMessage(messages[index]!, outcome) ? firstOutcomes.shift()! : outcome,
    );
  }

  private async insertIntoNewConversations(messages: NewDirectMessage[]): Promise<SendOutcome[]> {
    try {
      await this.conversations.ensureDirect(messages);
      return await this.store.insert(messages);
    } catch (error) {
      // The other messages of the group are committed: only these messages have failed, or must be retried.
      if (refusalState(error) === LOCK_NOT_AVAILABLE) return this.insertForUnlockedUsers(messages);
      return messages.map(() => ({ kind: 'failed', error }));
    }
  }

  /**
   * Stores the first messages between users whose rows are not locked. The other messages are `blocked`, so that a
   * locked user delays no other users.
   */
  private async insertForUnlockedUsers(messages: NewDirectMessage[]): Promise<SendOutcome[]> {
    const userIds = new Set(messages.flatMap(({ senderId, receiverId }) => [senderId, receiverId]));
    const locked = await this.conversations.lockedUsers([...userIds]).catch(() => userIds);
    const unlocked = messages.filter(({ senderId, receiverId }) => !locked.has(senderId) && !locked.has(receiverId));
    // If no user is locked, the lock has just been released, or it is a kind of lock that `lockedUsers` cannot see.
    if (unlocked.length === 0 || unlocked.length === messages.length) return messages.map(() => ({ kind: 'blocked' }));
    const outcomes = await this.insertIntoNewConversations(unlocked);
    return messages.map((message) => (unlocked.includes(message) ? outcomes.shift()! : { kind: 'blocked' }));
  }

  private publish(outcomes: readonly SendOutcome[]): void {
    const unknownOutcomes = new Map(
      outcomes.flatMap((outcome) => (outcome.kind === 'unknown' ? [[outcome.statementEnded, outcome.error]] : [])),
    );
    for (const [statementEnded, error] of unknownOutcomes) {
      this.logger.error(error, 'The outcome of a statement that stores messages is unknown');
      // Messages that the statement has stored are never published, so every client must resync.
      void statementEnded.then(guarded(this.errorReporting, 'Resyncing all clients', () => this.publisher.resyncAll()));
    }
    for (const outcome of outcomes) {
      if (outcome.kind !== 'stored') continue;
      try {
        this.publishMessage(outcome);
      } catch (error) {
        // The message is stored. The rest of the group must still be published.
        reportCaughtError(this.errorReporting, 'Publishing a message', error);
        this.publisher.resync(outcome.participants);
      }
    }
  }

  private publishMessage({
    row,
    participants,
    hiding,
    msSincePrevious,
  }: Extract<SendOutcome, { kind: 'stored' }>): void {
    const message = toMessage(row);
    const { sender, conversation } = message;
    const others = participants.filter((id) => id !== sender.id);
    const position: StreamPosition = { stream: conversation.id, at: message.rev, kind: 'next', pause: msSincePrevious };
    this.publisher.toUsers([sender.id], 'message_sent', message, position);
    const shown = hiding.length === 0 ? others : others.filter((id) => !hiding.includes(id));
    this.publisher.toUsers(shown, 'new_message', message, position);
    // One event for all users who hide their presence, because an event is encoded once for all its recipients.
    if (hiding.length > 0)
      this.publisher.toUsers(hiding, 'new_message', { ...message, sender: { ...sender, online: false } }, position);
    this.typing.messageSent(sender.id, conversation.id, participants);
    this.receipts.unreadChanged(others, conversation.id);
  }
}

function toNewMessage(
  actor: Actor,
  { receiverId, conversationId, content, clientMessageId, replyTo }: SendMessage,
): NewMessage {
  return {
    id: newMessageId(),
    conversationId: conversationId ?? directConversationId(actor.id, receiverId!),
    senderId: actor.id,
    ...(receiverId === undefined ? {} : { receiverId }),
    content,
    clientMessageId: clientMessageId ?? null,
    replyTo: replyTo ?? null,
  };
}

function toSentMessage(outcome: SendOutcome, { receiverId }: SendMessage): SentMessage {
  switch (outcome.kind) {
    case 'stored':
      return toMessage(outcome.row);
    case 'duplicate':
      return { ...toMessage(outcome.row), deduplicated: true };
    case 'failed':
      throw outcome.error;
    case 'unknown':
      throw new ProblemError(
        'database.unavailable',
        'The database did not respond, so it is unknown whether the message was stored. If it had a clientMessageId, sending it again with the same one cannot store it twice.',
      );
    case 'blocked':
      throw conversationBusy();
    case 'not_participant':
      if (receiverId === undefined) throw conversationNotFound();
      throw new ProblemError('user.not_found', 'There is no user with this id.');
    case 'closed':
      throw new ProblemError(
        'conversation.closed',
        'The account of the other person was deleted: no more messages can be sent to this conversation.',
      );
    case 'reply_missing':
      throw new ProblemError('message.reply_not_found', 'The message to reply to does not exist in this conversation.');
  }
}

function isFirstMessage(message: NewMessage, outcome: SendOutcome): message is NewDirectMessage {
  return outcome.kind === 'not_participant' && message.receiverId !== undefined;
}
