import type { MarkDelivered, MarkRead, Position } from '@smart-hub/contract/receipts';
import { backoff } from './backoff.js';
import { HubError } from './hub-error.js';
import type { ViewEvent } from './view.js';

interface Dependencies {
  /** Whether a connection is open. */
  readonly isOpen: () => boolean;
  /** Returns the `seq` of the newest message of others whose delivery is not acknowledged yet; 0 if there is none. */
  readonly undeliveredSeq: (conversationId: string) => number;
  /** Sends the command `mark_read`. */
  readonly markRead: (mark: MarkRead) => Promise<Position>;
  /** Sends the command `mark_delivered`. */
  readonly markDelivered: (mark: MarkDelivered) => Promise<Position>;
  /** Applies an event to the view. */
  readonly apply: (event: ViewEvent) => void;
}

/** How long a receipt waits for later ones of the same conversation, which replace it, in milliseconds. */
const BATCH_MS = 50;

/**
 * Sends read and delivery receipts. Only the newest receipt of a conversation is sent. The commands are sent one at a
 * time, and retried until the server accepts them, or refuses them with a problem that is not retryable.
 */
export class ReceiptSender {
  /** The read receipts to send, by conversation and privacy. */
  private readonly reads = new Map<string, MarkRead>();
  /** The `seq` of the last read receipt since the app was started, by conversation and privacy. */
  private readonly reported = new Map<string, number>();
  /** The ids of the conversations for which a delivery receipt has to be sent. */
  private readonly deliveries = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private failures = 0;

  constructor(private readonly deps: Dependencies) {}

  /** Whether there is nothing to send, and no command is in flight. */
  get isIdle(): boolean {
    return this.reads.size + this.deliveries.size === 0 && !this.isRunning;
  }

  /**
   * Queues a read receipt, unless the same or a later one was queued before.
   *
   * @param isAhead whether the receipt is ahead of the known position of this user: then it is queued in any case
   */
  markRead(mark: MarkRead, isAhead: boolean): void {
    // Public and private receipts have separate keys, so that neither replaces the other.
    const key = `${mark.conversationId} ${mark.private === true}`;
    if (!isAhead && (this.reported.get(key) ?? 0) >= mark.seq) return;
    this.reported.set(key, mark.seq);
    this.reads.set(key, mark);
    this.schedule();
  }

  markDelivered(conversationId: string): void {
    if (this.deps.undeliveredSeq(conversationId) === 0) return;
    this.deliveries.add(conversationId);
    this.schedule();
  }

  schedule(delay = BATCH_MS): void {
    if (this.timer !== undefined || this.isRunning || this.isIdle || !this.deps.isOpen()) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.run();
    }, delay);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let delay: number | undefined;
    try {
      for (const [key, mark] of this.reads) await this.sendRead(key, mark);
      for (const conversationId of this.deliveries) await this.sendDelivered(conversationId);
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      const retryAfter = error instanceof HubError ? (error.problem.retryAfter ?? 0) : 0;
      delay = Math.max(retryAfter * 1000, backoff(this.failures));
    }
    this.isRunning = false;
    this.schedule(delay);
  }

  private async sendRead(key: string, mark: MarkRead): Promise<void> {
    const position = await resultUnlessRefused(this.deps.markRead(mark));
    if (position) this.deps.apply({ type: 'read', ...position });
    if (this.reads.get(key) === mark) this.reads.delete(key);
  }

  private async sendDelivered(conversationId: string): Promise<void> {
    const seq = this.deps.undeliveredSeq(conversationId);
    const position = seq > 0 ? await resultUnlessRefused(this.deps.markDelivered({ conversationId, seq })) : undefined;
    if (position) this.deps.apply({ type: 'delivered', ...position });
    if (!position || this.deps.undeliveredSeq(conversationId) === 0) this.deliveries.delete(conversationId);
  }
}

/**
 * Returns the response; undefined when the server refuses the command and a retry would be refused, too.
 *
 * @throws the error when a retry may succeed
 */
async function resultUnlessRefused(response: Promise<Position>): Promise<Position | undefined> {
  try {
    return await response;
  } catch (error) {
    if (error instanceof HubError && !error.problem.retryable && !error.code.startsWith('auth.')) return undefined;
    throw error;
  }
}
