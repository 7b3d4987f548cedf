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
import { caught, guarded, type Guard } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Publisher } from '../realtime/publisher.js';
import type { Place } from '../realtime/sequencer.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { TypingService } from '../typing/typing.service.js';
import { GroupQueue } from './group-queue.js';
import { newMessageId } from './message-id.js';
import { toMessage } from './message.mapper.js';
import { SendsStore, type DirectDraft, type Draft, type Outcome } from './sends.store.js';

/**
 * Two groups at once keep PostgreSQL busy while Node reads and publishes one of them. Two small ones cost more than one
 * larger: so the second starts only when half a group is ready. A group is stored within 20 ms at full load; after 50, on a
 * connection that is slow or silent, it delays no other. A blocked send is answered within 5 s, the last attempt included.
 */
const LIMITS = {
  groups: 2,
  connections: 4,
  slowMs: 50,
  group: 64,
  overlap: 32,
  queue: 10_000,
  retryMs: 100,
  blockedMs: 3500,
  waitMs: 5000,
};

/**
 * Stores messages and publishes them.
 *
 * Invariants: a message is acknowledged and published after its commit, never before; `seq` counts 1, 2, 3 in
 * every conversation, and messages are published in that order; a `clientMessageId` is stored once. A conversation that is
 * locked delays itself only.
 */
@Injectable()
export class SendsService implements OnApplicationShutdown {
  private readonly logger = new Logger(SendsService.name);
  private readonly guard: Guard;
  private readonly queue = new GroupQueue<Draft, Outcome>(LIMITS, {
    run: (drafts, isRetry) => this.insert(drafts, isRetry),
    isBlocked: ({ kind }) => kind === 'blocked',
    settle: (outcomes) => this.publish(outcomes),
    tooLate: () =>
      new ProblemError('database.unavailable', 'The database did not answer in time; nothing was stored. Try again.'),
  });

  constructor(
    private readonly store: SendsStore,
    private readonly conversations: ConversationsService,
    private readonly publisher: Publisher,
    private readonly receipts: ReceiptsService,
    private readonly typing: TypingService,
    counters: Counters,
  ) {
    this.guard = { counters, logger: this.logger };
  }

  /** What was accepted is stored, and published on other nodes, also when its sender has been disconnected. */
  async onApplicationShutdown(): Promise<void> {
    await this.queue.idle();
    this.store.stop();
  }

  /**
   * Stores a message and publishes it to every participant.
   *
   * @throws ProblemError `message.to_oneself`, `user.not_found`, `conversation.not_found`, `conversation.closed`,
   *   `message.reply_not_found`, `conversation.busy`, `server.overloaded`
   */
  async send(actor: Actor, message: SendMessage): Promise<SentMessage> {
    const { receiverId } = message;
    if (receiverId === actor.id)
      throw new ProblemError('message.to_oneself', 'A message needs another person: this id is your own.');
    if (this.queue.full)
      throw new ProblemError('server.overloaded', 'More is being sent than can be stored: try again in a moment.');
    const draft = toDraft(actor, message);
    return sentMessage(await this.queue.add(draft.conversationId, draft), message);
  }

  /** A direct conversation is created when its first message finds none: in its turn, so that the order stays. */
  private async insert(drafts: Draft[], isRetry: boolean): Promise<Outcome[]> {
    const outcomes = await (isRetry ? this.store.retry(drafts) : this.store.insert(drafts));
    const first = drafts.filter((draft, index) => isFirstMessage(draft, outcomes[index]!));
    if (first.length === 0) return outcomes;
    const later = await this.insertIntoNew(first);
    return outcomes.map((outcome, index) => (isFirstMessage(drafts[index]!, outcome) ? later.shift()! : outcome));
  }

  private async insertIntoNew(drafts: DirectDraft[]): Promise<Outcome[]> {
    try {
      await this.conversations.ensureDirect(drafts);
      return await this.store.insert(drafts);
    } catch (error) {
      // The rest of the group is committed: only these have failed, or have to be retried.
      if (refusalState(error) === LOCK_NOT_AVAILABLE) return this.insertBetweenUnlocked(drafts);
      return drafts.map(() => ({ kind: 'failed', error }));
    }
  }

  /** A user whose row is locked delays the first messages of nobody else. */
  private async insertBetweenUnlocked(drafts: DirectDraft[]): Promise<Outcome[]> {
    const userIds = new Set(drafts.flatMap(({ senderId, receiverId }) => [senderId, receiverId]));
    const locked = await this.conversations.lockedUsers([...userIds]).catch(() => userIds);
    const free = drafts.filter(({ senderId, receiverId }) => !locked.has(senderId) && !locked.has(receiverId));
    // When no user is locked, the lock has just been released, or it is one that this query cannot see.
    if (free.length === 0 || free.length === drafts.length) return drafts.map(() => ({ kind: 'blocked' }));
    const outcomes = await this.insertIntoNew(free);
    return drafts.map((draft) => (free.includes(draft) ? outcomes.shift()! : { kind: 'blocked' }));
  }

  private publish(outcomes: readonly Outcome[]): void {
    const unknown = new Map(
      outcomes.flatMap((outcome) => (outcome.kind === 'unknown' ? [[outcome.over, outcome.error]] : [])),
    );
    for (const [over, error] of unknown) {
      this.logger.error(error, 'It is not known whether messages are stored');
      // What the statement stored is not published, so every client is asked to catch up.
      void over.then(guarded(this.guard, 'Having clients catch up', () => this.publisher.allCatchUp()));
    }
    for (const outcome of outcomes) {
      if (outcome.kind !== 'stored') continue;
      try {
        this.publishOne(outcome);
      } catch (error) {
        // It is stored, as is the rest of the group.
        caught(this.guard, 'Publishing a message', error);
        this.publisher.catchUp(outcome.participants);
      }
    }
  }

  private publishOne({ row, participants, hiding, pause }: Extract<Outcome, { kind: 'stored' }>): void {
    const message = toMessage(row);
    const { sender, conversation } = message;
    const others = participants.filter((id) => id !== sender.id);
    const place: Place = { stream: conversation.id, at: message.rev, kind: 'next', pause };
    this.publisher.toUsers([sender.id], 'message_sent', message, place);
    const shown = hiding.length === 0 ? others : others.filter((id) => !hiding.includes(id));
    this.publisher.toUsers(shown, 'new_message', message, place);
    // Another event, and not another for each: an event is encoded once.
    if (hiding.length > 0)
      this.publisher.toUsers(hiding, 'new_message', { ...message, sender: { ...sender, online: false } }, place);
    this.typing.sent(sender.id, conversation.id, participants);
    this.receipts.unreadChanged(others, conversation.id);
  }
}

function toDraft(actor: Actor, { receiverId, conversationId, content, clientMessageId, replyTo }: SendMessage): Draft {
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

function sentMessage(outcome: Outcome, { receiverId }: SendMessage): SentMessage {
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
        'The database did not answer, so it is not known whether the message is stored. If it had a clientMessageId, sending it again with the same one cannot store it twice.',
      );
    case 'blocked':
      throw conversationBusy();
    case 'not_participant':
      if (receiverId === undefined) throw conversationNotFound();
      throw new ProblemError('user.not_found', 'There is no user with this id.');
    case 'closed':
      throw new ProblemError('conversation.closed', 'This account was deleted: nobody can write here any more.');
    case 'reply_missing':
      throw new ProblemError(
        'message.reply_not_found',
        'There is no message with this id in the conversation to reply to.',
      );
  }
}

function isFirstMessage(draft: Draft, outcome: Outcome): draft is DirectDraft {
  return outcome.kind === 'not_participant' && draft.receiverId !== undefined;
}
