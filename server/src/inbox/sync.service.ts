import { Injectable } from '@nestjs/common';
import { PAGE_BYTES } from '@smart-hub/contract/messages';
import { MAX_CONVERSATIONS, type ConversationChanges, type SyncPage, type SyncRequest } from '@smart-hub/contract/sync';
import { MessagesService } from '../messages/messages.service.js';
import type { Actor } from '../platform/http/identity.js';
import { toPersonProfile } from '../users/user.mapper.js';
import { conversationBytes, participantsOf, toConversation } from './conversation.mapper.js';
import { PeopleStore } from './people.store.js';
import { InboxStore, type ChangedRow, type PositionsRow } from './inbox.store.js';

/** How much one page carries. */
const PAGE = { conversations: 50, messages: 500, bytes: PAGE_BYTES };
/** With less room for its messages than this, in bytes, a conversation waits for the next page. Any message fits in. */
const LEAST_BYTES = 64_000;
/** What the changes of a conversation take in JSON beside it and its messages, at most, in bytes. */
const ENVELOPE_BYTES = 100;
/** A client that is further behind than this loads the newest page in the place of all that it missed. */
const RESET_AFTER = 1000;

/** What is left of a page. */
interface Room {
  readonly messages: number;
  readonly bytes: number;
}

/** What of a conversation a page carries; `isCut` when there are more of its changes. */
interface Part {
  readonly change: ConversationChanges;
  readonly bytes: number;
  readonly isCut: boolean;
}

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
    private readonly people: PeopleStore,
    private readonly messages: MessagesService,
  ) {}

  async page(actor: Actor, { conversations, peopleSince }: SyncRequest): Promise<SyncPage> {
    const known = Object.keys(conversations);
    const rows = await this.store.changed(actor.id, conversations, PAGE.conversations + 1, PAGE.bytes);
    const { changes, isCut } = await this.changes(actor, rows.slice(0, PAGE.conversations));
    const more = isCut || rows.length > PAGE.conversations;
    return {
      changes,
      removed: known.length > 0 ? await this.store.notMine(actor.id, known) : [],
      positions: more ? [] : (await this.store.positions(actor.id, MAX_CONVERSATIONS)).map(toPositions),
      totalUnread: await this.store.totalUnread(actor.id),
      ...(!more && (await this.changedPeople(actor, peopleSince))),
      more,
    };
  }

  private async changedPeople(actor: Actor, since: string | undefined): Promise<Pick<SyncPage, 'people' | 'peopleAt'>> {
    const { at, people } = await this.people.changedSince(actor.id, since ?? null, MAX_CONVERSATIONS);
    return { people: people.map(toPersonProfile), peopleAt: at.toISOString() };
  }

  /**
   * The changes of these conversations, as many as a page takes; `isCut` when there are more. Where the list itself was
   * cut by bytes, its newest messages alone exceed the page.
   */
  private async changes(actor: Actor, rows: ChangedRow[]): Promise<{ changes: ConversationChanges[]; isCut: boolean }> {
    const changes: ConversationChanges[] = [];
    let room: Room = PAGE;
    for (const row of rows) {
      const bytes = room.bytes - conversationBytes(row) - ENVELOPE_BYTES;
      if (changes.length > 0 && (room.messages <= 0 || bytes < LEAST_BYTES)) return { changes, isCut: true };
      const part = await this.changesOf(actor, row, { ...room, bytes });
      changes.push(part.change);
      if (part.isCut) return { changes, isCut: true };
      room = { messages: room.messages - part.change.messages.length, bytes: bytes - part.bytes };
    }
    return { changes, isCut: false };
  }

  private async changesOf(actor: Actor, row: ChangedRow, room: Room): Promise<Part> {
    const { conversation_id: conversationId, known_rev: rev, last_rev: lastRev, last_seq: lastSeq } = row;
    // A client that is ahead knows a database that is gone: it was restored from an older backup.
    if (rev > lastRev || lastRev - rev > RESET_AFTER) return this.reset(actor, row, room);
    const place = {
      viewerId: actor.id,
      conversationId,
      rev,
      lastSeq,
      lastRev,
      limit: room.messages,
      bytes: room.bytes,
    };
    const { messages, bytes, isCut } = await this.messages.changedSince(place);
    const reached = messages.at(-1)?.rev ?? lastRev;
    const change = { rev: isCut ? reached : Math.max(lastRev, reached), messages, reset: false };
    return { change: { conversation: toConversation(row), ...change }, bytes, isCut };
  }

  private async reset(actor: Actor, row: ChangedRow, room: Room): Promise<Part> {
    const { messages, bytes } = await this.messages.newest(actor, row.conversation_id, room.bytes);
    const change = { rev: Math.max(row.last_rev, ...revsOf(messages)), messages, reset: true };
    return { change: { conversation: toConversation(row), ...change }, bytes, isCut: false };
  }
}

function revsOf(messages: { rev: number }[]): number[] {
  return messages.map(({ rev }) => rev);
}

function toPositions(row: PositionsRow): SyncPage['positions'][number] {
  return {
    conversationId: row.conversation_id,
    lastSeq: row.last_seq,
    unread: row.unread,
    participants: participantsOf(row),
  };
}
