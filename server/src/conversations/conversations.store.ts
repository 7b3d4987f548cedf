import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';

/** Two users, and the id of their direct conversation. */
export interface DirectPair {
  readonly conversationId: string;
  readonly senderId: string;
  readonly receiverId: string;
}

@Injectable()
export class ConversationsStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns the seq of the newest message of a conversation; undefined if the user is no participant, or there are no
   * messages.
   */
  async lastSeqFor(conversationId: string, userId: string): Promise<number | undefined> {
    const [row] = await this.sql.prepared<{ last_seq: number }>(
      'last_seq_for',
      `select c.last_seq from participants p
         join conversations c on c.id = p.conversation_id and c.last_seq > 0
        where p.conversation_id = $1 and p.user_id = $2`,
      [conversationId, userId],
    );
    return row?.last_seq;
  }

  /** Returns the ids of the participants; an empty array for a conversation without messages. */
  async participants(conversationId: string): Promise<string[]> {
    const rows = await this.sql.prepared<{ user_id: string }>(
      'participants',
      `select p.user_id from participants p
         join conversations c on c.id = p.conversation_id and c.last_seq > 0
        where p.conversation_id = $1`,
      [conversationId],
    );
    return rows.map((row) => row.user_id);
  }

  /**
   * Creates the missing direct conversations of these pairs. Skips pairs in which a user does not exist or is erased.
   * The statement locks the rows of the users, so PostgreSQL checks these rows again after it has waited for a lock: no
   * conversation is created once the erasure of a user has begun.
   *
   * Rows are always inserted in the same order, so that two nodes that create the same conversations cannot deadlock.
   */
  async ensureDirect(pairs: readonly DirectPair[]): Promise<void> {
    await this.sql.write(
      'ensure_direct',
      `with person as materialized (
         select id from users where id = any ($2::uuid[] || $3::uuid[]) and erased_at is null order by id for key share
       ), pair as materialized (
         select distinct on (p.id) p.id, one.id as one, other.id as other
           from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as p (id, one, other)
           join person one on one.id = p.one
           join person other on other.id = p.other
          order by p.id
       ), conversation as (
         insert into conversations (id, kind) select id, 'direct' from pair on conflict (id) do nothing
       )
       insert into participants (conversation_id, user_id)
       select id, unnest(array[least(one, other), greatest(one, other)]) from pair
       on conflict (conversation_id, user_id) do nothing`,
      [
        pairs.map((pair) => pair.conversationId),
        pairs.map((pair) => pair.senderId),
        pairs.map((pair) => pair.receiverId),
      ],
    );
  }

  /**
   * Returns the users whose rows another transaction has locked. Locks the other rows for an instant, and waits for no
   * lock.
   */
  async lockedUsers(userIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.sql.write<{ id: string }>(
      'locked_users',
      `with free as materialized (select id from users where id = any ($1::uuid[]) for key share skip locked)
       select id from users where id = any ($1::uuid[]) and id not in (select id from free)`,
      [userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Returns, for each user, the ids of the users who share a conversation with them. Ignores conversations without
   * messages.
   */
  async partners(userIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.sql.rows<{ id: string; partners: string[] }>(
      `select mine.user_id as id, array_agg(distinct other.user_id) as partners
         from participants mine
         join conversations c on c.id = mine.conversation_id and c.last_seq > 0
         join participants other on other.conversation_id = mine.conversation_id and other.user_id <> mine.user_id
        where mine.user_id = any ($1::uuid[])
        group by mine.user_id`,
      [userIds],
    );
    return new Map(rows.map(({ id, partners }) => [id, partners]));
  }
}
