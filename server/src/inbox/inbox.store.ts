import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { MESSAGE_NAMES, messageColumns, type MessageRow } from '../messages/message.mapper.js';
import { shownOnlineTo } from '../users/user.mapper.js';

/** How far its two people have come in a direct conversation, as one of them may see it: the other as far as they show. */
export interface PositionsRow {
  readonly conversation_id: string;
  readonly last_seq: number;
  /** How many messages of the other are after `own_read_seq`. */
  readonly unread: number;
  readonly own_id: string;
  readonly own_read_seq: number;
  readonly own_delivered_seq: number;
  readonly user_id: string;
  readonly user_read_seq: number;
  readonly user_delivered_seq: number;
}

/** A direct conversation as one of its two people sees it, with its newest message. */
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

/** One that changed since a client last looked; it stands at `known_rev`, 0 if it has never seen it. */
export interface ChangedRow extends ConversationRow {
  readonly known_rev: number;
}

/** Where a client stands: the revision that it has of each conversation, by their ids. */
export type Known = Readonly<Record<string, number>>;

/** Reads across features: with the store of people, the only one that joins tables that are not its own. */
@Injectable()
export class InboxStore {
  constructor(private readonly sql: Sql) {}

  /**
   * A page of a user's conversations, newest activity first; those after `before`, if given.
   *
   * @param bytes no more of them are read than up to the one with whose newest message these exceed so many bytes
   */
  conversations(userId: string, before: string | null, limit: number, bytes: number): Promise<ConversationRow[]> {
    return this.sql.rows<ConversationRow>(CONVERSATION_PAGE, [userId, before, limit, bytes]);
  }

  async conversation(userId: string, id: string): Promise<ConversationRow | undefined> {
    const [row] = await this.sql.rows<ConversationRow>(
      shown(`select ${OWN} ${MINE} where mine.user_id = $1 and c.id = $2`),
      [userId, id],
    );
    return row;
  }

  /** Conversations that are not as a client knows them, most recently active first. `bytes` as of {@link conversations}. */
  changed(userId: string, known: Known, limit: number, bytes: number): Promise<ChangedRow[]> {
    return this.sql.prepared<ChangedRow>('sync_changed', CONVERSATIONS_CHANGED, [userId, known, limit, bytes]);
  }

  /** Those of these conversations that a user does not take part in. */
  async notMine(userId: string, ids: string[]): Promise<string[]> {
    const rows = await this.sql.prepared<{ id: string }>(
      'sync_not_mine',
      `select known.id from unnest($2::uuid[]) as known (id)
        where not exists (select from participants p where p.conversation_id = known.id and p.user_id = $1)`,
      [userId, ids],
    );
    return rows.map((row) => row.id);
  }

  /** How far everybody has come, in a user's most recently active conversations. */
  positions(userId: string, limit: number): Promise<PositionsRow[]> {
    return this.sql.prepared<PositionsRow>(
      'sync_positions',
      `select own.id as conversation_id, own.last_seq, ${POSITIONS}
         from (select ${OWN} ${MINE} where mine.user_id = $1 order by c.last_activity_at desc, c.id desc limit $2) own
         ${OTHER}`,
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

const OWN = `c.id, c.last_seq, c.last_rev, c.last_activity_at, mine.user_id, mine.read_seq, mine.delivered_seq,
  c.last_seq - mine.sent_count - mine.read_count as unread`;
const MINE = `from participants mine
         join conversations c on c.id = mine.conversation_id and c.kind = 'direct' and c.last_seq > 0`;
const OTHER = `join participants other on other.conversation_id = own.id and other.user_id <> own.user_id`;
const POSITIONS = `own.unread,
       own.user_id as own_id, own.read_seq as own_read_seq, own.delivered_seq as own_delivered_seq,
       other.user_id, other.read_seq_shown as user_read_seq, other.delivered_seq as user_delivered_seq`;

/** The names that they have in a result. */
const POSITION_NAMES = `unread, own_id, own_read_seq, own_delivered_seq, user_id, user_read_seq, user_delivered_seq`;

/**
 * Conversations as they are shown. Which of them is decided first, over two tables: their other person, newest message
 * and its sender are then looked up for those alone.
 *
 * @param page a selection of {@link OWN}, for the user `$1`
 */
const shown = (page: string, more = '') => `
  with own as materialized (${page})
  select ${messageColumns(shownOnlineTo('$1', 'u'))}, own.last_seq, own.last_rev, own.last_activity_at, ${POSITIONS},
       peer.name as user_name, ${shownOnlineTo('$1', 'peer')} as user_online, peer.erased_at as user_erased_at,
       peer.handle as user_handle, peer.color as user_color, peer.created_at as user_created_at,
       peer.profile_changed_at as user_changed_at ${more}
    from own
    ${OTHER}
    join users peer on peer.id = other.user_id
    join messages m on m.conversation_id = own.id and m.seq = own.last_seq
    join users u on u.id = m.sender_id
   order by own.last_activity_at desc, own.id desc`;

/**
 * The first of these conversations, up to and including the one with whose newest message these exceed `$4` bytes: how
 * long a message is, is known without reading it.
 */
const bounded = (page: string, more = '') => `
  select ${MESSAGE_NAMES}, last_seq, last_rev, last_activity_at, ${POSITION_NAMES}, user_name, user_online, user_erased_at,
       user_handle, user_color, user_created_at, user_changed_at ${more}
    from (${shown(
      page,
      `${more}, sum(octet_length(m.content)) over (order by own.last_activity_at desc, own.id desc
       rows between unbounded preceding and 1 preceding) as preceding`,
    )}) page
   where (preceding <= $4) is not false
   order by last_activity_at desc, conversation_id desc`;

/** A page of a user's conversations, after one of them, if given. */
export const CONVERSATION_PAGE = bounded(`
  select ${OWN} ${MINE}
   where mine.user_id = $1
     and ($2::uuid is null or (c.last_activity_at, c.id) < (
           select b.last_activity_at, b.id from conversations b
             join participants bp on bp.conversation_id = b.id and bp.user_id = $1
            where b.id = $2))
   order by c.last_activity_at desc, c.id desc
   limit $3`);

/**
 * Those of a user's conversations that a client does not have at these revisions. What it knows is looked up for each, and
 * not joined: hot statements do not hash.
 */
export const CONVERSATIONS_CHANGED = bounded(
  `
  select ${OWN}, known.rev as known_rev ${MINE}
   cross join lateral (select coalesce(($2::jsonb ->> c.id::text)::integer, 0) as rev) known
   where mine.user_id = $1 and c.last_rev <> known.rev
   order by c.last_activity_at desc, c.id desc
   limit $3`,
  ', known_rev',
);
