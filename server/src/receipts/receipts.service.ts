import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Count, Id } from '@smart-hub/contract/identifiers';
import type { Message } from '@smart-hub/contract/messages';
import type { MarkDelivered, MarkRead, Position, ReadPosition, Unread } from '@smart-hub/contract/receipts';
import { z } from 'zod';
import { conversationBusy, conversationNotFound } from '../conversations/conversations.service.js';
import { LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type Guard } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { Fanout } from '../realtime/fanout.js';
import { Publisher } from '../realtime/publisher.js';
import type { Place } from '../realtime/sequencer.js';
import { SocketServer } from '../realtime/socket-server.js';
import { markKey, PendingMarks, type PendingMark } from './pending-marks.js';
import { ReceiptsStore, type Mark, type MarkedRow } from './receipts.store.js';

/** How long counts that changed by what was sent are gathered before they are told, in milliseconds. */
const GATHER_MS = 100;
/** After how long counts are asked for again that could not be had, in milliseconds. */
const AGAIN_MS = 1000;

interface Pair {
  readonly userId: string;
  readonly conversationId: string;
}

/** Whose counts are to be told, and how far they have read if that is news. */
interface Changed extends Pair {
  readonly readSeq?: number;
}

/** What the node where somebody has read says to the others where they are. */
const ReadElsewhere = z.object({ conversationId: Id, readSeq: Count });
type ReadElsewhere = z.infer<typeof ReadElsewhere>;

const READ_ELSEWHERE = 'read';

type Settled = (MarkedRow & { readonly counts: Unread }) | undefined;

/**
 * Owns how far everybody has come: what is delivered, read and unread.
 *
 * Invariants: positions never go back, and are stored before they are told; unread are the messages of others after the
 * read position, by arithmetic on counters in the participant's row. One round at a time writes, counts and tells, so that
 * the count told last is the newest: each node counts for its own sockets. A private position is told to nobody else. Over
 * own messages a position moves in the sending statement itself (`messages`), of which clients learn by the message.
 */
@Injectable()
export class ReceiptsService implements OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptsService.name);
  private readonly marks = new PendingMarks<Settled>(() => this.startRound());
  private changed = new Map<string, Changed>();
  private round: Promise<void> | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private readonly guard: Guard;

  constructor(
    private readonly store: ReceiptsStore,
    private readonly publisher: Publisher,
    private readonly sockets: SocketServer,
    private readonly fanout: Fanout,
    counters: Counters,
  ) {
    this.guard = { counters, logger: this.logger };
    // What a user sends themselves leaves their counts as they are.
    publisher.onArrival('new_message', (userId: string, { conversation }: Message) =>
      this.unreadChanged([userId], conversation.id),
    );
    fanout.on(READ_ELSEWHERE, ReadElsewhere, (read, userId) => this.readElsewhere(userId, read));
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.gathering);
    await this.round;
    // What failed, or was blocked, in that round would be tried again.
    clearTimeout(this.gathering);
    this.marks.close();
  }

  /** @throws ProblemError `conversation.not_found`, `conversation.busy` */
  async markRead(
    actor: Actor,
    { conversationId, seq, private: secret = false }: MarkRead,
  ): Promise<Required<ReadPosition>> {
    const shown = secret ? 0 : seq;
    const row = await this.mark({
      conversationId,
      userId: actor.id,
      readSeq: seq,
      readSeqShown: shown,
      deliveredSeq: 0,
    });
    return toReadPosition(actor.id, row.counts);
  }

  /** @throws ProblemError `conversation.not_found`, `conversation.busy` */
  async markDelivered(actor: Actor, { conversationId, seq }: MarkDelivered): Promise<Position> {
    const row = await this.mark({ conversationId, userId: actor.id, readSeq: 0, readSeqShown: 0, deliveredSeq: seq });
    return { conversationId, userId: actor.id, seq: row.delivered_seq };
  }

  /** Has these users told what they have not read of a conversation: soon, and together with whatever changes until then. */
  unreadChanged(userIds: readonly string[], conversationId: string): void {
    for (const userId of userIds) {
      if (this.sockets.isConnected(userId)) this.change({ userId, conversationId });
    }
    this.gather(GATHER_MS);
  }

  private gather(delay: number): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.startRound();
    }, delay);
  }

  private readElsewhere(userId: string, read: ReadElsewhere): void {
    this.change({ userId, ...read });
    this.startRound();
  }

  private change(changed: Changed): void {
    const key = markKey(changed);
    const readSeq = Math.max(changed.readSeq ?? 0, this.changed.get(key)?.readSeq ?? 0);
    this.changed.set(key, readSeq > 0 ? { ...changed, readSeq } : changed);
  }

  private async mark(mark: Mark): Promise<NonNullable<Settled>> {
    const row = await this.marks.add(mark);
    if (!row) throw conversationNotFound();
    return row;
  }

  private startRound(): void {
    if (this.isDue()) this.round ??= this.rounds();
  }

  private isDue(): boolean {
    return this.marks.isDue || (this.changed.size > 0 && !this.gathering);
  }

  private async rounds(): Promise<void> {
    while (this.isDue()) {
      const marks = this.marks.take();
      const changed = this.changed;
      this.changed = new Map();
      await this.settle(marks, changed);
    }
    // At once, and not in a callback: what comes in between would wait for the next to come.
    this.round = undefined;
  }

  private async settle(marks: Map<string, PendingMark<Settled>>, changed: Map<string, Changed>): Promise<void> {
    const due = [...changed.values()];
    try {
      const rows = marks.size > 0 ? await this.store.mark([...marks.values()].map(({ mark }) => mark)) : [];
      // They are stored: one that cannot be published fails none of the others.
      rows.forEach(guarded(this.guard, 'Publishing a position', (row: MarkedRow) => this.publishMoved(row)));
      // They are published as soon as they are counted, now or later.
      due.unshift(...rows.filter((row) => row.read_moved).map((row) => ({ ...pairOf(row), readSeq: row.read_seq })));
      if (rows.length < marks.size) await this.retryBlocked(marks, rows);
      const unread = await this.count([...due, ...rows.map(pairOf)]);
      const publish = (one: Changed) => this.publishCounts(one, unread.get(markKey(one)));
      due.forEach(guarded(this.guard, 'Publishing counts', publish));
      const settled = new Map(rows.map((row) => [markKey(pairOf(row)), row]));
      for (const [key, { waiting }] of marks) {
        const row = settled.get(key);
        const counts = unread.get(key);
        waiting.forEach(({ resolve }) => resolve(row && counts && { ...row, counts }));
      }
    } catch (error) {
      const isLocked = marks.size > 0 && refusalState(error) === LOCK_NOT_AVAILABLE;
      if (isLocked) for (const pending of marks.values()) this.retry(pending);
      else this.fail(marks, error);
      for (const one of due) this.change(one);
      this.gather(AGAIN_MS);
    }
  }

  /** Leaves the marks whose position is locked to a later round, and takes them out of this one's. */
  private async retryBlocked(marks: Map<string, PendingMark<Settled>>, rows: readonly MarkedRow[]): Promise<void> {
    const written = new Set(rows.map((row) => markKey(pairOf(row))));
    const missing = [...marks].filter(([key]) => !written.has(key)).map(([, { mark }]) => mark);
    for (const row of await this.store.participating(missing)) {
      const key = markKey(pairOf(row));
      const pending = marks.get(key)!;
      marks.delete(key);
      this.retry(pending);
    }
  }

  private retry(pending: PendingMark<Settled>): void {
    if (!this.marks.retry(pending)) pending.waiting.forEach(({ reject }) => reject(conversationBusy()));
  }

  private fail(marks: Map<string, PendingMark<Settled>>, error: unknown): void {
    this.logger.error(error, 'Receipts could not be kept');
    for (const { waiting } of marks.values()) waiting.forEach(({ reject }) => reject(error));
  }

  private async count(pairs: Changed[]): Promise<Map<string, Unread>> {
    const rows = pairs.length > 0 ? await this.store.unread(pairs) : [];
    return new Map(
      rows.map((row) => [
        markKey(pairOf(row)),
        {
          conversationId: row.conversation_id,
          readSeq: row.read_seq,
          lastSeq: row.last_seq,
          unread: row.unread,
          totalUnread: row.total_unread,
        },
      ]),
    );
  }

  private publishCounts({ userId, readSeq }: Changed, counts: Unread | undefined): void {
    if (!counts) return;
    if (readSeq === undefined) return this.publisher.toUserHere(userId, 'unread_changed', counts);
    // Without a place: in one round after the other they are in order, and the same position may have another count.
    this.publisher.toUserHere(userId, 'conversation_read', toReadPosition(userId, counts));
  }

  /** Tells the participants which positions moved; the reader, whose counts that changes, on other nodes only. */
  private publishMoved(row: MarkedRow): void {
    const { user_id: userId, conversation_id: conversationId } = row;
    const position = { conversationId, userId };
    if (row.delivered_moved) {
      const delivered = { ...position, seq: row.delivered_seq };
      this.publisher.toUsers(row.participants, 'conversation_delivered', delivered, newest('delivered', delivered));
    }
    if (row.shown_moved) {
      const read = { ...position, seq: row.read_seq_shown };
      const others = row.participants.filter((id) => id !== userId);
      this.publisher.toUsers(others, 'conversation_read', read, newest('read', read));
    }
    if (row.read_moved)
      this.fanout.tell([userId], READ_ELSEWHERE, { conversationId, readSeq: row.read_seq } satisfies ReadElsewhere);
  }
}

function pairOf(row: { readonly user_id: string; readonly conversation_id: string }): Pair {
  return { userId: row.user_id, conversationId: row.conversation_id };
}

/** The position as its owner sees it, with what is left. */
function toReadPosition(userId: string, { readSeq: seq, ...counts }: Unread): Required<ReadPosition> {
  return { userId, seq, ...counts };
}

/** Positions come from several nodes, and never go back. */
function newest(what: 'read' | 'delivered', { conversationId, userId, seq }: Position): Place {
  return { stream: `${what} ${conversationId} ${userId}`, at: seq, kind: 'newest' };
}
