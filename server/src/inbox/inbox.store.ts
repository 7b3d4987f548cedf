import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { MESSAGE_ROW_NAMES, messageColumns, type MessageRow } from '../messages/message.mapper.js';
import { shownOnlineTo } from '../users/user.mapper.js';

/**
 * The read and delivered positions in a direct conversation, as one participant may see them: of the other participant,
 * only the positions that are shown to others.
 */
export interface PositionsRow {
  readonly conversation_id: string;
  readonly last_seq: number;
  /** The number of messages of the other participant after `own_read_seq`. */
  readonly unread: number;
  readonly own_id: string;
  readonly own_read_seq: number;
  readonly own_delivered_seq: number;
  readonly user_id: string;
  readonly user_read_seq: number;
  readonly user_delivered_seq: number;
}

/** A direct conversation as one participant sees it, with its newest message. `user_*` is the other participant. */
export interface ConversationRow extends MessageRow, PositionsRow {
  readonly user_name: string;
  readonly user_online: boolean;
  readonly user_erased_at: Date | null;
  readonly user_handle: string | null;
  readonly user_color: number | null;
  readonly user_created_at: Date;
  readonly user_changed_at: Date | null;
  readonly last_rev: number;
  readonly last_activity_at: Date;
}

/**
 * A conversation that changed after the revision that the client has. `known_rev` is that revision; 0 if the client
 * does not have the conversation.
 */
export interface ChangedConversationRow extends ConversationRow {
  readonly known_rev: number;
}

/** The revision that a client has of each conversation, by conversation id. */
export type KnownRevisions = Readonly<Record<string, number>>;

/**
 * Reads conversations with the data of several features. Only this store and `PeopleStore` join tables of other
 * features.
 */
@Injectable()
export class InboxStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns a page of a user's conversations, most recently active first.
   *
   * @param before the last conversation of the previous page; null for the first page
   * @param bytes the page ends with the conversation whose newest message makes the newest messages of the page exceed
   *   this size
   */
  conversations(userId: string, before: string | null, limit: number, bytes: number): Promise<ConversationRow[]> {
    return this.sql.rows<ConversationRow>(CONVERSATION_PAGE, [userId, before, limit, bytes]);
  }

  async conversation(userId: string, id: string): Promise<ConversationRow | undefined> {
    const [row] = await this.sql.rows<ConversationRow>(
      conversationSelect(`select ${OWN_COLUMNS} ${FROM_OWN_CONVERSATIONS} where mine.user_id = $1 and c.id = $2`),
      [userId, id],
    );
    return row;
  }

  /**
   * Returns the conversations that changed since the client read them, most recently active first.
   *
   * @param bytes as in {@link conversations}
   */
  changedConversations(
    userId: string,
    known: KnownRevisions,
    limit: number,
    bytes: number,
  ): Promise<ChangedConversationRow[]> {
    return this.sql.prepared<ChangedConversationRow>('sync_changed', CONVERSATIONS_CHANGED, [
      userId,
      known,
      limit,
      bytes,
    ]);
  }

  /** Returns the members of `ids` that are ids of conversations in which the user is no participant. */
  async withoutMembership(userId: string, ids: string[]): Promise<string[]> {
    const rows = await this.sql.prepared<{ id: string }>(
      'sync_not_mine',
      `select known.id from unnest($2::uuid[]) as known (id)
        where not exists (select from participants p where p.conversation_id = known.id and p.user_id = $1)`,
      [userId, ids],
    );
    return rows.map((row) => row.id);
  }

  /** Returns the positions of all participants in a user's most recently active conversations. */
  recentPositions(userId: string, limit: number): Promise<PositionsRow[]> {
    return this.sql.prepared<PositionsRow>(
      'sync_positions',
      `select own.id as conversation_id, own.last_seq, ${POSITION_COLUMNS}
         from (select ${OWN_COLUMNS} ${FROM_OWN_CONVERSATIONS} where mine.user_id = $1 order by c.last_activity_at desc, c.id desc limit $2) own
         ${JOIN_OTHER_PARTICIPANT}`,
      [userId, limit],
    );
  }

  async totalUnread(userId: string): Promise<number> {
    const [row] = await this.sql.prepared<{ total: number }>(
      'sync_total_unread',
      `select coalesce(sum(c.last_seq - p.sent_count - p.read_count), 0)::integer as total
         from participants p join conversations c on c.id = p.conversation_id
        where p.user_id = $1`,
      [userId],
    );
    return row!.total;
  }
}

const OWN_COLUMNS = `c.id, c.last_seq, c.last_rev, c.last_activity_at, mine.user_id, mine.read_seq, mine.delivered_seq,
  c.last_seq - mine.sent_count - mine.read_count as unread`;
const FROM_OWN_CONVERSATIONS = `from participants mine
         join conversations c on c.id = mine.conversation_id and c.kind = 'direct' and c.last_seq > 0`;
const JOIN_OTHER_PARTICIPANT = `join participants other on other.conversation_id = own.id and other.user_id <> own.user_id`;
const POSITION_COLUMNS = `own.unread,
       own.user_id as own_id, own.read_seq as own_read_seq, own.delivered_seq as own_delivered_seq,
       other.user_id, other.read_seq_shown as user_read_seq, other.delivered_seq as user_delivered_seq`;

/** SQL: the names that {@link POSITION_COLUMNS} have in the result of a query. */
const POSITION_ROW_NAMES = `unread, own_id, own_read_seq, own_delivered_seq, user_id, user_read_seq, user_delivered_seq`;

/**
 * SQL: conversations as a user sees them. The conversations are selected first, from two tables only. The other
 * participant, the newest message and its sender are then looked up for these conversations alone.
 *
 * @param page a `select` of {@link OWN_COLUMNS}, for the user `$1`
 */
const conversationSelect = (page: string, extraColumns = '') => `
  with own as materialized (${page})
  select ${messageColumns(shownOnlineTo('$1', 'u'))}, own.last_seq, own.last_rev, own.last_activity_at, ${POSITION_COLUMNS},
       peer.name as user_name, ${shownOnlineTo('$1', 'peer')} as user_online, peer.erased_at as user_erased_at,
       peer.handle as user_handle, peer.color as user_color, peer.created_at as user_created_at,
       peer.profile_changed_at as user_changed_at ${extraColumns}
    from own
    ${JOIN_OTHER_PARTICIPANT}
    join users peer on peer.id = other.user_id
    join messages m on m.conversation_id = own.id and m.seq = own.last_seq
    join users u on u.id = m.sender_id
   order by own.last_activity_at desc, own.id desc`;

/**
 * SQL: the first conversations of a page, up to and including the conversation with which their newest messages exceed
 * `$4` bytes. PostgreSQL knows the length of a message without reading it.
 */
const conversationsWithinBytes = (page: string, extraColumns = '') => `
  select ${MESSAGE_ROW_NAMES}, last_seq, last_rev, last_activity_at, ${POSITION_ROW_NAMES}, user_name, user_online, user_erased_at,
       user_handle, user_color, user_created_at, user_changed_at ${extraColumns}
    from (${conversationSelect(
      page,
      `${extraColumns}, sum(octet_length(m.content)) over (order by own.last_activity_at desc, own.id desc
       rows between unbounded preceding and 1 preceding) as preceding`,
    )}) page
   where (preceding <= $4) is not false
   order by last_activity_at desc, conversation_id desc`;

/** SQL: a page of the conversations of the user `$1`, after the conversation `$2` if it is not null. */
export const CONVERSATION_PAGE = conversationsWithinBytes(`
  select ${OWN_COLUMNS} ${FROM_OWN_CONVERSATIONS}
   where mine.user_id = $1
     and ($2::uuid is null or (c.last_activity_at, c.id) < (
           select b.last_activity_at, b.id from conversations b
             join participants bp on bp.conversation_id = b.id and bp.user_id = $1
            where b.id = $2))
   order by c.last_activity_at desc, c.id desc
   limit $3`);

/**
 * SQL: the conversations of the user `$1` whose revisions differ from those in `$2`. The known revision is looked up
 * for each conversation instead of joined, because a statement that runs this often must not build hash tables.
 */
export const CONVERSATIONS_CHANGED = conversationsWithinBytes(
  `
  select ${OWN_COLUMNS}, known.rev as known_rev ${FROM_OWN_CONVERSATIONS}
   cross join lateral (select coalesce(($2::jsonb ->> c.id::text)::integer, 0) as rev) known
   where mine.user_id = $1 and c.last_rev <> known.rev
   order by c.last_activity_at desc, c.id desc
   limit $3`,
  ', known_rev',
);
