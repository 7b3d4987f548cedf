import { Injectable } from '@nestjs/common';
import { isUnanswered } from '../platform/database/connection-failure.js';
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

/** What a user has not read: the messages of others after `read_seq`, up to `last_seq`. */
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
   * Moves positions forward, never beyond what there is; at most one mark per conversation and user.
   *
   * Takes no lock that a send to the same conversation by somebody else waits for, and waits for none: a position that
   * another transaction has locked stays as it is, and has no row.
   *
   * A statement that is not answered is run again. Whether the first one moved a position is not known then, so the rows
   * say that it did: what is published twice is the same.
   *
   * @returns the positions of participants
   */
  async mark(marks: readonly Mark[]): Promise<MarkedRow[]> {
    try {
      return await this.markOnce(marks);
    } catch (error) {
      if (!isUnanswered(error)) throw error;
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

  /** Those of these pairs that have a position; of the others nothing is known here. */
  participating(pairs: readonly Pick<Mark, 'userId' | 'conversationId'>[]) {
    return this.sql.write<{ readonly user_id: string; readonly conversation_id: string }>(
      'participating',
      PARTICIPATING,
      columnsOf(pairs),
    );
  }

  /** What these users have not read of these conversations, pair by pair, and in total. */
  unread(pairs: readonly { readonly userId: string; readonly conversationId: string }[]): Promise<UnreadRow[]> {
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

/** A position, moved over the messages of its own user that follow it. Not what is there already: most marks are no news. */
const overOwn = (asked: string, position: string) => `
         case when ${asked} > ${position} then
           coalesce((select m.seq - 1 from messages m
                      where m.conversation_id = p.conversation_id and m.seq > least(${asked}, c.last_seq)
                        and m.sender_id <> p.user_id
                      order by m.seq limit 1), c.last_seq)
         else ${position} end`;

const MARK = `
with locked as materialized (
  select p.conversation_id, p.user_id,
         p.read_seq as read_before, p.read_seq_shown as shown_before, p.delivered_seq as delivered_before,
         ${overOwn('t.read_seq', 'p.read_seq')} as read_seq,
         ${overOwn('t.read_seq_shown', 'p.read_seq_shown')} as read_seq_shown,
         ${overOwn('greatest(t.delivered_seq, t.read_seq_shown)', 'p.delivered_seq')} as delivered_seq
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[])
         as t (conversation_id, user_id, read_seq, read_seq_shown, delivered_seq)
    join participants p on p.conversation_id = t.conversation_id and p.user_id = t.user_id
    join conversations c on c.id = p.conversation_id and c.last_seq > 0
   order by p.conversation_id, p.user_id
     for no key update of p skip locked
), moved as (
  -- Only what a position moves over is counted, so each message once per reader.
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

// What a user has is gone through once, however many of their conversations are asked for.
const UNREAD = `
with asked as materialized (
  select t.user_id, array_agg(distinct t.conversation_id) as conversation_ids,
         (select sum(c.last_seq - p.sent_count - p.read_count)::integer
            from participants p join conversations c on c.id = p.conversation_id
           where p.user_id = t.user_id) as total_unread
    from unnest($1::uuid[], $2::uuid[]) as t (user_id, conversation_id)
   group by t.user_id
)
select p.user_id, p.conversation_id, c.last_seq, p.read_seq,
       c.last_seq - p.sent_count - p.read_count as unread, asked.total_unread
  from asked
 cross join lateral unnest(asked.conversation_ids) as wanted (conversation_id)
  join participants p on p.conversation_id = wanted.conversation_id and p.user_id = asked.user_id
  join conversations c on c.id = p.conversation_id`;
