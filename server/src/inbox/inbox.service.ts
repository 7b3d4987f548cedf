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
import { fitting } from '../platform/http/json-size.js';
import { ownTurn } from '../platform/turns.js';
import { Page } from '../platform/http/page.js';
import { conversationBytes, toConversation } from './conversation.mapper.js';
import { InboxStore } from './inbox.store.js';

/**
 * Puts together what a person sees: their conversations, one of them opened.
 *
 * It owns nothing and changes nothing; it reads across the features that do.
 */
@Injectable()
export class InboxService {
  constructor(
    private readonly store: InboxStore,
    private readonly messages: MessagesService,
    private readonly insights: InsightsService,
  ) {}

  async conversations(actor: Actor, { before, limit }: ConversationPageQuery): Promise<Page<Conversation>> {
    const rows = await this.store.conversations(actor.id, before ?? null, limit, CONVERSATION_PAGE_BYTES);
    await ownTurn();
    const { fit } = fitting(rows, CONVERSATION_PAGE_BYTES, conversationBytes);
    const last = fit.length === limit || fit.length < rows.length ? fit.at(-1) : undefined;
    return new Page(fit.map(toConversation), last ? { next: { before: last.conversation_id } } : {});
  }

  /** @throws ProblemError `conversation.not_found` */
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
