import { Injectable } from '@nestjs/common';
import type { Message, MessagePageQuery } from '@smart-hub/contract/messages';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { toMessage, type Said } from './message.mapper.js';
import { MessagesStore, type ChangesSince } from './messages.store.js';
import { linksOf } from './page-links.js';

/** Many rows in one go would hold up everything else while they are read. */
const TRANSCRIPT_PAGE = 200;

/** Reads the messages of conversations. `SendsService` writes them. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly store: MessagesStore,
    private readonly conversations: ConversationsService,
  ) {}

  /** A page of a conversation's messages, ascending; the newest unless a place is asked for. */
  async list(actor: Actor, conversationId: string, place: MessagePageQuery): Promise<Page<Message>> {
    const { lastSeq } = await this.conversations.requireParticipant(actor, conversationId);
    const rows = await this.rowsOf(conversationId, await this.located(conversationId, place));
    return new Page(rows.map(toMessage), linksOf(rows, place, lastSeq));
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
