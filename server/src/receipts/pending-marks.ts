import type { Mark } from './receipts.store.js';

/**
 * A mark that has not been written yet, and the requests that wait for it. A later mark of the same user and
 * conversation is merged into it.
 */
export interface PendingMark<Result> {
  mark: Mark;
  /** When the first request for the mark was added, in milliseconds of `performance.now()`. */
  readonly addedAt: number;
  readonly waiters: Waiter<Result>[];
}

interface Waiter<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** After how long a mark whose row is locked is retried, in milliseconds. */
const RETRY_MS = 100;
/** For how long a mark whose row is locked is retried in total, in milliseconds. */
const MAX_RETRY_MS = 3500;

/**
 * Collects the marks that `ReceiptsService` writes in its next round. Marks whose row is locked are left to a later
 * round, so that they delay no other marks.
 */
export class PendingMarks<Result> {
  /** The marks that the next round writes, by {@link markKey}. */
  private due = new Map<string, PendingMark<Result>>();
  private retryTimer: NodeJS.Timeout | undefined;
  private readonly locked: PendingMark<Result>[] = [];

  /** @param onDue called when there are marks to write */
  constructor(private readonly onDue: () => void) {}

  get isDue(): boolean {
    return this.due.size > 0;
  }

  /** Resolves with the result of the round that writes the mark. */
  add(mark: Mark): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.addOrMerge({ mark, addedAt: performance.now(), waiters: [{ resolve, reject }] });
      this.onDue();
    });
  }

  /** Removes and returns the marks that are due. */
  takeDue(): Map<string, PendingMark<Result>> {
    const { due } = this;
    this.due = new Map();
    return due;
  }

  /**
   * Schedules a retry of a mark whose row is locked.
   *
   * @returns false if the mark has been retried for too long
   */
  retry(pending: PendingMark<Result>): boolean {
    if (performance.now() - pending.addedAt >= MAX_RETRY_MS) return false;
    this.locked.push(pending);
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      for (const locked of this.locked.splice(0)) this.addOrMerge(locked);
      this.onDue();
    }, RETRY_MS);
    return true;
  }

  /** Cancels the pending retry. */
  close(): void {
    clearTimeout(this.retryTimer);
  }

  private addOrMerge(pending: PendingMark<Result>): void {
    const key = markKey(pending.mark);
    const other = this.due.get(key);
    if (!other) return void this.due.set(key, pending);
    const addedAt = Math.min(pending.addedAt, other.addedAt);
    const mark = furthest(pending.mark, other.mark);
    this.due.set(key, { mark, addedAt, waiters: [...other.waiters, ...pending.waiters] });
  }
}

/** Returns a key for a user and a conversation. */
export function markKey({ userId, conversationId }: Pick<Mark, 'userId' | 'conversationId'>): string {
  return userId + conversationId;
}

function furthest(one: Mark, other: Mark): Mark {
  return {
    ...one,
    readSeq: Math.max(one.readSeq, other.readSeq),
    readSeqShown: Math.max(one.readSeqShown, other.readSeqShown),
    deliveredSeq: Math.max(one.deliveredSeq, other.deliveredSeq),
  };
}
