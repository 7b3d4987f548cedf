import { shownOnline } from '../users/user.mapper.js';
import { hidingAmong, messageColumns } from './message.mapper.js';

/**
 * Where a position of the sender stands after what was sent. Sending is not reading: it moves over own messages, and skips
 * none of others. Either it stood at the end, or nothing of others was after the read position, and so none after this one.
 */
const overOwn = (position: string) => `
           case when ${position} = s.before
                  or ${position} >= p.read_seq and s.before = p.sent_count + p.read_count
                then s.upto else ${position} end`;

/**
 * Stores a group of messages: see `SendsStore.insert`. One row comes back per draft, in their order.
 *
 * Parameters: arrays of conversation ids, sender ids, message ids, client message ids, contents and replies.
 *
 * Arrays are carried through `returning` where a join would do: the planner believes that every part of a `with` has one
 * row, and joins them row by row.
 *
 * Rows are looked up as "the first that is not before this key". Equality would leave the choice of the index to what
 * the planner knows of the tables when it plans, and it keeps that plan: made while a conversation has one message, it
 * finds the message of a client id by reading the conversation whole, later, when it has thousands. Only the index
 * with this order can answer "the first", however little is known.
 */
export const INSERT_MESSAGES = `
with input as materialized (
  select t.conversation_id, t.sender_id, t.id, t.client_message_id, t.content, t.reply_to, t.ord,
         -- Drafts of one client id are one message: the first of them, unless it is stored already.
         first_value(t.id) over same as first_id,
         stored.seq as stored_seq,
         c.last_rev as rev_before, c.last_activity_at as activity_before,
         case when own.user_id is not null then
           array(select p.user_id from participants p where p.conversation_id = t.conversation_id)
         end as participants,
         t.reply_to is not null and not exists (
           select from messages r where r.conversation_id = t.conversation_id and r.id = t.reply_to
         ) as reply_missing
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[])
         with ordinality as t (conversation_id, sender_id, id, client_message_id, content, reply_to, ord)
    left join conversations c on c.id = t.conversation_id
    left join lateral (
      select p.conversation_id, p.user_id from participants p
       where (p.conversation_id, p.user_id) >= (t.conversation_id, t.sender_id)
       order by p.conversation_id, p.user_id
       limit 1
    ) own on own.conversation_id = t.conversation_id and own.user_id = t.sender_id
    left join lateral (
      select m.conversation_id, m.sender_id, m.client_message_id, m.seq from messages m
       where (m.conversation_id, m.sender_id, m.client_message_id)
             >= (t.conversation_id, t.sender_id, t.client_message_id)
       order by m.conversation_id, m.sender_id, m.client_message_id
       limit 1
    ) stored
      on stored.conversation_id = t.conversation_id and stored.sender_id = t.sender_id
     and stored.client_message_id = t.client_message_id
  window same as (
    partition by t.conversation_id, t.sender_id, coalesce(t.client_message_id, t.id::text)
    order by t.ord
  )
), wanted as materialized (
  select i.conversation_id, count(*)::integer as n,
         array_agg(i.id order by i.ord) as ids, array_agg(i.sender_id order by i.ord) as senders,
         array_agg(i.client_message_id order by i.ord) as client_ids, array_agg(i.content order by i.ord) as contents,
         array_agg(i.reply_to order by i.ord) as replies
    from input i
   where i.id = i.first_id and i.stored_seq is null and i.participants is not null and not i.reply_missing
   group by i.conversation_id
), locked as materialized (
  select w.conversation_id, w.n, w.ids, w.senders, w.client_ids, w.contents, w.replies
    from conversations c join wanted w on w.conversation_id = c.id
   -- Looked at again once the lock is had: after a conversation was closed nothing is stored in it.
   where c.closed_at is null
   order by c.id
     for no key update of c
), counted as (
  update conversations c
     set last_seq = c.last_seq + l.n, last_rev = c.last_rev + l.n,
         last_activity_at = greatest(c.last_activity_at, clock_timestamp())
    from locked l
   where c.id = l.conversation_id
  returning c.id as conversation_id, c.last_seq - l.n as seq, c.last_rev - l.n as rev, c.last_activity_at as created_at,
            l.ids, l.senders, l.client_ids, l.contents, l.replies
), inserted as (
  insert into messages (conversation_id, seq, id, sender_id, content, client_message_id, reply_to, rev, created_at)
  select c.conversation_id, c.seq + t.k, t.id, t.sender_id, t.content, t.client_message_id, t.reply_to, c.rev + t.k, c.created_at
    from counted c
   cross join lateral unnest(c.ids, c.senders, c.client_ids, c.contents, c.replies)
         with ordinality as t (id, sender_id, client_message_id, content, reply_to, k)
  returning conversation_id, seq, id, sender_id, content, client_message_id, reply_to, rev, created_at, deleted_at
), numbered as (
  select i.conversation_id, i.sender_id, i.seq, min(i.seq) over own as first_seq, row_number() over own as nth
    from inserted i
  window own as (
    partition by i.conversation_id, i.sender_id order by i.seq rows between unbounded preceding and current row
  )
), sent as materialized (
  -- Locked in order, as receipts are.
  select p.conversation_id, p.user_id, n.sent, n.before, n.upto
    from (
      -- What a sender sent before the first message of somebody else stands directly after what was there.
      select conversation_id, sender_id, count(*)::integer as sent, min(first_seq) - 1 as before,
             max(seq) filter (where seq = first_seq + nth - 1) as upto
        from numbered group by conversation_id, sender_id
    ) n
    join participants p on p.conversation_id = n.conversation_id and p.user_id = n.sender_id
   order by p.conversation_id, p.user_id
     for no key update of p
), moved as (
  update participants p
     set sent_count = p.sent_count + s.sent,
         read_seq = ${overOwn('p.read_seq')},
         read_seq_shown = ${overOwn('p.read_seq_shown')},
         delivered_seq = ${overOwn('p.delivered_seq')}
    from sent s
   where p.conversation_id = s.conversation_id and p.user_id = s.user_id
)
select ${messageColumns(shownOnline('u'))},
       i.stored_seq is not null or i.id <> i.first_id as duplicate,
       i.participants, i.reply_missing,
       ${hidingAmong('i.participants')} as hiding,
       -- What stood there before the lock was had is what is before it, unless its number says otherwise.
       case when m.rev = 1 then null
            when m.rev = i.rev_before + 1 then (extract(epoch from m.created_at - i.activity_before) * 1000)::float8
            else 0
       end as pause
  from input i
  left join lateral (
    select n.conversation_id, n.seq, n.id, n.sender_id, n.content, n.client_message_id, n.reply_to, n.rev, n.created_at,
           n.deleted_at
      from inserted n where n.id = i.first_id
    union all
    (select s.conversation_id, s.seq, s.id, s.sender_id, s.content, s.client_message_id, s.reply_to, s.rev, s.created_at,
            s.deleted_at
       from messages s
      where i.stored_seq is not null and (s.conversation_id, s.seq) >= (i.conversation_id, i.stored_seq)
      order by s.conversation_id, s.seq
      limit 1)
  ) m on true
  left join users u on u.id = m.sender_id
 order by i.ord`;
