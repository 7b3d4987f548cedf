import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { isUnanswered, refusalState } from '../platform/database/connection-failure.js';
import { Sql } from '../platform/database/sql.js';
import { INSERT_MESSAGES } from './insert-messages.js';
import { MESSAGE_COLUMNS, type MessageRow, type Said } from './message.mapper.js';

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
      readonly row: MessageRow;
      readonly participants: string[];
      readonly senderWasBehind: boolean;
      /**
       * How long before it the one before it in the conversation was written, in milliseconds; 0 if that is not known,
       * null if there is none.
       */
      readonly pause: number | null;
    }
  | { readonly kind: 'duplicate'; readonly row: MessageRow }
  | { readonly kind: 'not_participant' }
  | { readonly kind: 'reply_missing' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Which messages of a conversation: next to one end, or to a place. */
export interface Range {
  /** Inclusive. */
  readonly upTo?: number;
  /** Exclusive. */
  readonly after?: number;
  readonly limit: number;
}

/** What changed in a conversation after `rev`, as it stood at `lastSeq` and `lastRev`, or later. */
export interface ChangesSince {
  readonly conversationId: string;
  readonly rev: number;
  readonly lastSeq: number;
  readonly lastRev: number;
  readonly limit: number;
}

type OutcomeRow = (MessageRow | { readonly [K in keyof MessageRow]: null }) & {
  readonly duplicate: boolean;
  /** Null for a stranger. */
  readonly participants: string[] | null;
  /** Whether the sender had not read all that was there: by sending they have. */
  readonly sender_was_behind: boolean;
  readonly pause: number | null;
};

/** How often, and after which pause, what became of drafts is asked while the database is away. */
const DOUBT = { tries: 20, pauseMs: 150 };

type FoundRow = MessageRow & { readonly participants: string[] };

const FIND = `
  select ${MESSAGE_COLUMNS},
         array(select p.user_id from participants p where p.conversation_id = m.conversation_id) as participants
    from unnest($1::uuid[], $2::uuid[]) as t (conversation_id, id)
    join messages m on m.conversation_id = t.conversation_id and m.id = t.id
    join users u on u.id = m.sender_id
   order by m.conversation_id, m.seq`;

const page = (bound: string, order: string) => `
  select ${MESSAGE_COLUMNS}
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq ${bound} $2
   order by m.seq ${order}
   limit $3`;

/** How the history is read: by its key, at any length. Ascending and descending pages; what changed since. */
export const HISTORY = {
  upTo: page('<=', 'desc'),
  after: page('>', 'asc'),
  changed: `
  select ${MESSAGE_COLUMNS}
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq > $2 and m.rev > $3
   order by m.rev
   limit $4`,
  // Nothing but what is read of it: twenty thousand rows are read on the loop that everybody waits for.
  said: `
  select m.seq, m.id, u.name, m.content as text
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq <= $2
   order by m.seq desc
   limit $3`,
  seqOf: 'select seq from messages where conversation_id = $1 and id = $2',
};

@Injectable()
export class MessagesStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Stores a group of messages; one that PostgreSQL refuses fails alone.
   *
   * @returns what became of each draft, in their order; never throws
   */
  async insert(drafts: readonly Draft[], again = true): Promise<Outcome[]> {
    try {
      return await this.insertTogether(drafts);
    } catch (error) {
      if (isUnanswered(error)) return this.lookUp(drafts, error);
      const state = refusalState(error);
      if (again && PASSING.has(state)) return this.insert(drafts, false);
      if (state === undefined || drafts.length === 1) return drafts.map(() => ({ kind: 'failed', error }));
      const half = Math.ceil(drafts.length / 2);
      return [...(await this.insert(drafts.slice(0, half))), ...(await this.insert(drafts.slice(half)))];
    }
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
    const rows = await this.sql.prepared<OutcomeRow>('insert_messages', INSERT_MESSAGES, [
      column('conversationId'),
      column('senderId'),
      column('id'),
      column('clientMessageId'),
      column('content'),
      column('replyTo'),
    ]);
    return rows.map(toOutcome);
  }

  /**
   * What became of drafts whose statement was never answered: to run it again could store them twice, so their ids are
   * looked for. A little later, since PostgreSQL may still be at work on it; and not for ever.
   *
   * @param error what they failed with, if they are not there
   */
  private async lookUp(drafts: readonly Draft[], error: unknown): Promise<Outcome[]> {
    const ids = [drafts.map((draft) => draft.conversationId), drafts.map((draft) => draft.id)];
    for (let tries = 0; tries < DOUBT.tries; tries += 1) {
      await delay(DOUBT.pauseMs);
      const rows = await this.sql.rows<FoundRow>(FIND, ids).catch(() => undefined);
      if (!rows) continue;
      const found = new Map(rows.map((row) => [row.id, row]));
      return drafts.map(({ id }) => {
        const row = found.get(id);
        if (!row) return { kind: 'failed', error };
        return { kind: 'stored', row, participants: row.participants, senderWasBehind: true, pause: 0 };
      });
    }
    return drafts.map(() => ({ kind: 'failed', error }));
  }

  /** A page of a conversation, ascending. With `after` the oldest that fit, otherwise the newest. */
  async page(conversationId: string, { upTo, after, limit }: Range): Promise<MessageRow[]> {
    const newestFirst = after === undefined;
    const rows = await this.sql.prepared<MessageRow>(
      newestFirst ? 'messages_up_to' : 'messages_after',
      newestFirst ? HISTORY.upTo : HISTORY.after,
      [conversationId, newestFirst ? (upTo ?? MAX_SEQ) : after, limit],
    );
    return newestFirst ? rows.toReversed() : rows;
  }

  /** What was said up to a place, ascending; the newest that fit. */
  async said(conversationId: string, { upTo = MAX_SEQ, limit }: Omit<Range, 'after'>): Promise<Said[]> {
    return (await this.sql.prepared<Said>('messages_said', HISTORY.said, [conversationId, upTo, limit])).toReversed();
  }

  /** The place of a message in its conversation, if it is there. */
  async seqOf(conversationId: string, messageId: string): Promise<number | undefined> {
    const [row] = await this.sql.prepared<{ readonly seq: number }>('message_seq', HISTORY.seqOf, [
      conversationId,
      messageId,
    ]);
    return row?.seq;
  }

  /**
   * The messages that changed after a revision, by revision.
   *
   * Every new message took a revision of its own, so those after `rev` are among the newest `lastRev - rev`: the key
   * finds them, without an index on `rev`.
   */
  changedSince({ conversationId, rev, lastSeq, lastRev, limit }: ChangesSince): Promise<MessageRow[]> {
    return this.sql.prepared<MessageRow>('messages_changed', HISTORY.changed, [
      conversationId,
      lastSeq - (lastRev - rev),
      rev,
      limit,
    ]);
  }
}

function toOutcome(row: OutcomeRow): Outcome {
  const { duplicate, participants } = row;
  if (participants === null) return { kind: 'not_participant' };
  if (row.seq === null) return { kind: 'reply_missing' };
  return duplicate
    ? { kind: 'duplicate', row }
    : { kind: 'stored', row, participants, senderWasBehind: row.sender_was_behind, pause: row.pause };
}

/**
 * Refusals that the same statement does not meet again: another node stored the same `clientMessageId` after this
 * statement had looked for it (23505), a deadlock (40P01), a serialization failure (40001).
 */
const PASSING: ReadonlySet<string | undefined> = new Set(['23505', '40001', '40P01']);

const MAX_SEQ = 2_147_483_647;
