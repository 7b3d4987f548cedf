import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { isTooSlow, isUnanswered, LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import { Sql } from '../platform/database/sql.js';
import { INSERT_MESSAGES } from './insert-messages.js';
import { UnansweredStatements } from '../platform/database/unanswered-statements.js';
import { shownOnline } from '../users/user.mapper.js';
import { hidingAmong, messageColumns, type MessageRow } from './message.mapper.js';

/** A message on its way to the table. */
export interface Draft {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  /** The other person, where the conversation is a direct one that may not exist yet. */
  readonly receiverId?: string;
  readonly content: string;
  readonly clientMessageId: string | null;
  readonly replyTo: string | null;
}

export type DirectDraft = Draft & { readonly receiverId: string };

/** What became of a draft. */
export type Outcome =
  | {
      readonly kind: 'stored';
      /** As its sender is shown it. */
      readonly row: MessageRow;
      readonly participants: string[];
      /** Those of them who hide their presence, if the sender is online: to them nobody is. */
      readonly hiding: string[];
      /**
       * How long before it the one before it in the conversation was written, in milliseconds; 0 if that is not known,
       * null if there is none.
       */
      readonly pause: number | null;
    }
  | { readonly kind: 'duplicate'; readonly row: MessageRow }
  | { readonly kind: 'not_participant' }
  | { readonly kind: 'reply_missing' }
  /** Nothing is stored: the conversation takes no more messages. */
  | { readonly kind: 'closed' }
  /** Nothing is stored: another transaction has locked the conversation, or the sender's participation. */
  | { readonly kind: 'blocked' }
  /** Nothing is stored. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /**
   * No answer came, and the outcome could not be looked up. `over` resolves once the statement can no longer run: from then
   * on, reading shows what it has stored.
   */
  | { readonly kind: 'unknown'; readonly over: Promise<void>; readonly error: unknown };

type OutcomeRow = (MessageRow | { readonly [K in keyof MessageRow]: null }) & {
  readonly duplicate: boolean;
  /** Null for a stranger. */
  readonly participants: string[] | null;
  readonly reply_missing: boolean;
  readonly hiding: string[];
  readonly pause: number | null;
};

/** How long, and after which pauses, the outcome of an unanswered statement is looked up, in milliseconds. */
const LOOK_UP = { limitMs: 10_000, pauseMs: 150 };

/**
 * How long a group is split in half to find the drafts that wait for a lock which {@link LOCKED} cannot see, in milliseconds.
 * Under a lock of the whole table every attempt waits in vain.
 */
const ISOLATION_MS = 300;

type FoundRow = MessageRow & { readonly participants: string[]; readonly hiding: string[] };

const FIND = `
  select ${messageColumns(shownOnline('u'))}, participants, ${hidingAmong('participants')} as hiding
    from unnest($1::uuid[], $2::uuid[]) as t (conversation_id, id)
    join messages m on m.conversation_id = t.conversation_id and m.id = t.id
    join users u on u.id = m.sender_id
   cross join lateral (
         select array(select p.user_id from participants p where p.conversation_id = m.conversation_id) as participants) own
   order by m.conversation_id, m.seq`;

/** Those of these senders whose send would have to wait. Locks the rows that are free for an instant, and waits for none. */
const LOCKED = `
with wanted as materialized (
  select distinct conversation_id, sender_id from unnest($1::uuid[], $2::uuid[]) as t (conversation_id, sender_id)
), free_conversations as materialized (
  select c.id from wanted w join conversations c on c.id = w.conversation_id
     for no key update of c skip locked
), free_participants as materialized (
  select p.conversation_id, p.user_id from wanted w
    join participants p on p.conversation_id = w.conversation_id and p.user_id = w.sender_id
     for no key update of p skip locked
)
select w.conversation_id, w.sender_id
  from wanted w
  join participants p on p.conversation_id = w.conversation_id and p.user_id = w.sender_id
 where not exists (select from free_conversations f where f.id = p.conversation_id)
    or not exists (
         select from free_participants f where f.conversation_id = p.conversation_id and f.user_id = p.user_id)`;

@Injectable()
export class SendsStore {
  private readonly unanswered: UnansweredStatements;

  constructor(private readonly sql: Sql) {
    this.unanswered = new UnansweredStatements(sql);
  }

  /**
   * Stores a group of messages. One that PostgreSQL refuses fails alone, and a conversation whose row is locked is
   * `blocked` alone, after a moment.
   *
   * @returns what became of each draft, in their order; never throws
   */
  insert(drafts: readonly Draft[]): Promise<Outcome[]> {
    return this.insertGroup(drafts, performance.now() + ISOLATION_MS);
  }

  /** The same for drafts that were blocked: those that still are stay so, and delay none of the others. */
  async retry(drafts: readonly Draft[]): Promise<Outcome[]> {
    const locked = await this.lockedAmong(drafts).catch(() => undefined);
    const isBlocked = (draft: Draft) => !locked || locked.has(senderKey(draft));
    return this.insertExcept(drafts, isBlocked, performance.now() + ISOLATION_MS);
  }

  /** @param deadline until when a group that meets a lock is halved, in milliseconds of `performance.now()` */
  private async insertGroup(drafts: readonly Draft[], deadline: number, again = true): Promise<Outcome[]> {
    try {
      return await this.insertTogether(drafts);
    } catch (error) {
      if (isUnanswered(error) && this.sql.wasSent(error)) return this.lookUp(drafts, error);
      const state = refusalState(error);
      if (state === LOCK_NOT_AVAILABLE) return this.insertUnlocked(drafts, deadline);
      if (again && PASSING.has(state)) return this.insertGroup(drafts, deadline, false);
      if (state === undefined || isTooSlow(error) || drafts.length === 1)
        return drafts.map(() => ({ kind: 'failed', error }));
      return this.insertHalves(drafts, deadline);
    }
  }

  /** What of a group that has met a lock can be stored without waiting for it. */
  private async insertUnlocked(drafts: readonly Draft[], deadline: number): Promise<Outcome[]> {
    const locked = await this.lockedAmong(drafts).catch(() => undefined);
    if (locked && locked.size > 0) return this.insertExcept(drafts, (draft) => locked.has(senderKey(draft)), deadline);
    // It has just been released, or it is a lock that only the statement itself meets, such as one of the whole table.
    const isAlone = drafts.every(({ conversationId }) => conversationId === drafts[0]!.conversationId);
    if (!locked || isAlone || performance.now() > deadline) return drafts.map(() => ({ kind: 'blocked' }));
    return this.insertHalves(drafts, deadline);
  }

  /** One after the other, so that a message is not stored before an earlier one of its conversation that is blocked. */
  private async insertHalves(drafts: readonly Draft[], deadline: number): Promise<Outcome[]> {
    const half = Math.ceil(drafts.length / 2);
    const first = await this.insertGroup(drafts.slice(0, half), deadline);
    const blocked = new Set(
      first.flatMap(({ kind }, index) => (kind === 'blocked' ? [drafts[index]!.conversationId] : [])),
    );
    // The database is away, and a statement may still run that stores earlier messages of these conversations.
    const isAway = first.some(({ kind }) => kind === 'unknown');
    const isBlocked = ({ conversationId }: Draft) => isAway || blocked.has(conversationId);
    return [...first, ...(await this.insertExcept(drafts.slice(half), isBlocked, deadline))];
  }

  private async insertExcept(
    drafts: readonly Draft[],
    isBlocked: (draft: Draft) => boolean,
    deadline: number,
  ): Promise<Outcome[]> {
    const free = drafts.filter((draft) => !isBlocked(draft));
    const outcomes = free.length > 0 ? await this.insertGroup(free, deadline) : [];
    return drafts.map((draft) => (isBlocked(draft) ? { kind: 'blocked' } : outcomes.shift()!));
  }

  /** The conversations and senders of the drafts that would have to wait for a lock. */
  private async lockedAmong(drafts: readonly Draft[]): Promise<Set<string>> {
    const rows = await this.sql.write<{ conversation_id: string; sender_id: string }>('locked_sends', LOCKED, [
      drafts.map(({ conversationId }) => conversationId),
      drafts.map(({ senderId }) => senderId),
    ]);
    return new Set(rows.map((row) => senderKey({ conversationId: row.conversation_id, senderId: row.sender_id })));
  }

  /**
   * One statement, one commit, however many conversations the drafts are for.
   *
   * `seq` is taken under the lock of the conversation's row, so it has no gaps and follows the commits. Conversations
   * are locked in the order of their ids, so that two groups cannot deadlock.
   *
   * @returns what became of each draft, in their order
   */
  private async insertTogether(drafts: readonly Draft[]): Promise<Outcome[]> {
    const column = <K extends keyof Draft>(key: K) => drafts.map((draft) => draft[key]);
    const rows = await this.sql.write<OutcomeRow>('insert_messages', INSERT_MESSAGES, [
      column('conversationId'),
      column('senderId'),
      column('id'),
      column('clientMessageId'),
      column('content'),
      column('replyTo'),
    ]);
    return rows.map(toOutcome);
  }

  /** Stops terminating unanswered statements: the server is shutting down. */
  stop(): void {
    this.unanswered.stop();
  }

  /**
   * What became of drafts whose statement was never answered. Running it again could store them twice. Where one of them is
   * found by its id, the statement is committed; where none is, it is made sure that the statement is over before they are
   * looked up again.
   *
   * @param error what the drafts fail with that are not stored
   */
  private async lookUp(drafts: readonly Draft[], error: unknown): Promise<Outcome[]> {
    const ids = [drafts.map((draft) => draft.conversationId), drafts.map((draft) => draft.id)];
    const findNow = () => this.sql.prepared<FoundRow>('messages_by_id', FIND, ids);
    const find = async () => {
      const rows = await findNow();
      if (rows.length > 0) return rows;
      await this.sql.terminate(error);
      return findNow();
    };
    const deadline = performance.now() + LOOK_UP.limitMs;
    const late = delay(LOOK_UP.limitMs, undefined, { ref: false });
    while (performance.now() < deadline) {
      await delay(LOOK_UP.pauseMs);
      const rows = await Promise.race([find().catch(() => undefined), late]);
      if (!rows) continue;
      const found = new Map(rows.map((row) => [row.id, row]));
      return drafts.map(({ id }) => {
        const row = found.get(id);
        if (!row) return { kind: 'failed', error };
        return { kind: 'stored', row, participants: row.participants, hiding: row.hiding, pause: 0 };
      });
    }
    const over = this.unanswered.terminate(error);
    return drafts.map(() => ({ kind: 'unknown', over, error }));
  }
}

function senderKey({ conversationId, senderId }: Pick<Draft, 'conversationId' | 'senderId'>): string {
  return conversationId + senderId;
}

function toOutcome(row: OutcomeRow): Outcome {
  const { duplicate, participants, hiding } = row;
  if (participants === null) return { kind: 'not_participant' };
  if (row.seq === null) return { kind: row.reply_missing ? 'reply_missing' : 'closed' };
  return duplicate ? { kind: 'duplicate', row } : { kind: 'stored', row, participants, hiding, pause: row.pause };
}

/**
 * Refusals that the same statement does not meet again: another node stored the same `clientMessageId` after this
 * statement had looked for it (23505), a deadlock (40P01), a serialization failure (40001).
 */
const PASSING: ReadonlySet<string | undefined> = new Set(['23505', '40001', '40P01']);
