import { Injectable } from '@nestjs/common';
import { PAGE_BYTES } from '@smart-hub/contract/messages';
import { MAX_CONVERSATIONS, type ConversationChanges, type SyncPage, type SyncRequest } from '@smart-hub/contract/sync';
import { MessagesService } from '../messages/messages.service.js';
import type { Actor } from '../platform/http/identity.js';
import { toPersonProfile } from '../users/user.mapper.js';
import { conversationBytes, toParticipantPositions, toConversation } from './conversation.mapper.js';
import { PeopleStore } from './people.store.js';
import { InboxStore, type ChangedConversationRow, type PositionsRow } from './inbox.store.js';

/** The maximum number of conversations and messages on one page, and its maximum size in JSON. */
const PAGE_LIMITS = { conversations: 50, messages: 500, bytes: PAGE_BYTES };
/**
 * If a page has fewer bytes left for the messages of a conversation, the conversation is left for the next page. Any
 * message fits in this size.
 */
const MIN_MESSAGE_BYTES = 64_000;
/** The maximum size in JSON, in bytes, of a `ConversationChanges` object without its conversation and messages. */
const CHANGES_OVERHEAD_BYTES = 100;
/**
 * A client that has missed more revisions of a conversation than this gets the newest page of messages instead of all
 * changes.
 */
const RESET_AFTER_REVISIONS = 1000;

/** The messages and bytes that a page can still take. */
interface PageBudget {
  readonly messages: number;
  readonly bytes: number;
}

/** The changes of one conversation on a page, and the size of the messages in them in JSON. */
interface SizedChange {
  readonly change: ConversationChanges;
  readonly bytes: number;
  /** Whether the conversation has more changes, which the next page returns. */
  readonly hasMore: boolean;
}

/**
 * Returns what a client missed: the current state of every row that changed after the revisions that the client has.
 *
 * Invariants: a client that applies all pages, and all events since its socket connected, has the state of the tables.
 * The state on a page can be newer than the revisions on the page, but never older.
 */
@Injectable()
export class SyncService {
  constructor(
    private readonly store: InboxStore,
    private readonly people: PeopleStore,
    private readonly messages: MessagesService,
  ) {}

  /**
   * Returns one page of changes. The last page also has the read and delivered positions, and the people whose profiles
   * have changed.
   */
  async page(actor: Actor, { conversations, peopleSince }: SyncRequest): Promise<SyncPage> {
    const known = Object.keys(conversations);
    const rows = await this.store.changedConversations(
      actor.id,
      conversations,
      PAGE_LIMITS.conversations + 1,
      PAGE_LIMITS.bytes,
    );
    const { changes, hasMore } = await this.changes(actor, rows.slice(0, PAGE_LIMITS.conversations));
    const more = hasMore || rows.length > PAGE_LIMITS.conversations;
    return {
      changes,
      removed: known.length > 0 ? await this.store.withoutMembership(actor.id, known) : [],
      positions: more ? [] : (await this.store.recentPositions(actor.id, MAX_CONVERSATIONS)).map(toPositions),
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
   * Returns the changes of these conversations, as many as fit on a page. If the statement that listed the
   * conversations stopped at the byte limit, their newest messages alone exceed the size of a page, so `hasMore` is
   * true in that case, too.
   */
  private async changes(
    actor: Actor,
    rows: ChangedConversationRow[],
  ): Promise<{ changes: ConversationChanges[]; hasMore: boolean }> {
    const changes: ConversationChanges[] = [];
    let budget: PageBudget = PAGE_LIMITS;
    for (const row of rows) {
      const bytes = budget.bytes - conversationBytes(row) - CHANGES_OVERHEAD_BYTES;
      if (changes.length > 0 && (budget.messages <= 0 || bytes < MIN_MESSAGE_BYTES)) return { changes, hasMore: true };
      const sized = await this.changesOfConversation(actor, row, { ...budget, bytes });
      changes.push(sized.change);
      if (sized.hasMore) return { changes, hasMore: true };
      budget = { messages: budget.messages - sized.change.messages.length, bytes: bytes - sized.bytes };
    }
    return { changes, hasMore: false };
  }

  private async changesOfConversation(
    actor: Actor,
    row: ChangedConversationRow,
    budget: PageBudget,
  ): Promise<SizedChange> {
    const { conversation_id: conversationId, known_rev: rev, last_rev: lastRev, last_seq: lastSeq } = row;
    // The client has a higher revision than the database if the database was restored from an older backup.
    if (rev > lastRev || lastRev - rev > RESET_AFTER_REVISIONS) return this.resetConversation(actor, row, budget);
    const query = {
      viewerId: actor.id,
      conversationId,
      rev,
      lastSeq,
      lastRev,
      limit: budget.messages,
      bytes: budget.bytes,
    };
    const { messages, bytes, hasMore } = await this.messages.changedSince(query);
    const lastRevOnPage = messages.at(-1)?.rev ?? lastRev;
    const change = { rev: hasMore ? lastRevOnPage : Math.max(lastRev, lastRevOnPage), messages, reset: false };
    return { change: { conversation: toConversation(row), ...change }, bytes, hasMore };
  }

  private async resetConversation(actor: Actor, row: ChangedConversationRow, budget: PageBudget): Promise<SizedChange> {
    const { messages, bytes } = await this.messages.newestPage(actor, row.conversation_id, budget.bytes);
    const change = { rev: Math.max(row.last_rev, ...revsOf(messages)), messages, reset: true };
    return { change: { conversation: toConversation(row), ...change }, bytes, hasMore: false };
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
    participants: toParticipantPositions(row),
  };
}
