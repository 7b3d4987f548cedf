import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { MESSAGE_COLUMNS, type MessageRow, type Said } from './message.mapper.js';

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

const MAX_SEQ = 2_147_483_647;
