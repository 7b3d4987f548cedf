import { Injectable } from '@nestjs/common';
import { PAGE_BYTES } from '@smart-hub/contract/messages';
import { Sql } from '../platform/database/sql.js';
import { fitting } from '../platform/http/json-size.js';
import { ownTurn } from '../platform/turns.js';
import { shownOnlineTo } from '../users/user.mapper.js';
import {
  columnsOf,
  MESSAGE_NAMES,
  messageBytes,
  messageColumns,
  storedColumns,
  type MessageRow,
  type Said,
} from './message.mapper.js';

/** Which messages of a conversation: next to one end, or to a place. */
export interface Range {
  /** Inclusive. */
  readonly upTo?: number;
  /** Exclusive. */
  readonly after?: number;
  readonly limit: number;
  /** How large they may be in JSON, in bytes; one is always delivered. */
  readonly bytes?: number;
}

/** Some messages, and how large they are in JSON, in bytes. */
interface Sized {
  readonly rows: MessageRow[];
  readonly bytes: number;
}

/** What changed in a conversation after `rev`, as it stood at `lastSeq` and `lastRev`, or later. */
export interface ChangesSince {
  readonly viewerId: string;
  readonly conversationId: string;
  readonly rev: number;
  readonly lastSeq: number;
  readonly lastRev: number;
  readonly limit: number;
  /** As of {@link Range}. */
  readonly bytes: number;
}

/**
 * The first of these messages, up to and including the one with which their contents exceed so many bytes. How long a
 * content is, is known without reading it; in JSON it may be longer still, which {@link fitting} decides.
 *
 * @param messages a selection of {@link messageColumns}, in the same order
 * @param most the parameter that says how many bytes
 */
const bounded = (messages: string, order: string, most: string) => `
  select ${MESSAGE_NAMES}
    from (select ${MESSAGE_NAMES}, sum(octet_length(content)) over (order by ${order} rows between unbounded preceding and 1 preceding)
                 as preceding
            from (${messages}) page) page
   where (preceding <= ${most}) is not false
   order by ${order}`;

const page = (bound: string, order: string) =>
  bounded(
    `
  select ${messageColumns(shownOnlineTo('$5', 'u'))}
    from messages m join users u on u.id = m.sender_id
   where m.conversation_id = $1 and m.seq ${bound} $2
   order by m.seq ${order}
   limit $3`,
    `seq ${order}`,
    '$4',
  );

/** How the history is read: by its key, at any length. Ascending and descending pages; what changed since. */
export const HISTORY = {
  upTo: page('<=', 'desc'),
  after: page('>', 'asc'),
  // Old messages that were deleted have an index of their own.
  changed: bounded(
    `
  select ${columnsOf(shownOnlineTo('$6', 'u'), 'changed')}
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
  // Nothing but what is read of it: twenty thousand rows are read on the loop that everybody waits for.
  said: `
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

  /** A page of a conversation as somebody sees it, ascending. With `after` the oldest that fit, otherwise the newest. */
  async page(
    viewerId: string,
    conversationId: string,
    { upTo, after, limit, bytes: most = PAGE_BYTES }: Range,
  ): Promise<Sized> {
    const newestFirst = after === undefined;
    const rows = await this.sql.prepared<MessageRow>(
      newestFirst ? 'messages_up_to' : 'messages_after',
      newestFirst ? HISTORY.upTo : HISTORY.after,
      [conversationId, newestFirst ? (upTo ?? MAX_SEQ) : after, limit, most, viewerId],
    );
    await ownTurn();
    const { fit, bytes } = fitting(rows, most, messageBytes);
    return { rows: newestFirst ? fit.toReversed() : fit, bytes };
  }

  /** What was said up to a place, ascending; the newest that fit. */
  async said(conversationId: string, { upTo = MAX_SEQ, limit }: Pick<Range, 'upTo' | 'limit'>): Promise<Said[]> {
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
   * The messages that changed after a revision, by revision; `isCut` when there are more.
   *
   * Every new message took a revision of its own, so those after `rev` are among the newest `lastRev - rev`: the key
   * finds them, without an index on `rev`. Only deleted messages may be older, and of these there is one.
   */
  async changedSince(place: ChangesSince): Promise<Sized & { readonly isCut: boolean }> {
    const { viewerId, conversationId, rev, lastSeq, lastRev, limit, bytes: most } = place;
    // One more than is delivered tells whether there is more. Where the statement was cut by bytes, not all that it
    // returns fits: their contents alone exceed them.
    const rows = await this.sql.prepared<MessageRow>('messages_changed', HISTORY.changed, [
      conversationId,
      lastSeq - (lastRev - rev),
      rev,
      limit + 1,
      most,
      viewerId,
    ]);
    await ownTurn();
    const { fit, bytes } = fitting(rows.slice(0, limit), most, messageBytes);
    return { rows: fit, bytes, isCut: fit.length < rows.length };
  }
}

const MAX_SEQ = 2_147_483_647;
