import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Count, Id } from '@smart-hub/contract/identifiers';
import type { Message } from '@smart-hub/contract/messages';
import type { MarkDelivered, MarkRead, Position, ReadPosition, Unread } from '@smart-hub/contract/receipts';
import { z } from 'zod';
import { conversationBusy, conversationNotFound } from '../conversations/conversations.service.js';
import { LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import { Counters } from '../platform/health/counters.js';
import { guarded, type ErrorReporting } from '../platform/health/guarded.js';
import type { Actor } from '../platform/http/identity.js';
import { NodeBus } from '../realtime/node-bus.js';
import { Publisher } from '../realtime/publisher.js';
import type { StreamPosition } from '../realtime/sequencer.js';
import { SocketServer } from '../realtime/socket-server.js';
import { markKey, PendingMarks, type PendingMark } from './pending-marks.js';
import { ReceiptsStore, type Mark, type MarkedRow } from './receipts.store.js';

/**
 * For how long changes of unread counts by new messages are collected before the messages are counted, in milliseconds.
 */
const COUNT_BATCH_MS = 100;
/** After how long counts that could not be read are retried, in milliseconds. */
const RETRY_MS = 1000;

interface UserConversation {
  readonly userId: string;
  readonly conversationId: string;
}

/** An unread count that is to be read and published. */
interface PendingCount extends UserConversation {
  /** The user's new read position, if it has moved. */
  readonly readSeq?: number;
}

/**
 * A message between nodes: the user has moved their read position to `readSeq`, by a command to the publishing node.
 */
const RemoteRead = z.object({ conversationId: Id, readSeq: Count });
type RemoteRead = z.infer<typeof RemoteRead>;

const READ_TOPIC = 'read';

type MarkResult = (MarkedRow & { readonly counts: Unread }) | undefined;

/**
 * Manages receipts: the positions up to which users have received and read the messages of a conversation, and their
 * unread counts.
 *
 * Invariants: positions never go back, and are stored before they are published. A user's unread messages are the
 * messages of others after the user's read position; their number is calculated from counters in the participant's row.
 * One round at a time writes, counts and publishes, so that the last published count is the newest; each node counts
 * for its own sockets. The position of a user who reads in private is published to that user only. When a user sends a
 * message, the sending statement (`messages`) moves the user's positions over it; clients do the same when they receive
 * the message.
 */
@Injectable()
export class ReceiptsService implements OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptsService.name);
  private readonly marks = new PendingMarks<MarkResult>(() => this.startRound());
  private pendingCounts = new Map<string, PendingCount>();
  private running: Promise<void> | undefined;
  private roundTimer: NodeJS.Timeout | undefined;
  private readonly errorReporting: ErrorReporting;

  constructor(
    private readonly store: ReceiptsStore,
    private readonly publisher: Publisher,
    private readonly sockets: SocketServer,
    private readonly nodeBus: NodeBus,
    counters: Counters,
  ) {
    this.errorReporting = { counters, logger: this.logger };
    // Not needed for `message_sent`: a user's own messages do not change their counts.
    publisher.onRemoteEvent('new_message', (userId: string, { conversation }: Message) =>
      this.unreadChanged([userId], conversation.id),
    );
    nodeBus.on(READ_TOPIC, RemoteRead, (read, userId) => this.receiveRead(userId, read));
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.roundTimer);
    await this.running;
    // That round may have scheduled a retry.
    clearTimeout(this.roundTimer);
    this.marks.close();
  }

  /** @throws ProblemError `conversation.not_found`, `conversation.busy` */
  async markRead(
    actor: Actor,
    { conversationId, seq, private: isPrivate = false }: MarkRead,
  ): Promise<Required<ReadPosition>> {
    const row = await this.mark({
      conversationId,
      userId: actor.id,
      readSeq: seq,
      readSeqShown: isPrivate ? 0 : seq,
      deliveredSeq: 0,
    });
    return toReadPosition(actor.id, row.counts);
  }

  /** @throws ProblemError `conversation.not_found`, `conversation.busy` */
  async markDelivered(actor: Actor, { conversationId, seq }: MarkDelivered): Promise<Position> {
    const row = await this.mark({ conversationId, userId: actor.id, readSeq: 0, readSeqShown: 0, deliveredSeq: seq });
    return { conversationId, userId: actor.id, seq: row.delivered_seq };
  }

  /**
   * Schedules a round that publishes these users' unread counts of a conversation to their sockets on this node.
   * Changes within {@link COUNT_BATCH_MS} are published together.
   */
  unreadChanged(userIds: readonly string[], conversationId: string): void {
    for (const userId of userIds) {
      if (this.sockets.isConnected(userId)) this.addPendingCount({ userId, conversationId });
    }
    this.scheduleRound(COUNT_BATCH_MS);
  }

  private scheduleRound(delay: number): void {
    this.roundTimer ??= setTimeout(() => {
      this.roundTimer = undefined;
      this.startRound();
    }, delay);
  }

  private receiveRead(userId: string, read: RemoteRead): void {
    this.addPendingCount({ userId, ...read });
    this.startRound();
  }

  private addPendingCount(count: PendingCount): void {
    const key = markKey(count);
    const readSeq = Math.max(count.readSeq ?? 0, this.pendingCounts.get(key)?.readSeq ?? 0);
    this.pendingCounts.set(key, readSeq > 0 ? { ...count, readSeq } : count);
  }

  private async mark(mark: Mark): Promise<NonNullable<MarkResult>> {
    const row = await this.marks.add(mark);
    if (!row) throw conversationNotFound();
    return row;
  }

  private startRound(): void {
    if (this.isDue()) this.running ??= this.runRounds();
  }

  private isDue(): boolean {
    return this.marks.isDue || (this.pendingCounts.size > 0 && !this.roundTimer);
  }

  private async runRounds(): Promise<void> {
    while (this.isDue()) {
      const marks = this.marks.takeDue();
      const counts = this.pendingCounts;
      this.pendingCounts = new Map();
      await this.runRound(marks, counts);
    }
    // Cleared synchronously after the last `isDue()`: otherwise a mark that arrives in between would not start a round.
    this.running = undefined;
  }

  private async runRound(
    marks: Map<string, PendingMark<MarkResult>>,
    counts: Map<string, PendingCount>,
  ): Promise<void> {
    const due = [...counts.values()];
    try {
      const rows = marks.size > 0 ? await this.store.mark([...marks.values()].map(({ mark }) => mark)) : [];
      // The positions are stored by now, so an error in publishing one of them must not prevent the others.
      rows.forEach(guarded(this.errorReporting, 'Publishing a position', (row: MarkedRow) => this.publishMoved(row)));
      // Added before counting: if counting fails, a later round publishes these counts.
      due.unshift(
        ...rows.filter((row) => row.read_moved).map((row) => ({ ...userConversationOf(row), readSeq: row.read_seq })),
      );
      if (rows.length < marks.size) await this.retryLocked(marks, rows);
      const unread = await this.count([...due, ...rows.map(userConversationOf)]);
      const publish = (pending: PendingCount) => this.publishCounts(pending, unread.get(markKey(pending)));
      due.forEach(guarded(this.errorReporting, 'Publishing counts', publish));
      const written = new Map(rows.map((row) => [markKey(userConversationOf(row)), row]));
      for (const [key, { waiters }] of marks) {
        const row = written.get(key);
        const unreadCounts = unread.get(key);
        waiters.forEach(({ resolve }) => resolve(row && unreadCounts && { ...row, counts: unreadCounts }));
      }
    } catch (error) {
      const isLocked = marks.size > 0 && refusalState(error) === LOCK_NOT_AVAILABLE;
      if (isLocked) for (const pending of marks.values()) this.retry(pending);
      else this.rejectMarks(marks, error);
      for (const pending of due) this.addPendingCount(pending);
      this.scheduleRound(RETRY_MS);
    }
  }

  /** Moves the marks whose row is locked from this round to a later round. */
  private async retryLocked(marks: Map<string, PendingMark<MarkResult>>, rows: readonly MarkedRow[]): Promise<void> {
    const written = new Set(rows.map((row) => markKey(userConversationOf(row))));
    const missing = [...marks].filter(([key]) => !written.has(key)).map(([, { mark }]) => mark);
    for (const row of await this.store.findParticipating(missing)) {
      const key = markKey(userConversationOf(row));
      const pending = marks.get(key)!;
      marks.delete(key);
      this.retry(pending);
    }
  }

  private retry(pending: PendingMark<MarkResult>): void {
    if (!this.marks.retry(pending)) pending.waiters.forEach(({ reject }) => reject(conversationBusy()));
  }

  private rejectMarks(marks: Map<string, PendingMark<MarkResult>>, error: unknown): void {
    this.logger.error(error, 'Receipts could not be stored or counted');
    for (const { waiters } of marks.values()) waiters.forEach(({ reject }) => reject(error));
  }

  private async count(pairs: PendingCount[]): Promise<Map<string, Unread>> {
    const rows = pairs.length > 0 ? await this.store.countUnread(pairs) : [];
    return new Map(
      rows.map((row) => [
        markKey(userConversationOf(row)),
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

  private publishCounts({ userId, readSeq }: PendingCount, counts: Unread | undefined): void {
    if (!counts) return;
    if (readSeq === undefined) return this.publisher.toLocalUser(userId, 'unread_changed', counts);
    // No stream position is needed, because rounds run one after the other. A `newest` position would also drop an
    // event with the same read position and another count.
    this.publisher.toLocalUser(userId, 'conversation_read', toReadPosition(userId, counts));
  }

  /**
   * Publishes moved positions to the participants. If the read position has moved, the user's unread counts have
   * changed, too, so other nodes are told to count again.
   */
  private publishMoved(row: MarkedRow): void {
    const { user_id: userId, conversation_id: conversationId } = row;
    const position = { conversationId, userId };
    if (row.delivered_moved) {
      const delivered = { ...position, seq: row.delivered_seq };
      this.publisher.toUsers(
        row.participants,
        'conversation_delivered',
        delivered,
        receiptPosition('delivered', delivered),
      );
    }
    if (row.shown_moved) {
      const read = { ...position, seq: row.read_seq_shown };
      const others = row.participants.filter((id) => id !== userId);
      this.publisher.toUsers(others, 'conversation_read', read, receiptPosition('read', read));
    }
    if (row.read_moved)
      this.nodeBus.publish([userId], READ_TOPIC, { conversationId, readSeq: row.read_seq } satisfies RemoteRead);
  }
}

function userConversationOf(row: { readonly user_id: string; readonly conversation_id: string }): UserConversation {
  return { userId: row.user_id, conversationId: row.conversation_id };
}

/** Returns the event for the user whose read position has moved: the position with the unread counts. */
function toReadPosition(userId: string, { readSeq: seq, ...counts }: Unread): Required<ReadPosition> {
  return { userId, seq, ...counts };
}

/**
 * Returns the stream position of a receipt. It prevents clients from receiving an older receipt after a newer one when
 * several nodes publish receipts.
 */
function receiptPosition(kind: 'read' | 'delivered', { conversationId, userId, seq }: Position): StreamPosition {
  return { stream: `${kind} ${conversationId} ${userId}`, at: seq, kind: 'newest' };
}
