import { Injectable } from '@nestjs/common';
import {
  CONVERSATION_PAGE_BYTES,
  type Conversation,
  type ConversationPageQuery,
  type OpenedConversation,
} from '@smart-hub/contract/conversations';
import { MessagePageQuery } from '@smart-hub/contract/messages';
import { conversationNotFound } from '../conversations/conversations.service.js';
import { InsightsService } from '../insights/insights.service.js';
import { MessagesService } from '../messages/messages.service.js';
import type { Actor } from '../platform/http/identity.js';
import { itemsThatFit } from '../platform/http/json-size.js';
import { yieldToEventLoop } from '../platform/yield-to-event-loop.js';
import { Page } from '../platform/http/page.js';
import { conversationBytes, toConversation } from './conversation.mapper.js';
import { InboxStore } from './inbox.store.js';

/**
 * Composes what a user sees: the list of their conversations, and one conversation with its messages and insight.
 *
 * It owns and changes no data. It reads the data of several features.
 */
@Injectable()
export class InboxService {
  constructor(
    private readonly store: InboxStore,
    private readonly messages: MessagesService,
    private readonly insights: InsightsService,
  ) {}

  /** Returns a page of the conversations of the user, most recently active first. */
  async conversations(actor: Actor, { before, limit }: ConversationPageQuery): Promise<Page<Conversation>> {
    const rows = await this.store.conversations(actor.id, before ?? null, limit, CONVERSATION_PAGE_BYTES);
    await yieldToEventLoop();
    const { fit } = itemsThatFit(rows, CONVERSATION_PAGE_BYTES, conversationBytes);
    const last = fit.length === limit || fit.length < rows.length ? fit.at(-1) : undefined;
    return new Page(fit.map(toConversation), last ? { next: { before: last.conversation_id } } : {});
  }

  /** Returns a conversation with its newest messages and its insight. @throws ProblemError `conversation.not_found` */
  async open(actor: Actor, conversationId: string): Promise<OpenedConversation> {
    const row = await this.store.conversation(actor.id, conversationId);
    if (!row) throw conversationNotFound();
    const [messages, insight] = await Promise.all([
      this.messages.list(actor, conversationId, MessagePageQuery.parse({})),
      this.insights.find(actor, conversationId),
    ]);
    const { lastMessage: _, ...conversation } = toConversation(row);
    return { ...conversation, messages: messages.items, insight };
  }
}
