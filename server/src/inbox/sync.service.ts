import { Injectable } from '@nestjs/common';
import { MessagePageQuery } from '@smart-hub/contract/messages';
import type { ConversationChanges, SyncPage, SyncRequest } from '@smart-hub/contract/sync';
import { MessagesService } from '../messages/messages.service.js';
import type { Actor } from '../platform/http/identity.js';
import { participantsOf, toConversation } from './conversation.mapper.js';
import { InboxStore, type ChangedRow, type PositionsRow } from './inbox.store.js';

/** How much one page carries. */
const PAGE = { conversations: 50, messages: 500 };
/** A client that is further behind than this loads the newest page in the place of all that it missed. */
const RESET_AFTER = 1000;

/**
 * Tells a client what it missed: the current state of every row that changed after the revisions that it has.
 *
 * Invariants: whoever applies page after page until there is no more, and every event since the socket
 * connected, sees what the tables say. A page may be newer than it says, never older.
 */
@Injectable()
export class SyncService {
  constructor(
    private readonly store: InboxStore,
    private readonly messages: MessagesService,
  ) {}

  async page(actor: Actor, { conversations }: SyncRequest): Promise<SyncPage> {
    const known = Object.keys(conversations);
    const rows = await this.store.changed(actor.id, conversations, PAGE.conversations + 1);
    const { changes, cut } = await this.changes(actor, rows.slice(0, PAGE.conversations));
    const more = cut || rows.length > PAGE.conversations;
    return {
      changes,
      removed: known.length > 0 ? await this.store.notMine(actor.id, known) : [],
      positions: more ? [] : (await this.store.positions(actor.id)).map(toPositions),
      totalUnread: await this.store.totalUnread(actor.id),
      more,
    };
  }

  /** The changes of these conversations, as many as a page takes; `cut` when there are more. */
  private async changes(actor: Actor, rows: ChangedRow[]): Promise<{ changes: ConversationChanges[]; cut: boolean }> {
    const changes: ConversationChanges[] = [];
    let room = PAGE.messages;
    for (const row of rows) {
      if (room <= 0) return { changes, cut: true };
      const change = await this.changesOf(actor, row, room);
      changes.push(change);
      room -= change.messages.length;
      if (change.rev < row.last_rev) return { changes, cut: true };
    }
    return { changes, cut: false };
  }

  private async changesOf(actor: Actor, row: ChangedRow, room: number): Promise<ConversationChanges> {
    const { conversation_id: conversationId, known_rev: rev, last_rev: lastRev, last_seq: lastSeq } = row;
    const conversation = toConversation(row);
    // A client that is ahead knows a database that is gone: it was restored from an older backup.
    if (rev > lastRev || lastRev - rev > RESET_AFTER) {
      const newest = await this.messages.list(actor, conversationId, MessagePageQuery.parse({}));
      return { conversation, rev: Math.max(lastRev, ...revsOf(newest.items)), messages: newest.items, reset: true };
    }
    const messages = await this.messages.changedSince({ conversationId, rev, lastSeq, lastRev, limit: room });
    const reached = messages.at(-1)?.rev ?? lastRev;
    return { conversation, rev: messages.length < room ? Math.max(lastRev, reached) : reached, messages, reset: false };
  }
}

function revsOf(messages: { rev: number }[]): number[] {
  return messages.map(({ rev }) => rev);
}

function toPositions(row: PositionsRow): SyncPage['positions'][number] {
  return { conversationId: row.conversation_id, unread: row.unread, participants: participantsOf(row) };
}
