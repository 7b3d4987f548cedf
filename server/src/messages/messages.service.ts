import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Message, MessagePageQuery, SendMessage, SentMessage } from '@smart-hub/contract/messages';
import { directConversationId } from '../conversations/direct-conversation-id.js';
import { conversationNotFound, ConversationsService } from '../conversations/conversations.service.js';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Publisher } from '../realtime/publisher.js';
import type { Place } from '../realtime/sequencer.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { TypingService } from '../typing/typing.service.js';
import { Doubt } from './doubt.js';
import { Lanes } from './lanes.js';
import { newMessageId } from './message-id.js';
import { toMessage, type Said } from './message.mapper.js';
import { MessagesStore, type ChangesSince, type DirectDraft, type Draft, type Outcome } from './messages.store.js';
import { linksOf } from './page-links.js';

/**
 * Two groups on their way keep PostgreSQL busy while Node reads and tells one of them. Two small ones cost more than one
 * larger: so the second goes only when as many as half a group wait for it.
 */
const LIMITS = { lanes: 2, group: 64, overlap: 32, queue: 10_000 };
/** Many rows in one go would hold up everything else while they are read. */
const TRANSCRIPT_PAGE = 200;

/**
 * Owns what is said.
 *
 * What holds for ever: a message is acknowledged and published after its commit, never before; `seq` counts 1, 2, 3 in
 * every conversation, and is published in that order; a `clientMessageId` is stored once. Who takes part is
 * `conversations`', how a conversation is shown is `inbox`'s.
 */
@Injectable()
export class MessagesService implements OnApplicationShutdown {
  private readonly lanes = new Lanes<Draft, Outcome>(
    LIMITS,
    (drafts) => this.insert(drafts),
    (outcomes) => this.publish(outcomes),
  );
  private readonly doubt = new Doubt();

  constructor(
    private readonly store: MessagesStore,
    private readonly conversations: ConversationsService,
    private readonly publisher: Publisher,
    private readonly receipts: ReceiptsService,
    private readonly typing: TypingService,
  ) {}

  /** What was taken is stored, and told on other nodes, though its sender has been let go. */
  onApplicationShutdown(): Promise<void> {
    return this.lanes.idle();
  }

  /**
   * Stores a message and tells everyone it is for.
   *
   * @throws ProblemError `message.to_oneself`, `user.not_found`, `conversation.not_found`, `message.reply_not_found`,
   *   `server.overloaded`
   */
  async send(actor: Actor, message: SendMessage): Promise<SentMessage> {
    const { receiverId } = message;
    if (receiverId === actor.id)
      throw new ProblemError('message.to_oneself', 'A message needs another person: this id is your own.');
    if (this.lanes.full)
      throw new ProblemError('server.overloaded', 'More is being sent than can be stored: try again in a moment.');
    const draft = toDraft(actor, message);
    return sentMessage(await this.lanes.add(draft.conversationId, draft), message);
  }

  /** A page of a conversation's messages, ascending; the newest unless a place is asked for. */
  async list(actor: Actor, conversationId: string, place: MessagePageQuery): Promise<Page<Message>> {
    const { lastSeq } = await this.conversations.requireParticipant(actor, conversationId);
    const rows = await this.rowsOf(conversationId, await this.located(conversationId, place));
    return new Page(rows.map(toMessage), linksOf(rows, place, lastSeq));
  }

  /** A direct conversation is made when its first message finds none: in its lane, so that the order stays. */
  private async insert(drafts: Draft[]): Promise<Outcome[]> {
    const outcomes = await this.store.insert(drafts);
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
      // The rest of the group is committed: only these have failed.
      return drafts.map(() => ({ kind: 'failed', error }));
    }
  }

  private publish(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) if (outcome.kind === 'stored') this.tell(outcome);
    if (this.doubt.isOverWith(outcomes)) this.publisher.allCatchUp();
  }

  private tell({ row, participants, senderWasBehind, pause }: Extract<Outcome, { kind: 'stored' }>): void {
    const message = toMessage(row);
    const { sender, conversation } = message;
    const others = participants.filter((id) => id !== sender.id);
    const place: Place = { stream: conversation.id, at: message.rev, kind: 'next', pause };
    this.publisher.toUsers([sender.id], 'message_sent', message, place);
    this.publisher.toUsers(others, 'new_message', message, place);
    this.typing.sent(sender.id, conversation.id, participants);
    this.receipts.unreadChanged(senderWasBehind ? participants : others, conversation.id);
  }

  /** The messages of a conversation that changed after a revision, by revision. */
  async changedSince(place: ChangesSince): Promise<Message[]> {
    return (await this.store.changedSince(place)).map(toMessage);
  }

  /**
   * The newest messages of a conversation, ascending, for who has checked who asks; and how many older there are.
   *
   * @param most once there are so many characters, no further page is read
   */
  async transcript(
    conversationId: string,
    most: { readonly messages: number; readonly characters: number },
  ): Promise<{ messages: Said[]; older: number }> {
    const pages: Said[][] = [];
    let upTo: number | undefined;
    let characters = 0;
    for (let left = most.messages; left > 0 && characters < most.characters; left -= TRANSCRIPT_PAGE) {
      const page = await this.store.said(conversationId, { upTo, limit: Math.min(left, TRANSCRIPT_PAGE) });
      if (page.length === 0) break;
      pages.unshift(page);
      upTo = page[0]!.seq - 1;
      characters += page.reduce((sum, { text }) => sum + text.length, 0);
    }
    return { messages: pages.flat(), older: upTo ?? 0 };
  }

  /** A message's place in the place of the message. */
  private async located(conversationId: string, place: MessagePageQuery): Promise<MessagePageQuery> {
    if (place.aroundMessage === undefined) return place;
    const around = await this.store.seqOf(conversationId, place.aroundMessage);
    if (around === undefined) throw new ProblemError('message.not_found', 'There is no such message here.');
    return { ...place, around };
  }

  private async rowsOf(conversationId: string, { before, after, around, limit }: MessagePageQuery) {
    if (before !== undefined) return this.store.page(conversationId, { upTo: before - 1, limit });
    if (around === undefined) return this.store.page(conversationId, { after, limit });
    const older = await this.store.page(conversationId, { upTo: around, limit: Math.ceil((limit + 1) / 2) });
    if (older.length === limit) return older;
    const newer = await this.store.page(conversationId, { after: around, limit: limit - older.length });
    return [...older, ...newer];
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
    case 'not_participant':
      if (receiverId === undefined) throw conversationNotFound();
      throw new ProblemError('user.not_found', 'There is no user with this id.');
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
