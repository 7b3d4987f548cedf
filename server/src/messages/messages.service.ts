import { Injectable } from '@nestjs/common';
import { MessagePageQuery, PAGE_BYTES, type Message } from '@smart-hub/contract/messages';
import { ConversationsService } from '../conversations/conversations.service.js';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { toMessage, type MessageRow, type TranscriptLine } from './message.mapper.js';
import { MessagesStore, type ChangesQuery } from './messages.store.js';
import { pageLinks } from './page-links.js';

/** How many rows one query of a transcript reads. Many more rows at once would block the event loop. */
const TRANSCRIPT_PAGE_SIZE = 200;

/** Messages and an upper bound of their size in JSON, in bytes. */
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

  /**
   * Returns a page of a conversation's messages, in ascending order: the newest page, unless `query` names a position.
   *
   * @throws ProblemError `conversation.not_found`, `message.not_found`
   */
  async list(actor: Actor, conversationId: string, query: MessagePageQuery): Promise<Page<Message>> {
    const { lastSeq } = await this.conversations.requireParticipant(actor, conversationId);
    const rows = await this.readRows(actor.id, conversationId, await this.resolvePosition(conversationId, query));
    return new Page(rows.map(toMessage), pageLinks(rows, query, lastSeq));
  }

  /**
   * Returns the newest page of a conversation, in ascending order. Does not check that the actor is a participant: the
   * caller must have done so.
   *
   * @param maxBytes the maximum size of the page in JSON, in bytes
   */
  async newestPage(actor: Actor, conversationId: string, maxBytes: number): Promise<SizedMessages> {
    const range = { ...MessagePageQuery.parse({}), bytes: maxBytes };
    const { rows, bytes } = await this.store.page(actor.id, conversationId, range);
    return { messages: rows.map(toMessage), bytes };
  }

  /**
   * Returns the messages of a conversation that changed after a revision, in order of revision. Does not check that the
   * viewer is a participant.
   */
  async changedSince(query: ChangesQuery): Promise<SizedMessages & { readonly hasMore: boolean }> {
    const { rows, bytes, hasMore } = await this.store.changedSince(query);
    return { messages: rows.map(toMessage), bytes, hasMore };
  }

  /**
   * Returns the newest messages of a conversation, in ascending order, and the number of older ones. Does not check
   * that the reader is a participant: the caller must have done so.
   *
   * @param limits `messages`: the maximum number of messages. `characters`: once the messages that were read have this
   *   many characters, no further page is read, so the result can be longer by one page.
   */
  async transcript(
    conversationId: string,
    limits: { readonly messages: number; readonly characters: number },
  ): Promise<{ messages: TranscriptLine[]; older: number }> {
    const pages: TranscriptLine[][] = [];
    let upTo: number | undefined;
    let characters = 0;
    for (
      let remaining = limits.messages;
      remaining > 0 && characters < limits.characters;
      remaining -= TRANSCRIPT_PAGE_SIZE
    ) {
      const page = await this.store.transcript(conversationId, {
        upTo,
        limit: Math.min(remaining, TRANSCRIPT_PAGE_SIZE),
      });
      if (page.length === 0) break;
      pages.unshift(page);
      upTo = page[0]!.seq - 1;
      characters += page.reduce((sum, { text }) => sum + text.length, 0);
    }
    return { messages: pages.flat(), older: upTo ?? 0 };
  }

  /** Replaces `aroundMessage` (an id) by `around` (its seq). @throws ProblemError `message.not_found` */
  private async resolvePosition(conversationId: string, query: MessagePageQuery): Promise<MessagePageQuery> {
    if (query.aroundMessage === undefined) return query;
    const around = await this.store.seqOf(conversationId, query.aroundMessage);
    if (around === undefined) throw new ProblemError('message.not_found', 'There is no such message here.');
    return { ...query, around };
  }

  private async readRows(viewerId: string, conversationId: string, query: MessagePageQuery): Promise<MessageRow[]> {
    const { before, after, around, limit } = query;
    if (around !== undefined) return this.readRowsAround(viewerId, conversationId, around, limit);
    const range = before === undefined ? { after, limit } : { upTo: before - 1, limit };
    return (await this.store.page(viewerId, conversationId, range)).rows;
  }

  /** Fills half of the page with the message at `around` and older messages, and the rest with newer messages. */
  private async readRowsAround(
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
