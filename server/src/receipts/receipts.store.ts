import { Injectable } from '@nestjs/common';
import { hasUnknownOutcome } from '../platform/database/connection-failure.js';
import { Sql } from '../platform/database/sql.js';

/** The positions that a user reports for a conversation; 0 for a position that does not change. */
export interface Mark {
  readonly conversationId: string;
  readonly userId: string;
  readonly readSeq: number;
  readonly readSeqShown: number;
  readonly deliveredSeq: number;
}

/** A user's positions after a mark, and which of them have moved. */
export interface MarkedRow {
  readonly conversation_id: string;
  readonly user_id: string;
  readonly read_seq: number;
  readonly read_seq_shown: number;
  readonly delivered_seq: number;
  readonly read_moved: boolean;
  readonly shown_moved: boolean;
  readonly delivered_moved: boolean;
  readonly participants: string[];
}

/**
 * The unread counts of a user. `unread` counts the messages of others in a conversation after `read_seq`, up to
 * `last_seq`; `total_unread` counts those of all conversations.
 */
export interface UnreadRow {
  readonly user_id: string;
  readonly conversation_id: string;
  readonly last_seq: number;
  readonly read_seq: number;
  readonly unread: number;
  readonly total_unread: number;
}

@Injectable()
export class ReceiptsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Moves positions forward, but never beyond the last message.
   *
   * Takes no lock for which another user's send to the same conversation would wait, and waits for no lock: a row that
   * another transaction has locked is not changed, and not returned.
   *
   * A statement whose outcome is unknown is run again. Then it is unknown whether the first run moved a position, so
   * all positions are returned as moved: publishing the same position twice does no harm.
   *
   * @param marks at most one for each conversation and user
   * @returns the positions of the users who are participants
   */
  async mark(marks: readonly Mark[]): Promise<MarkedRow[]> {
    try {
      return await this.markOnce(marks);
    } catch (error) {
      if (!hasUnknownOutcome(error)) throw error;
      const rows = await this.markOnce(marks);
      return rows.map((row) => ({ ...row, read_moved: true, shown_moved: true, delivered_moved: true }));
    }
  }

  private markOnce(marks: readonly Mark[]): Promise<MarkedRow[]> {
    const column = <K extends keyof Mark>(key: K) => marks.map((mark) => mark[key]);
    return this.sql.write<MarkedRow>('mark_positions', MARK, [
      column('conversationId'),
      column('userId'),
      column('readSeq'),
      column('readSeqShown'),
      column('deliveredSeq'),
    ]);
  }

  /** Returns the pairs of user and conversation in which the user is a participant of the conversation. */
  findParticipating(pairs: readonly Pick<Mark, 'userId' | 'conversationId'>[]) {
    return this.sql.write<{ readonly user_id: string; readonly conversation_id: string }>(
      'participating',
      PARTICIPATING,
      columnsOf(pairs),
    );
  }

  /** Returns the unread count of each pair of user and conversation, and the total of each user's conversations. */
  countUnread(pairs: readonly { readonly userId: string; readonly conversationId: string }[]): Promise<UnreadRow[]> {
    return this.sql.write<UnreadRow>('unread', UNREAD, columnsOf(pairs));
  }
}

function columnsOf(pairs: readonly { readonly userId: string; readonly conversationId: string }[]): string[][] {
  return [pairs.map(({ userId }) => userId), pairs.map(({ conversationId }) => conversationId)];
}

const PARTICIPATING = `
select p.user_id, p.conversation_id
  from unnest($1::uuid[], $2::uuid[]) as t (user_id, conversation_id)
  join participants p on p.conversation_id = t.conversation_id and p.user_id = t.user_id
  join conversations c on c.id = p.conversation_id and c.last_seq > 0`;

/**
 * Returns SQL for a position that is moved to `requested`, and over the user's own messages that directly follow. If
 * the position is already at or after `requested`, as for most marks, it stays without a search.
 */
const pastOwnMessages = (requested: string, position: string) => `
         case when ${requested} > ${position} then
           coalesce((select m.seq - 1 from messages m
                      where m.conversation_id = p.conversation_id and m.seq > least(${requested}, c.last_seq)
                        and m.sender_id <> p.user_id
                      order by m.seq limit 1), c.last_seq)
         else ${position} end`;

const MARK = `
with locked as materialized (
  select p.conversation_id, p.user_id,
         p.read_seq as read_before, p.read_seq_shown as shown_before, p.delivered_seq as delivered_before,
         ${pastOwnMessages('t.read_seq', 'p.read_seq')} as read_seq,
         ${pastOwnMessages('t.read_seq_shown', 'p.read_seq_shown')} as read_seq_shown,
         ${pastOwnMessages('greatest(t.delivered_seq, t.read_seq_shown)', 'p.delivered_seq')} as delivered_seq
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[])
         as t (conversation_id, user_id, read_seq, read_seq_shown, delivered_seq)
    join participants p on p.conversation_id = t.conversation_id and p.user_id = t.user_id
    join conversations c on c.id = p.conversation_id and c.last_seq > 0
   order by p.conversation_id, p.user_id
     for no key update of p skip locked
), moved as (
  -- Counts only the messages over which the read position moves, so each message is counted once per reader.
  update participants p
     set read_seq = l.read_seq, read_seq_shown = l.read_seq_shown, delivered_seq = l.delivered_seq,
         read_count = p.read_count + (
           select count(*) from messages m
            where m.conversation_id = l.conversation_id and m.seq > l.read_before and m.seq <= l.read_seq
              and m.sender_id <> l.user_id)
    from locked l
   where p.conversation_id = l.conversation_id and p.user_id = l.user_id
     and (l.read_seq > l.read_before or l.read_seq_shown > l.shown_before or l.delivered_seq > l.delivered_before)
)
select l.conversation_id, l.user_id, l.read_seq, l.read_seq_shown, l.delivered_seq,
       l.read_seq > l.read_before as read_moved,
       l.read_seq_shown > l.shown_before as shown_moved,
       l.delivered_seq > l.delivered_before as delivered_moved,
       array(select o.user_id from participants o where o.conversation_id = l.conversation_id) as participants
  from locked l`;

// The total of a user is summed once, however many conversations of the user are requested.
const UNREAD = `
with requested as materialized (
  select t.user_id, array_agg(distinct t.conversation_id) as conversation_ids,
         (select sum(c.last_seq - p.sent_count - p.read_count)::integer
            from participants p join conversations c on c.id = p.conversation_id
           where p.user_id = t.user_id) as total_unread
    from unnest($1::uuid[], $2::uuid[]) as t (user_id, conversation_id)
   group by t.user_id
)
select p.user_id, p.conversation_id, c.last_seq, p.read_seq,
       c.last_seq - p.sent_count - p.read_count as unread, requested.total_unread
  from requested
 cross join lateral unnest(requested.conversation_ids) as pair (conversation_id)
  join participants p on p.conversation_id = pair.conversation_id and p.user_id = requested.user_id
  join conversations c on c.id = p.conversation_id`;
