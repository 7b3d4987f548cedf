import { shownOnline } from '../users/user.mapper.js';
import { presenceHidersAmong, messageColumns } from './message.mapper.js';

/**
 * SQL: the new value of a position of the sender (`read_seq`, `read_seq_shown` or `delivered_seq`). A position advances
 * over the sender's own new messages, but never over a message of another user, because sending a message does not mean
 * having read the earlier ones.
 *
 * The position advances in two cases:
 *
 * - It was at the end of the conversation. Example: the last message is 7, the position is 7, and the new message 8
 *   moves it to 8.
 * - It is not before `read_seq`, and no message of others follows `read_seq`. Example: the position and `read_seq` are
 *   5, and 6 and 7 are own messages; the new message 8 moves the position to 8.
 */
const advancedOverOwnMessages = (position: string) => `
           case when ${position} = s.before
                  or ${position} >= p.read_seq and s.before = p.sent_count + p.read_count
                then s.upto else ${position} end`;

/**
 * Stores a group of messages in one statement: see `SendsStore.insert`. Returns one row per message, in the order of
 * the parameters.
 *
 * Parameters: arrays of conversation ids, sender ids, message ids, client message ids, contents and ids of replied-to
 * messages.
 *
 * Steps:
 *
 * - `input` checks membership, duplicates and replies;
 * - `wanted` has the messages to store, grouped by conversation;
 * - `locked` locks these conversations;
 * - `counted` advances the counters of the conversations;
 * - `inserted` stores the messages;
 * - `numbered`, `sent` and `moved` advance the positions of the senders.
 *
 * Arrays are passed through `returning` where a join would be simpler: the planner estimates that every part of a
 * `with` has one row, and would join the parts with nested loops.
 *
 * Rows are looked up as "the first row that is not before this key", not by equality. For equality the planner chooses
 * an index by the statistics that it has when it plans the statement, and keeps the plan. A plan that was made while a
 * conversation had one message could later look for a client message id by reading all of the conversation's thousands
 * of messages. Only the index on the key can return "the first row" in the order of the key, whatever the statistics
 * are.
 */
export const INSERT_MESSAGES = `
with input as materialized (
  select t.conversation_id, t.sender_id, t.id, t.client_message_id, t.content, t.reply_to, t.ord,
         -- Of several messages with the same client message id only the first is stored, unless it is stored already.
         first_value(t.id) over same_client_id as first_id,
         stored.seq as stored_seq,
         c.last_rev as rev_before, c.last_activity_at as activity_before,
         case when membership.user_id is not null then
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
    ) membership on membership.conversation_id = t.conversation_id and membership.user_id = t.sender_id
    left join lateral (
      select m.conversation_id, m.sender_id, m.client_message_id, m.seq from messages m
       where (m.conversation_id, m.sender_id, m.client_message_id)
             >= (t.conversation_id, t.sender_id, t.client_message_id)
       order by m.conversation_id, m.sender_id, m.client_message_id
       limit 1
    ) stored
      on stored.conversation_id = t.conversation_id and stored.sender_id = t.sender_id
     and stored.client_message_id = t.client_message_id
  window same_client_id as (
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
   -- PostgreSQL checks this again after it has waited for the lock, so nothing is stored in a closed conversation.
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
  select i.conversation_id, i.sender_id, i.seq, min(i.seq) over by_sender as first_seq, row_number() over by_sender as nth
    from inserted i
  window by_sender as (
    partition by i.conversation_id, i.sender_id order by i.seq rows between unbounded preceding and current row
  )
), sent as materialized (
  -- Locks the participants in the order in which receipts lock them.
  select p.conversation_id, p.user_id, n.sent, n.before, n.upto
    from (
      -- before: the seq before the sender's first new message. upto: the last of the sender's new messages that follow it
      -- without a gap.
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
         read_seq = ${advancedOverOwnMessages('p.read_seq')},
         read_seq_shown = ${advancedOverOwnMessages('p.read_seq_shown')},
         delivered_seq = ${advancedOverOwnMessages('p.delivered_seq')}
    from sent s
   where p.conversation_id = s.conversation_id and p.user_id = s.user_id
)
select ${messageColumns(shownOnline('u'))},
       i.stored_seq is not null or i.id <> i.first_id as duplicate,
       i.participants, i.reply_missing,
       ${presenceHidersAmong('i.participants')} as hiding,
       -- The time since the previous message. The step input read the time of the conversation's last activity before the
       -- conversation was locked, so it is the time of the previous message only if the revisions are consecutive.
       case when m.rev = 1 then null
            when m.rev = i.rev_before + 1 then (extract(epoch from m.created_at - i.activity_before) * 1000)::float8
            else 0
       end as ms_since_previous
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
