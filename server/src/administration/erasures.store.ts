import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';

/** The name of every erased account. */
const ERASED_NAME = 'Deleted account';
/**
 * A bcrypt hash that matches no password. It has the form of the other hashes, because all hashes are read to find the
 * highest cost.
 */
const NO_PASSWORD = `$2b$04$${'.'.repeat(53)}`;
/** How many messages one transaction deletes. Users who send to the same conversation wait for this transaction. */
const BATCH_SIZE = 500;

/** How many conversations and messages were erased, or remain to be erased. */
export interface ErasureCounts {
  readonly conversations: number;
  readonly messages: number;
}

/** The result of erasing one batch of messages of a conversation. */
export interface ErasureStep {
  readonly deleted: number;
  /** The seq of the last message that was deleted. */
  readonly seq: number;
  /** Whether the conversation has no more messages of the user. */
  readonly isDone: boolean;
}

/**
 * The row of the user stays, because other rows reference it. It keeps the e-mail address until the end of the erasure,
 * so that a resumed command can still find the account by the address.
 */
const ERASE_USER = `
  update users
     set disabled_at = coalesce(disabled_at, clock_timestamp()), erased_at = coalesce(erased_at, clock_timestamp()),
         token_generation = token_generation + case when erased_at is null then 1 else 0 end,
         name = $2, searchable_as = $2, handle = null, color = null, profile_changed_at = null, password_hash = $3,
         email_verified_at = null,
         online = false, last_seen_at = null, hides_presence = false, listed = false
   where id = $1`;
const ERASE_USER_ROWS = [
  'delete from searchable_names where user_id = $1',
  'delete from login_addresses where user_id = $1',
  'delete from mail_tokens where user_id = $1',
  'delete from invitations where created_by = $1',
  'delete from node_users where user_id = $1',
  // The rows of sessions stay until the end of the erasure: nodes read them to find the sockets to disconnect.
  `update sessions set ended_at = coalesce(ended_at, clock_timestamp()), device = '', address = '', token_hash = null
    where user_id = $1`,
];
const BEGIN = 'insert into erasures (user_id) values ($1) on conflict (user_id) do nothing';
const FINISH_USER = 'update users set email = id::text, online = false, last_seen_at = null where id = $1';
const FINISH_SESSIONS = 'delete from sessions where user_id = $1';
const FINISH = 'update erasures set finished_at = clock_timestamp() where user_id = $1';
const COUNT_REMAINING = `
  select count(*)::integer as conversations, coalesce(sum(p.sent_count), 0)::integer as messages
    from erasures e left join participants p
      on p.user_id = e.user_id and (e.after_conversation_id is null or p.conversation_id > e.after_conversation_id)
   where e.user_id = $1 and p.user_id is not null`;
const NEXT_CONVERSATIONS = `
  select p.conversation_id as id
    from erasures e join participants p
      on p.user_id = e.user_id and (e.after_conversation_id is null or p.conversation_id > e.after_conversation_id)
   where e.user_id = $1
   order by p.conversation_id
   limit $2`;

/**
 * Senders take this lock as well: a concurrent message waits for the lock, and is then either refused or deleted with
 * the other messages.
 */
const LOCK_CONVERSATION = `select kind, closed_at, last_rev from conversations where id = $1 for no key update`;
const CLOSE_CONVERSATION = `
  update conversations set last_rev = last_rev + 1, closed_at = clock_timestamp() where id = $1 returning last_rev`;
const FIND_MESSAGES = `
  select seq from messages
   where conversation_id = $1 and sender_id = $2 and seq > $3 and deleted_at is null
   order by seq
   limit $4`;
/** Each deletion of a message is a change of the conversation, with a revision of its own. */
const DELETE_MESSAGES = `
  update messages m set content = '', deleted_at = clock_timestamp(), rev = $3 + t.nth
    from unnest($2::integer[]) with ordinality as t (seq, nth)
   where m.conversation_id = $1 and m.seq = t.seq`;
const COUNT_REVS = 'update conversations set last_rev = last_rev + $2 where id = $1';
/**
 * Insights may quote deleted messages. The claim of the conversation is deleted first: that statement waits for a
 * process that is storing an insight at the same moment, and the next statement deletes this insight. A process that
 * finishes later no longer has a claim, and stores nothing.
 */
const DELETE_INSIGHTS = [
  'delete from insight_claims where conversation_id = $1',
  'delete from insights where conversation_id = $1',
  'delete from model_calls where conversation_id = $1',
];
const ADVANCE = `
  update erasures set after_conversation_id = $2, progressed_at = clock_timestamp()
   where user_id = $1 and (after_conversation_id is null or after_conversation_id < $2)`;

/**
 * Erases accounts. No other statements change rows of several features. `personal-data.ts` lists the effect on each
 * column.
 *
 * Each method is one transaction and is idempotent.
 */
@Injectable()
export class ErasuresStore {
  constructor(private readonly sql: Sql) {}

  /** Turns the account into a tombstone that cannot be used. This cannot be undone. */
  async begin(userId: string): Promise<void> {
    await this.sql.transaction(async (rows) => {
      await rows('select from users where id = $1 for update', [userId]);
      await rows(ERASE_USER, [userId, ERASED_NAME, NO_PASSWORD]);
      for (const statement of ERASE_USER_ROWS) await rows(statement, [userId]);
      await rows(BEGIN, [userId]);
    });
  }

  /** Returns what remains of an erasure that has begun. */
  async countRemaining(userId: string): Promise<ErasureCounts> {
    const [remaining] = await this.sql.rows<ErasureCounts & Record<string, unknown>>(COUNT_REMAINING, [userId]);
    return remaining!;
  }

  /** Returns the next conversations of the user that are not finished, in the order of their ids. */
  async nextConversations(userId: string, limit: number): Promise<string[]> {
    return (await this.sql.rows<{ id: string }>(NEXT_CONVERSATIONS, [userId, limit])).map(({ id }) => id);
  }

  /**
   * Closes a direct conversation and deletes the next batch of messages of the user in it. With the last batch it also
   * deletes the insights, because they may quote the messages.
   *
   * @param afterSeq the seq up to which the messages are already deleted
   */
  eraseBatch(userId: string, conversationId: string, afterSeq: number): Promise<ErasureStep> {
    return this.sql.transaction(async (rows) => {
      const rev = await lockAndClose(rows, conversationId);
      const found = await rows<{ seq: number }>(FIND_MESSAGES, [conversationId, userId, afterSeq, BATCH_SIZE]);
      const seqs = found.map(({ seq }) => seq);
      await rows(DELETE_MESSAGES, [conversationId, seqs, rev]);
      await rows(COUNT_REVS, [conversationId, seqs.length]);
      const isDone = seqs.length < BATCH_SIZE;
      if (isDone) {
        for (const statement of DELETE_INSIGHTS) await rows(statement, [conversationId]);
        await rows(ADVANCE, [userId, conversationId]);
      }
      return { deleted: seqs.length, seq: seqs.at(-1) ?? afterSeq, isDone };
    });
  }

  async finish(userId: string): Promise<void> {
    await this.sql.transaction(async (rows) => {
      await rows(FINISH_USER, [userId]);
      await rows(FINISH_SESSIONS, [userId]);
      await rows(FINISH, [userId]);
    });
  }
}

/** Locks a conversation, and closes it if it is direct and open. @returns its current revision */
async function lockAndClose(rows: Rows, conversationId: string): Promise<number> {
  const [locked] = await rows<{ kind: string; closed_at: Date | null; last_rev: number }>(LOCK_CONVERSATION, [
    conversationId,
  ]);
  const { kind, closed_at, last_rev } = locked!;
  if (kind !== 'direct' || closed_at !== null) return last_rev;
  const [closed] = await rows<{ last_rev: number }>(CLOSE_CONVERSATION, [conversationId]);
  return closed!.last_rev;
}
