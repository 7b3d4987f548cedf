import { ProblemError } from '../platform/problems/problem-error.js';

export interface QueueLimits {
  /** How many works run at once. */
  readonly atOnce: number;
  /** How many works wait at most, of all users together. */
  readonly waiting: number;
  /** How many of them may be of one user. */
  readonly waitingPerUser: number;
}

interface Waiting {
  readonly start: () => void;
}

/** One user with works that run or wait. */
interface Client {
  running: number;
  /** Counts the starts of all works: when the last one of this user was. 0 for a user who has had none. */
  lastStart: number;
  readonly waiting: Waiting[];
}

/** Seconds after which a refused request may be repeated: by then some of the queue has been worked off. */
const RETRY_AFTER = 5;

/**
 * Runs works of many users, a bounded number at once, and takes turns between the users.
 *
 * Invariants: a user runs at most half of what runs at once (rounded up), so that one user alone cannot occupy all of it
 * when there are several places; a place that becomes free goes to the user whose last start is the longest ago, first of
 * all to one who has had none; the works of one user start in order.
 */
export class FairQueue {
  /** In the order in which they came. */
  private readonly clients = new Map<string, Client>();
  private running = 0;
  private waiting = 0;
  private starts = 0;

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Runs a work when it is its turn.
   *
   * @param user whose work it is
   * @param signal once aborted, a work that waits leaves the queue at once; a work that runs has to heed it by itself
   * @returns what the work returns
   * @throws ProblemError `server.overloaded` when too much is waiting; the reason of `signal`; what the work throws
   */
  async run<T>(user: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const client = this.clients.get(user) ?? { running: 0, lastStart: 0, waiting: [] };
    if (this.hasRoom(client)) this.started(client);
    else await this.turn(user, client, signal);
    this.clients.set(user, client);
    try {
      return await work();
    } finally {
      this.running -= 1;
      client.running -= 1;
      this.startNext();
      this.forgetIdle(user, client);
    }
  }

  private hasRoom({ running }: Client): boolean {
    const { atOnce } = this.limits;
    return this.running < atOnce && running < Math.ceil(atOnce / 2);
  }

  private started(client: Client): void {
    this.running += 1;
    this.starts += 1;
    client.running += 1;
    client.lastStart = this.starts;
  }

  /** Resolves when the work has been counted as running. */
  private turn(user: string, client: Client, signal: AbortSignal): Promise<void> {
    if (client.waiting.length >= this.limits.waitingPerUser)
      throw overloaded(`${client.waiting.length + client.running} insights are being made for you already`);
    if (this.waiting >= this.limits.waiting) throw overloaded('Too many insights are waiting to be made');
    this.clients.set(user, client);
    this.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        client.waiting.splice(client.waiting.indexOf(waiting), 1);
        this.waiting -= 1;
        this.forgetIdle(user, client);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      client.waiting.push(waiting);
    });
  }

  private startNext(): void {
    const next = [...this.clients.values()]
      .filter((client) => client.waiting.length > 0 && this.hasRoom(client))
      .reduce<Client | undefined>(
        (best, client) => (best && best.lastStart <= client.lastStart ? best : client),
        undefined,
      );
    if (!next) return;
    this.waiting -= 1;
    // Counted at once, not when the work goes on: until then another could take its place.
    this.started(next);
    next.waiting.shift()!.start();
  }

  private forgetIdle(user: string, { running, waiting }: Client): void {
    if (running === 0 && waiting.length === 0) this.clients.delete(user);
  }
}

function overloaded(why: string): ProblemError {
  return new ProblemError('server.overloaded', `${why}: ask again in a few seconds.`, { retryAfter: RETRY_AFTER });
}
