import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';

/** The name of every erased account. */
const ERASED_NAME = 'Deleted account';
/** A hash of bcrypt that no password has; of the same form as the others, which are read to find the highest cost. */
const NO_PASSWORD = `$2b$04$${'.'.repeat(53)}`;
/** How many messages are deleted in one transaction: so long the senders of their conversation wait. */
const BATCH = 500;

/** What there is to do for an account. */
export interface Extent {
  readonly conversations: number;
  readonly messages: number;
}

/** A part of a conversation that was done. */
export interface Step {
  readonly deleted: number;
  /** The place of the last message that was deleted. */
  readonly seq: number;
  /** Whether nothing of the user is left in the conversation. */
  readonly isDone: boolean;
}

/** The row stays, for those that refer to it. Until everything is done it keeps the e-mail address, by which it may be named again. */
const ERASE_USER = `
  update users
     set disabled_at = coalesce(disabled_at, clock_timestamp()), erased_at = coalesce(erased_at, clock_timestamp()),
         token_generation = token_generation + case when erased_at is null then 1 else 0 end,
         name = $2, searchable_as = $2, handle = null, color = null, profile_changed_at = null, password_hash = $3,
         email_verified_at = null,
         online = false, last_seen_at = null, hides_presence = false, listed = false
   where id = $1`;
const OWN_ROWS = [
  'delete from searchable_names where user_id = $1',
  'delete from login_addresses where user_id = $1',
  'delete from mail_tokens where user_id = $1',
  'delete from invitations where created_by = $1',
  'delete from node_users where user_id = $1',
  // The rows stay until the end: the nodes find in them which sockets to disconnect.
  `update sessions set ended_at = coalesce(ended_at, clock_timestamp()), device = '', address = '', token_hash = null
    where user_id = $1`,
];
const BEGIN = 'insert into erasures (user_id) values ($1) on conflict (user_id) do nothing';
const FINISH_USER = 'update users set email = id::text, online = false, last_seen_at = null where id = $1';
const FINISH_SESSIONS = 'delete from sessions where user_id = $1';
const FINISH = 'update erasures set finished_at = clock_timestamp() where user_id = $1';
const EXTENT = `
  select count(*)::integer as conversations, coalesce(sum(p.sent_count), 0)::integer as messages
    from erasures e left join participants p
      on p.user_id = e.user_id and (e.after_conversation_id is null or p.conversation_id > e.after_conversation_id)
   where e.user_id = $1 and p.user_id is not null`;
const NEXT = `
  select p.conversation_id as id
    from erasures e join participants p
      on p.user_id = e.user_id and (e.after_conversation_id is null or p.conversation_id > e.after_conversation_id)
   where e.user_id = $1
   order by p.conversation_id
   limit $2`;

/** Senders take this lock, too: what is sent meanwhile waits, and is then refused, or deleted with the rest. */
const LOCK = `select kind, closed_at, last_rev from conversations where id = $1 for no key update`;
const CLOSE = `
  update conversations set last_rev = last_rev + 1, closed_at = clock_timestamp() where id = $1 returning last_rev`;
const FIND_MESSAGES = `
  select seq from messages
   where conversation_id = $1 and sender_id = $2 and seq > $3 and deleted_at is null
   order by seq
   limit $4`;
/** Each is a change of the conversation, with a revision of its own. */
const DELETE_MESSAGES = `
  update messages m set content = '', deleted_at = clock_timestamp(), rev = $3 + t.nth
    from unnest($2::integer[]) with ordinality as t (seq, nth)
   where m.conversation_id = $1 and m.seq = t.seq`;
const COUNT_REVS = 'update conversations set last_rev = last_rev + $2 where id = $1';
/**
 * Insights may quote what was deleted. The claim goes first: an attempt that stores its insight in the same moment is waited for, and
 * the next statement sees what it has stored; one that comes later has no claim, and stores nothing.
 */
const INSIGHTS = [
  'delete from insight_claims where conversation_id = $1',
  'delete from insights where conversation_id = $1',
  'delete from model_calls where conversation_id = $1',
];
const ADVANCE = `
  update erasures set after_conversation_id = $2, progressed_at = clock_timestamp()
   where user_id = $1 and (after_conversation_id is null or after_conversation_id < $2)`;

/**
 * Erases accounts. The only statements that change the rows of several features: `personal-data.ts` says what becomes of each column.
 *
 * Each method is one transaction and may be run again.
 */
@Injectable()
export class ErasuresStore {
  constructor(private readonly sql: Sql) {}

  /** Makes the account a tombstone that nobody can use. From here on there is no way back. */
  async begin(userId: string): Promise<void> {
    await this.sql.transaction(async (rows) => {
      await rows('select from users where id = $1 for update', [userId]);
      await rows(ERASE_USER, [userId, ERASED_NAME, NO_PASSWORD]);
      for (const statement of OWN_ROWS) await rows(statement, [userId]);
      await rows(BEGIN, [userId]);
    });
  }

  /** What is left to do of an erasing that has begun. */
  async extent(userId: string): Promise<Extent> {
    const [extent] = await this.sql.rows<Extent & Record<string, unknown>>(EXTENT, [userId]);
    return extent!;
  }

  /** The next conversations of the user that are not done, in the order of their ids. */
  async next(userId: string, limit: number): Promise<string[]> {
    return (await this.sql.rows<{ id: string }>(NEXT, [userId, limit])).map(({ id }) => id);
  }

  /**
   * Closes a direct conversation and deletes the next messages of the user in it; with the last of them what may quote them.
   *
   * @param afterSeq those up to here are deleted already
   */
  eraseFrom(userId: string, conversationId: string, afterSeq: number): Promise<Step> {
    return this.sql.transaction(async (rows) => {
      const rev = await lockAndClose(rows, conversationId);
      const found = await rows<{ seq: number }>(FIND_MESSAGES, [conversationId, userId, afterSeq, BATCH]);
      const seqs = found.map(({ seq }) => seq);
      await rows(DELETE_MESSAGES, [conversationId, seqs, rev]);
      await rows(COUNT_REVS, [conversationId, seqs.length]);
      const isDone = seqs.length < BATCH;
      if (isDone) {
        for (const statement of INSIGHTS) await rows(statement, [conversationId]);
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

/** @returns the revision at which the conversation stands */
async function lockAndClose(rows: Rows, conversationId: string): Promise<number> {
  const [locked] = await rows<{ kind: string; closed_at: Date | null; last_rev: number }>(LOCK, [conversationId]);
  const { kind, closed_at, last_rev } = locked!;
  if (kind !== 'direct' || closed_at !== null) return last_rev;
  const [closed] = await rows<{ last_rev: number }>(CLOSE, [conversationId]);
  return closed!.last_rev;
}
