import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import {
  isTooSlow,
  hasUnknownOutcome,
  LOCK_NOT_AVAILABLE,
  refusalState,
} from '../platform/database/connection-failure.js';
import { Sql } from '../platform/database/sql.js';
import { INSERT_MESSAGES } from './insert-messages.js';
import { StatementTerminator } from '../platform/database/statement-terminator.js';
import { shownOnline } from '../users/user.mapper.js';
import { presenceHidersAmong, messageColumns, type MessageRow } from './message.mapper.js';

/** A message that is to be stored. */
export interface NewMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  /** The id of the other user, if the conversation is a direct one that may not exist yet. */
  readonly receiverId?: string;
  readonly content: string;
  readonly clientMessageId: string | null;
  readonly replyTo: string | null;
}

export type NewDirectMessage = NewMessage & { readonly receiverId: string };

/** The result of the attempt to store one message. */
export type SendOutcome =
  | {
      readonly kind: 'stored';
      /** The stored message as its sender sees it. */
      readonly row: MessageRow;
      readonly participants: string[];
      /**
       * The participants who hide their presence: they must see the sender offline. Empty if the sender is shown
       * offline anyway.
       */
      readonly hiding: string[];
      /**
       * The time between the previous message of the conversation and this one, in milliseconds; 0 if it is unknown,
       * null if there is no previous message.
       */
      readonly msSincePrevious: number | null;
    }
  | { readonly kind: 'duplicate'; readonly row: MessageRow }
  | { readonly kind: 'not_participant' }
  | { readonly kind: 'reply_missing' }
  /** The message is not stored: the conversation is closed. */
  | { readonly kind: 'closed' }
  /**
   * The message is not stored yet: another transaction has locked the conversation, or the sender's participant row.
   */
  | { readonly kind: 'blocked' }
  /** The message is not stored. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /**
   * The message may have been stored: the database did not respond, and the outcome could not be looked up.
   * `statementEnded` resolves once the statement can no longer run: from then on, reads show whether the statement has
   * stored the message.
   */
  | { readonly kind: 'unknown'; readonly statementEnded: Promise<void>; readonly error: unknown };

type OutcomeRow = (MessageRow | { readonly [K in keyof MessageRow]: null }) & {
  readonly duplicate: boolean;
  /** Null if the sender is not a participant. */
  readonly participants: string[] | null;
  readonly reply_missing: boolean;
  readonly hiding: string[];
  readonly ms_since_previous: number | null;
};

/** An unknown outcome is looked up at this interval until this time limit, in milliseconds. */
const OUTCOME_LOOKUP = { timeoutMs: 10_000, intervalMs: 150 };

/**
 * For how long a group is split in halves, in milliseconds, to isolate the messages that wait for a lock which
 * {@link FIND_LOCKED} cannot see. The time is limited because every attempt is unsuccessful while the whole table is
 * locked.
 */
const ISOLATION_TIMEOUT_MS = 300;

type FoundMessageRow = MessageRow & { readonly participants: string[]; readonly hiding: string[] };

const FIND_BY_ID = `
  select ${messageColumns(shownOnline('u'))}, participants, ${presenceHidersAmong('participants')} as hiding
    from unnest($1::uuid[], $2::uuid[]) as t (conversation_id, id)
    join messages m on m.conversation_id = t.conversation_id and m.id = t.id
    join users u on u.id = m.sender_id
   cross join lateral (
         select array(select p.user_id from participants p where p.conversation_id = m.conversation_id) as participants) own
   order by m.conversation_id, m.seq`;

/**
 * Finds the conversations and senders whose rows another transaction has locked. Locks the other rows for an instant,
 * and waits for no lock.
 */
const FIND_LOCKED = `
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
  private readonly terminator: StatementTerminator;

  constructor(private readonly sql: Sql) {
    this.terminator = new StatementTerminator(sql);
  }

  /**
   * Stores a group of messages. If PostgreSQL refuses one message, only that message is `failed`. If a conversation is
   * locked, only the messages to that conversation are `blocked`, after the lock timeout.
   *
   * @returns the outcome of each message, in the order of the messages; never rejects
   */
  insert(messages: readonly NewMessage[]): Promise<SendOutcome[]> {
    return this.insertGroup(messages, performance.now() + ISOLATION_TIMEOUT_MS);
  }

  /**
   * Like {@link insert}, for messages that were blocked. Looks up the locks first, so that messages which are still
   * blocked do not delay the others.
   */
  async retryBlocked(messages: readonly NewMessage[]): Promise<SendOutcome[]> {
    const locked = await this.findLocked(messages).catch(() => undefined);
    const isBlocked = (message: NewMessage) => !locked || locked.has(senderKey(message));
    return this.insertUnblocked(messages, isBlocked, performance.now() + ISOLATION_TIMEOUT_MS);
  }

  /**
   * Stores a group. If that fails, isolates the messages that cause the failure and stores the others.
   *
   * @param deadline until when a group that runs into a lock is split in halves, in milliseconds of `performance.now()`
   */
  private async insertGroup(
    messages: readonly NewMessage[],
    deadline: number,
    mayRetry = true,
  ): Promise<SendOutcome[]> {
    try {
      return await this.insertTogether(messages);
    } catch (error) {
      if (hasUnknownOutcome(error) && this.sql.wasSent(error)) return this.lookUpOutcomes(messages, error);
      const state = refusalState(error);
      if (state === LOCK_NOT_AVAILABLE) return this.insertWithoutLocked(messages, deadline);
      if (mayRetry && TRANSIENT_REFUSALS.has(state)) return this.insertGroup(messages, deadline, false);
      if (state === undefined || isTooSlow(error) || messages.length === 1)
        return messages.map(() => ({ kind: 'failed', error }));
      return this.insertHalves(messages, deadline);
    }
  }

  /**
   * Stores the messages of a group that has run into a lock, except the messages that would have to wait for the lock:
   * these are `blocked`.
   */
  private async insertWithoutLocked(messages: readonly NewMessage[], deadline: number): Promise<SendOutcome[]> {
    const locked = await this.findLocked(messages).catch(() => undefined);
    if (locked && locked.size > 0)
      return this.insertUnblocked(messages, (message) => locked.has(senderKey(message)), deadline);
    // The lock has just been released, or FIND_LOCKED cannot see it, for example a lock of the whole table.
    const isAlone = messages.every(({ conversationId }) => conversationId === messages[0]!.conversationId);
    if (!locked || isAlone || performance.now() > deadline) return messages.map(() => ({ kind: 'blocked' }));
    return this.insertHalves(messages, deadline);
  }

  /**
   * Stores the halves one after the other. If a message of the first half is blocked, later messages of the same
   * conversation are not stored before it.
   */
  private async insertHalves(messages: readonly NewMessage[], deadline: number): Promise<SendOutcome[]> {
    const half = Math.ceil(messages.length / 2);
    const first = await this.insertGroup(messages.slice(0, half), deadline);
    const blocked = new Set(
      first.flatMap(({ kind }, index) => (kind === 'blocked' ? [messages[index]!.conversationId] : [])),
    );
    // The database is unreachable, and a statement that stores earlier messages of these conversations may still run.
    const isOutcomeUnknown = first.some(({ kind }) => kind === 'unknown');
    const isBlocked = ({ conversationId }: NewMessage) => isOutcomeUnknown || blocked.has(conversationId);
    return [...first, ...(await this.insertUnblocked(messages.slice(half), isBlocked, deadline))];
  }

  private async insertUnblocked(
    messages: readonly NewMessage[],
    isBlocked: (message: NewMessage) => boolean,
    deadline: number,
  ): Promise<SendOutcome[]> {
    const unblocked = messages.filter((message) => !isBlocked(message));
    const outcomes = unblocked.length > 0 ? await this.insertGroup(unblocked, deadline) : [];
    return messages.map((message) => (isBlocked(message) ? { kind: 'blocked' } : outcomes.shift()!));
  }

  /** Returns the {@link senderKey} of each message that would have to wait for a lock. */
  private async findLocked(messages: readonly NewMessage[]): Promise<Set<string>> {
    const rows = await this.sql.write<{ conversation_id: string; sender_id: string }>('locked_sends', FIND_LOCKED, [
      messages.map(({ conversationId }) => conversationId),
      messages.map(({ senderId }) => senderId),
    ]);
    return new Set(rows.map((row) => senderKey({ conversationId: row.conversation_id, senderId: row.sender_id })));
  }

  /**
   * Stores all messages with one statement and one commit, however many conversations they belong to.
   *
   * `seq` is assigned under the lock of the conversation's row, so it has no gaps and follows the order of the commits.
   * Conversations are locked in the order of their ids, so that two groups cannot deadlock.
   *
   * @returns the outcome of each message, in the order of the messages
   */
  private async insertTogether(messages: readonly NewMessage[]): Promise<SendOutcome[]> {
    const column = <K extends keyof NewMessage>(key: K) => messages.map((message) => message[key]);
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

  /** Stops trying to terminate statements with an unknown outcome: the server is shutting down. */
  stopTerminating(): void {
    this.terminator.stop();
  }

  /**
   * Looks up the outcomes of messages whose statement got no response. Running the statement again could store the
   * messages twice. If one of the messages is found by its id, the statement has committed. If no message is found, the
   * statement is terminated, so that it can no longer commit, and the messages are looked up again.
   *
   * @param error the error of the statement; messages that are not stored fail with this error
   */
  private async lookUpOutcomes(messages: readonly NewMessage[], error: unknown): Promise<SendOutcome[]> {
    const ids = [messages.map((message) => message.conversationId), messages.map((message) => message.id)];
    const findNow = () => this.sql.prepared<FoundMessageRow>('messages_by_id', FIND_BY_ID, ids);
    const find = async () => {
      const rows = await findNow();
      if (rows.length > 0) return rows;
      await this.sql.terminate(error);
      return findNow();
    };
    const deadline = performance.now() + OUTCOME_LOOKUP.timeoutMs;
    const timedOut = delay(OUTCOME_LOOKUP.timeoutMs, undefined, { ref: false });
    while (performance.now() < deadline) {
      await delay(OUTCOME_LOOKUP.intervalMs);
      const rows = await Promise.race([find().catch(() => undefined), timedOut]);
      if (!rows) continue;
      const found = new Map(rows.map((row) => [row.id, row]));
      return messages.map(({ id }) => {
        const row = found.get(id);
        if (!row) return { kind: 'failed', error };
        return { kind: 'stored', row, participants: row.participants, hiding: row.hiding, msSincePrevious: 0 };
      });
    }
    const statementEnded = this.terminator.terminate(error);
    return messages.map(() => ({ kind: 'unknown', statementEnded, error }));
  }
}

function senderKey({ conversationId, senderId }: Pick<NewMessage, 'conversationId' | 'senderId'>): string {
  return conversationId + senderId;
}

function toOutcome(row: OutcomeRow): SendOutcome {
  const { duplicate, participants, hiding } = row;
  if (participants === null) return { kind: 'not_participant' };
  if (row.seq === null) return { kind: row.reply_missing ? 'reply_missing' : 'closed' };
  return duplicate
    ? { kind: 'duplicate', row }
    : { kind: 'stored', row, participants, hiding, msSincePrevious: row.ms_since_previous };
}

/**
 * SQLSTATEs of errors that do not recur when the same statement is retried: another node stored the same
 * `clientMessageId` after the statement had looked for it (23505), a deadlock (40P01), a serialization failure (40001).
 */
const TRANSIENT_REFUSALS: ReadonlySet<string | undefined> = new Set(['23505', '40001', '40P01']);
