import { ProblemError } from '../platform/problems/problem-error.js';

export interface QueueLimits {
  /** The maximum number of tasks that run at once. */
  readonly concurrency: number;
  /** The maximum number of waiting tasks of all users together. */
  readonly maxWaiting: number;
  /** The maximum number of waiting tasks of one user. */
  readonly maxWaitingPerUser: number;
}

interface WaitingTask {
  readonly start: () => void;
}

/** A user with running or waiting tasks. */
interface UserQueue {
  running: number;
  /** The value of `startCount` when the last task of this user started; 0 if none has started. */
  lastStartNumber: number;
  readonly waiting: WaitingTask[];
}

/** The `retryAfter` of a refused request, in seconds: by then the queue has become shorter. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Runs the tasks of many users with limited concurrency, and takes turns between the users.
 *
 * Invariants: a user's running tasks use at most half of the concurrency (rounded up), so that one user alone cannot
 * occupy the queue, unless the concurrency is 1. The next task that starts belongs to the user whose last start is the
 * longest ago; users without any start come first. The tasks of one user start in the order in which they were added.
 */
export class FairQueue {
  /** By user id, in the order in which the users added their first task. */
  private readonly userQueues = new Map<string, UserQueue>();
  private running = 0;
  private waiting = 0;
  /** How many tasks have started, of all users. */
  private startCount = 0;

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Runs a task as soon as the limits allow it.
   *
   * @param user the id of the user that the task counts for
   * @param signal when it is aborted, a waiting task leaves the queue at once; a running task has to observe the signal
   *   itself
   * @returns the result of the task
   * @throws ProblemError `server.overloaded` when too many tasks are waiting; the reason of `signal`; the error of the
   *   task
   */
  async run<T>(user: string, task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const userQueue = this.userQueues.get(user) ?? { running: 0, lastStartNumber: 0, waiting: [] };
    if (this.canStart(userQueue)) this.countStart(userQueue);
    else await this.waitForTurn(user, userQueue, signal);
    this.userQueues.set(user, userQueue);
    try {
      return await task();
    } finally {
      this.running -= 1;
      userQueue.running -= 1;
      this.startNext();
      this.deleteIfIdle(user, userQueue);
    }
  }

  private canStart({ running }: UserQueue): boolean {
    const { concurrency } = this.limits;
    return this.running < concurrency && running < Math.ceil(concurrency / 2);
  }

  private countStart(userQueue: UserQueue): void {
    this.running += 1;
    this.startCount += 1;
    userQueue.running += 1;
    userQueue.lastStartNumber = this.startCount;
  }

  /** Enqueues a task; resolves when the task has been counted as running. */
  private waitForTurn(user: string, userQueue: UserQueue, signal: AbortSignal): Promise<void> {
    if (userQueue.waiting.length >= this.limits.maxWaitingPerUser)
      throw overloaded(
        `${userQueue.waiting.length + userQueue.running} of your insights are being generated or are waiting`,
      );
    if (this.waiting >= this.limits.maxWaiting) throw overloaded('Too many requests for insights are waiting');
    this.userQueues.set(user, userQueue);
    this.waiting += 1;
    return new Promise((resolve, reject) => {
      const abandon = () => {
        userQueue.waiting.splice(userQueue.waiting.indexOf(waitingTask), 1);
        this.waiting -= 1;
        this.deleteIfIdle(user, userQueue);
        reject(signal.reason as Error);
      };
      const waitingTask: WaitingTask = {
        start: () => {
          signal.removeEventListener('abort', abandon);
          resolve();
        },
      };
      signal.addEventListener('abort', abandon, { once: true });
      userQueue.waiting.push(waitingTask);
    });
  }

  private startNext(): void {
    const next = [...this.userQueues.values()]
      .filter((userQueue) => userQueue.waiting.length > 0 && this.canStart(userQueue))
      .reduce<UserQueue | undefined>(
        (best, userQueue) => (best && best.lastStartNumber <= userQueue.lastStartNumber ? best : userQueue),
        undefined,
      );
    if (!next) return;
    this.waiting -= 1;
    // Counts the task now, not when it resumes: until then another task could start as well and exceed the limit.
    this.countStart(next);
    next.waiting.shift()!.start();
  }

  private deleteIfIdle(user: string, { running, waiting }: UserQueue): void {
    if (running === 0 && waiting.length === 0) this.userQueues.delete(user);
  }
}

function overloaded(reason: string): ProblemError {
  return new ProblemError('server.overloaded', `${reason}: try again in a few seconds.`, {
    retryAfter: RETRY_AFTER_SECONDS,
  });
}
