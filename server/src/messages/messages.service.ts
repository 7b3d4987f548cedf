import { Injectable } from '@nestjs/common';
import { MessagePageQuery, PAGE_BYTES, type Message } from '@smart-hub/contract/messages';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { toMessage, type MessageRow, type Said } from './message.mapper.js';
import { MessagesStore, type ChangesSince } from './messages.store.js';
import { linksOf } from './page-links.js';

/** Many rows in one go would hold up everything else while they are read. */
const TRANSCRIPT_PAGE = 200;

/** Some messages, and how large they are in JSON, in bytes. */
interface SizedMessages {
  readonly messages: Message[];
  readonly bytes: number;
}

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
    const rows = await this.rowsOf(actor.id, conversationId, await this.located(conversationId, place));
    return new Page(rows.map(toMessage), linksOf(rows, place, lastSeq));
  }

  /**
   * The newest page of a conversation, ascending, for who has checked that the actor may see it.
   *
   * @param most how large it may be in JSON, in bytes
   */
  async newest(actor: Actor, conversationId: string, most: number): Promise<SizedMessages> {
    const range = { ...MessagePageQuery.parse({}), bytes: most };
    const { rows, bytes } = await this.store.page(actor.id, conversationId, range);
    return { messages: rows.map(toMessage), bytes };
  }

  /** The messages of a conversation that changed after a revision, by revision; `isCut` when there are more. */
  async changedSince(place: ChangesSince): Promise<SizedMessages & { readonly isCut: boolean }> {
    const { rows, bytes, isCut } = await this.store.changedSince(place);
    return { messages: rows.map(toMessage), bytes, isCut };
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

  private async rowsOf(viewerId: string, conversationId: string, place: MessagePageQuery): Promise<MessageRow[]> {
    const { before, after, around, limit } = place;
    if (around !== undefined) return this.rowsAround(viewerId, conversationId, around, limit);
    const range = before === undefined ? { after, limit } : { upTo: before - 1, limit };
    return (await this.store.page(viewerId, conversationId, range)).rows;
  }

  /** Half of the page for what is older, the message itself included; the rest for what is newer. */
  private async rowsAround(
    viewerId: string,
    conversationId: string,
    around: number,
    limit: number,
  ): Promise<MessageRow[]> {
    const half = { limit: Math.ceil((limit + 1) / 2), bytes: PAGE_BYTES / 2 };
    const older = await this.store.page(viewerId, conversationId, { upTo: around, ...half });
    if (older.rows.length === limit) return older.rows;
    const rest = { limit: limit - older.rows.length, bytes: PAGE_BYTES - older.bytes };
    const newer = await this.store.page(viewerId, conversationId, { after: around, ...rest });
    return [...older.rows, ...newer.rows];
  }
}
