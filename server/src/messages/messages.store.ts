import { Injectable } from '@nestjs/common';
import { PAGE_BYTES } from '@smart-hub/contract/messages';
import { Sql } from '../platform/database/sql.js';
import { itemsThatFit } from '../platform/http/json-size.js';
import { yieldToEventLoop } from '../platform/yield-to-event-loop.js';
import { shownOnlineTo } from '../users/user.mapper.js';
import {
  messageColumnsOf,
  MESSAGE_ROW_NAMES,
  messageBytes,
  messageColumns,
  storedColumns,
  type MessageRow,
  type TranscriptLine,
} from './message.mapper.js';

/**
 * A range of messages of a conversation, by `seq`: with `after`, the oldest messages after it; without `after`, the
 * newest messages up to `upTo`.
 */
export interface MessageRange {
  /** The highest `seq` in the range; the end of the conversation if undefined. */
  readonly upTo?: number;
  /** The `seq` before the lowest one in the range. */
  readonly after?: number;
  readonly limit: number;
  /** The maximum size of the messages in JSON, in bytes. One message is always returned, whatever its size. */
  readonly bytes?: number;
}

/** Messages and an upper bound of their size in JSON, in bytes. */
interface SizedRows {
  readonly rows: MessageRow[];
  readonly bytes: number;
}

/**
 * Selects the changes of a conversation after `rev`. `lastSeq` and `lastRev` are the counters of the conversation as
 * the caller has read them. The present counters can be higher.
 */
export interface ChangesQuery {
  readonly viewerId: string;
  readonly conversationId: string;
  readonly rev: number;
  readonly lastSeq: number;
  readonly lastRev: number;
  readonly limit: number;
  /** As in {@link MessageRange}. */
  readonly bytes: number;
}

/**
 * SQL: the first messages of a result, up to and including the message with which the contents exceed the byte limit.
 * PostgreSQL knows the length of a content without reading it. A content can be longer in JSON, so {@link itemsThatFit}
 * decides which messages are returned.
 *
 * @param messages a `select` of {@link messageColumns}, in the order `order`
 * @param maxBytes the SQL parameter with the byte limit
 */
const messagesWithinBytes = (messages: string, order: string, maxBytes: string) => `
  select ${MESSAGE_ROW_NAMES}
    from (select ${MESSAGE_ROW_NAMES}, sum(octet_length(content)) over (order by ${order} rows between unbounded preceding and 1 preceding)
                 as preceding
            from (${messages}) page) page
   where (preceding <= ${maxBytes}) is not false
   order by ${order}`;

const pageQuery = (bound: string, order: string) =>
  messagesWithinBytes(
    `
  select ${messageColumns(shownOnlineTo('$5', 'u'))}
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq ${bound} $2
   order by m.seq ${order}
   limit $3`,
    `seq ${order}`,
    '$4',
  );

/**
 * The statements that read messages. Each uses an index, so its cost does not grow with the length of the conversation.
 */
export const MESSAGE_QUERIES = {
  upTo: pageQuery('<=', 'desc'),
  after: pageQuery('>', 'asc'),
  // Deleted messages are found by the index `messages_deleted`, however old they are.
  changed: messagesWithinBytes(
    `
  select ${messageColumnsOf(shownOnlineTo('$6', 'u'), 'changed')}
    from ((select ${storedColumns('m')} from messages m
            where m.conversation_id = $1 and m.seq > $2 and m.rev > $3 and m.deleted_at is null
            order by m.rev limit $4)
          union all
          (select ${storedColumns('d')} from messages d
            where d.conversation_id = $1 and d.rev > $3 and d.deleted_at is not null
            order by d.rev limit $4)) changed
    join users u on u.id = changed.sender_id
   order by changed.rev
   limit $4`,
    'rev',
    '$5',
  ),
  // Only the columns that a transcript needs: it may read 20,000 rows, on the event loop that serves every request.
  transcript: `
  select m.seq, m.id, u.name, m.content as text
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq <= $2 and m.deleted_at is null
   order by m.seq desc
   limit $3`,
  seqOf: 'select seq from messages where conversation_id = $1 and id = $2',
};

@Injectable()
export class MessagesStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Returns a page of a conversation as the viewer sees it, in ascending order. Without `after`, the newest messages
   * that fit; with it, the oldest messages after it that fit.
   */
  async page(
    viewerId: string,
    conversationId: string,
    { upTo, after, limit, bytes: maxBytes = PAGE_BYTES }: MessageRange,
  ): Promise<SizedRows> {
    const newestFirst = after === undefined;
    const rows = await this.sql.prepared<MessageRow>(
      newestFirst ? 'messages_up_to' : 'messages_after',
      newestFirst ? MESSAGE_QUERIES.upTo : MESSAGE_QUERIES.after,
      [conversationId, newestFirst ? (upTo ?? MAX_SEQ) : after, limit, maxBytes, viewerId],
    );
    await yieldToEventLoop();
    const { fit, bytes } = itemsThatFit(rows, maxBytes, messageBytes);
    return { rows: newestFirst ? fit.toReversed() : fit, bytes };
  }

  /** Returns the newest `limit` messages up to `upTo`, without deleted messages, in ascending order. */
  async transcript(
    conversationId: string,
    { upTo = MAX_SEQ, limit }: Pick<MessageRange, 'upTo' | 'limit'>,
  ): Promise<TranscriptLine[]> {
    return (
      await this.sql.prepared<TranscriptLine>('messages_transcript', MESSAGE_QUERIES.transcript, [
        conversationId,
        upTo,
        limit,
      ])
    ).toReversed();
  }

  /** Returns the `seq` of a message; undefined if the conversation has no such message. */
  async seqOf(conversationId: string, messageId: string): Promise<number | undefined> {
    const [row] = await this.sql.prepared<{ readonly seq: number }>('message_seq', MESSAGE_QUERIES.seqOf, [
      conversationId,
      messageId,
    ]);
    return row?.seq;
  }

  /**
   * Returns the messages that changed after a revision, in order of revision.
   *
   * Every new message takes a revision of its own, so the messages that were sent after the revision `rev` are among
   * the newest `lastRev - rev` messages: the primary key finds them, without an index on `rev`. A message that was
   * deleted after `rev` can be older; deleted messages have an index on `rev`.
   */
  async changedSince(query: ChangesQuery): Promise<SizedRows & { readonly hasMore: boolean }> {
    const { viewerId, conversationId, rev, lastSeq, lastRev, limit, bytes: maxBytes } = query;
    // Reads one row more than the limit, to learn whether there are more rows. If the statement stopped at the byte
    // limit, not all its rows fit, because their contents alone exceed the limit; so `hasMore` is true in that case,
    // too.
    const rows = await this.sql.prepared<MessageRow>('messages_changed', MESSAGE_QUERIES.changed, [
      conversationId,
      lastSeq - (lastRev - rev),
      rev,
      limit + 1,
      maxBytes,
      viewerId,
    ]);
    await yieldToEventLoop();
    const { fit, bytes } = itemsThatFit(rows.slice(0, limit), maxBytes, messageBytes);
    return { rows: fit, bytes, hasMore: fit.length < rows.length };
  }
}

const MAX_SEQ = 2_147_483_647;
