import type { Mark } from './receipts.store.js';

/**
 * A mark and the requests that wait for it: a later mark of the same user and conversation is merged into a pending
 * one.
 */
export interface PendingMark<Result> {
  mark: Mark;
  /** When the first of its requests was added, in milliseconds of `performance.now()`. */
  readonly since: number;
  readonly waiters: Waiter<Result>[];
}

interface Waiter<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** After how long marks whose row is locked are retried, and for how long in all, in milliseconds. */
const RETRY_MS = 100;
const MAX_RETRY_MS = 3500;

/**
 * Collects the marks that the next round writes. Marks whose row is locked are left to a later round, and delay no
 * others.
 */
export class PendingMarks<Result> {
  private due = new Map<string, PendingMark<Result>>();
  private retryTimer: NodeJS.Timeout | undefined;
  private readonly locked: PendingMark<Result>[] = [];

  /** @param onDue called when a mark can be written */
  constructor(private readonly onDue: () => void) {}

  get isDue(): boolean {
    return this.due.size > 0;
  }

  /** Resolves with the result of the round that writes the mark. */
  add(mark: Mark): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.addOrMerge({ mark, since: performance.now(), waiters: [{ resolve, reject }] });
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
    if (performance.now() - pending.since >= MAX_RETRY_MS) return false;
    this.locked.push(pending);
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      for (const one of this.locked.splice(0)) this.addOrMerge(one);
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
    const since = Math.min(pending.since, other.since);
    const mark = furthest(pending.mark, other.mark);
    this.due.set(key, { mark, since, waiters: [...other.waiters, ...pending.waiters] });
  }
}

/** Returns the key of a user's position in a conversation. */
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
