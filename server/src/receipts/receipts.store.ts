import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

/** How far somebody says to have come. Zeros say nothing. */
export interface Mark {
  readonly conversationId: string;
  readonly userId: string;
  readonly readSeq: number;
  readonly readSeqShown: number;
  readonly deliveredSeq: number;
}

/** How far they have come now. */
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

export interface UnreadRow {
  readonly user_id: string;
  readonly conversation_id: string;
  readonly unread: number;
  readonly total_unread: number;
}

@Injectable()
export class ReceiptsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Moves positions forward, never beyond what there is; at most one mark per conversation and user.
   *
   * Takes no lock that a send to the same conversation by somebody else waits for, and takes its own in order.
   *
   * @returns the positions of those who take part
   */
  mark(marks: readonly Mark[]): Promise<MarkedRow[]> {
    const column = <K extends keyof Mark>(key: K) => marks.map((mark) => mark[key]);
    return this.sql.prepared<MarkedRow>('mark_positions', MARK, [
      column('conversationId'),
      column('userId'),
      column('readSeq'),
      column('readSeqShown'),
      column('deliveredSeq'),
    ]);
  }

  /** What these users have not read of these conversations, pair by pair, and in total. */
  unread(pairs: readonly { readonly userId: string; readonly conversationId: string }[]): Promise<UnreadRow[]> {
    return this.sql.prepared<UnreadRow>('unread', UNREAD, [
      pairs.map(({ userId }) => userId),
      pairs.map(({ conversationId }) => conversationId),
    ]);
  }
}

const MARK = `
with locked as materialized (
  select p.conversation_id, p.user_id,
         p.read_seq as read_before, p.read_seq_shown as shown_before, p.delivered_seq as delivered_before,
         greatest(p.read_seq, least(t.read_seq, c.last_seq)) as read_seq,
         greatest(p.read_seq_shown, least(t.read_seq_shown, c.last_seq)) as read_seq_shown,
         greatest(p.delivered_seq, least(greatest(t.delivered_seq, t.read_seq_shown), c.last_seq)) as delivered_seq
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[])
         as t (conversation_id, user_id, read_seq, read_seq_shown, delivered_seq)
    join participants p on p.conversation_id = t.conversation_id and p.user_id = t.user_id
    join conversations c on c.id = p.conversation_id and c.last_seq > 0
   order by p.conversation_id, p.user_id
     for no key update of p
), moved as (
  update participants p
     set read_seq = l.read_seq, read_seq_shown = l.read_seq_shown, delivered_seq = l.delivered_seq
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

// What a user has is gone through once, however many of their conversations are asked for.
const UNREAD = `
with asked as materialized (
  select t.user_id, array_agg(distinct t.conversation_id) as conversation_ids,
         (select sum(c.last_seq - p.read_seq)::integer
            from participants p join conversations c on c.id = p.conversation_id
           where p.user_id = t.user_id) as total_unread
    from unnest($1::uuid[], $2::uuid[]) as t (user_id, conversation_id)
   group by t.user_id
)
select p.user_id, p.conversation_id, c.last_seq - p.read_seq as unread, asked.total_unread
  from asked
 cross join lateral unnest(asked.conversation_ids) as wanted (conversation_id)
  join participants p on p.conversation_id = wanted.conversation_id and p.user_id = asked.user_id
  join conversations c on c.id = p.conversation_id`;
