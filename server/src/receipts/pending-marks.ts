import type { Mark } from './receipts.store.js';

/** A mark, and everybody who asked for it: a later mark of the same user and conversation joins one that is pending. */
export interface PendingMark<Result> {
  mark: Mark;
  /** When it was added, in milliseconds of `performance.now()`. */
  readonly since: number;
  readonly waiting: Waiting<Result>[];
}

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How often marks whose row is locked are retried, and how long in all, in milliseconds. */
const RETRY_MS = 100;
const BLOCKED_MS = 3500;

/** The marks that the next round writes. Those that are blocked join a later one, and delay no others. */
export class PendingMarks<Result> {
  private due = new Map<string, PendingMark<Result>>();
  private retryTimer: NodeJS.Timeout | undefined;
  private readonly blocked: PendingMark<Result>[] = [];

  /** @param onDue called when a mark can be written */
  constructor(private readonly onDue: () => void) {}

  get isDue(): boolean {
    return this.due.size > 0;
  }

  /** Resolves with the result of the round that writes the mark. */
  add(mark: Mark): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.join({ mark, since: performance.now(), waiting: [{ resolve, reject }] });
      this.onDue();
    });
  }

  take(): Map<string, PendingMark<Result>> {
    const taken = this.due;
    this.due = new Map();
    return taken;
  }

  /**
   * Schedules a retry of a mark whose row is locked.
   *
   * @returns false when it has been tried for long enough
   */
  retry(pending: PendingMark<Result>): boolean {
    if (performance.now() - pending.since >= BLOCKED_MS) return false;
    this.blocked.push(pending);
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      for (const one of this.blocked.splice(0)) this.join(one);
      this.onDue();
    }, RETRY_MS);
    return true;
  }

  /** Retries nothing any more. */
  close(): void {
    clearTimeout(this.retryTimer);
  }

  private join(pending: PendingMark<Result>): void {
    const key = markKey(pending.mark);
    const other = this.due.get(key);
    if (!other) return void this.due.set(key, pending);
    const since = Math.min(pending.since, other.since);
    const mark = furthest(pending.mark, other.mark);
    this.due.set(key, { mark, since, waiting: [...other.waiting, ...pending.waiting] });
  }
}

/** Names a user's position in a conversation. */
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
