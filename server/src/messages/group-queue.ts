/** Runs a group of items together; returns one result per item, in their order. */
type RunGroup<Item, Result> = (items: Item[], isRetry: boolean) => Promise<Result[]>;

interface Waiting<Item, Result> {
  readonly key: string;
  readonly item: Item;
  /** When it was added, in milliseconds of `performance.now()`. */
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Limits {
  /** How many groups run at once, those that are slow not counted. */
  readonly groups: number;
  /** How many groups run at once, counting the slow ones; beside them one that retries blocked keys. */
  readonly connections: number;
  /** After how long a group is slow, in milliseconds: what waits stops waiting for it. */
  readonly slowMs: number;
  /** How many items make a full group. */
  readonly group: number;
  /** How many items must be ready for a group to start beside another one: below that, larger groups cost less. */
  readonly overlap: number;
  /** How many items may be in the queue in all. */
  readonly queue: number;
  /** How often items of blocked keys are retried, in milliseconds. */
  readonly retryMs: number;
  /** How long an item of a blocked key stays in the queue, in milliseconds, before its last result is its answer. */
  readonly blockedMs: number;
  /** How long an item may wait for its group to start, in milliseconds. */
  readonly waitMs: number;
}

interface Ports<Item, Result> {
  readonly run: RunGroup<Item, Result>;
  /** Whether nothing was done for an item because its key is blocked. */
  readonly isBlocked: (result: Result) => boolean;
  /** Called with the results of each group, in the order of each key, when the next group has been started. */
  readonly settle: (results: readonly Result[]) => void;
  /** What an item is rejected with that has waited for too long; nothing was done for it. */
  readonly tooLate: () => Error;
}

/**
 * Groups items that arrive while earlier groups run.
 *
 * Invariants: items of one key run in the order of their arrival, one group at a time. An item waits for its own key, and
 * for a free slot; it does not wait for a group of other keys that is slow. A key that is blocked is retried by itself, and
 * its later items wait behind the earlier ones.
 */
export class GroupQueue<Item, Result> {
  /** Items whose key is free, by key; the keys in the order in which they became ready. */
  private readonly ready = new Map<string, Waiting<Item, Result>[]>();
  private readyCount = 0;
  /** What arrived for the keys that run or are blocked. */
  private readonly behind = new Map<string, Waiting<Item, Result>[]>();
  /** Items of blocked keys that wait for the next retry, by key. */
  private readonly blocked = new Map<string, Waiting<Item, Result>[]>();
  private retryTimer: NodeJS.Timeout | undefined;
  private running = 0;
  private slow = 0;
  private size = 0;
  private readonly idleListeners: (() => void)[] = [];

  constructor(
    private readonly limits: Limits,
    private readonly ports: Ports<Item, Result>,
  ) {}

  /** Whether one more item would have to wait too long. */
  get full(): boolean {
    return this.size >= this.limits.queue;
  }

  /** Adds an item behind the others of its key. Resolves with its result when its group has run. */
  add(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.size += 1;
      const waiting = { key, item, since: performance.now(), resolve, reject };
      const behind = this.behind.get(key);
      if (behind) behind.push(waiting);
      else this.makeReady(key, [waiting]);
      this.start();
    });
  }

  /** Resolves when every item has its result. */
  async idle(): Promise<void> {
    if (this.size > 0) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  private makeReady(key: string, items: Waiting<Item, Result>[]): void {
    const queue = this.ready.get(key);
    if (queue) queue.push(...items);
    else this.ready.set(key, items);
    this.readyCount += items.length;
  }

  private start(): void {
    while (this.readyCount > 0 && this.hasRoom()) {
      const group = this.takeReady();
      if (group.length > 0) void this.run(group);
    }
  }

  private hasRoom(): boolean {
    const { groups, connections, overlap } = this.limits;
    const fresh = this.running - this.slow;
    return this.running < connections && (fresh === 0 || (fresh < groups && this.readyCount >= overlap));
  }

  /** The next group, of the keys that have been ready longest. Their later items wait behind it from here on. */
  private takeReady(): Waiting<Item, Result>[] {
    const group: Waiting<Item, Result>[] = [];
    for (const [key, items] of this.ready) {
      const room = this.limits.group - group.length;
      if (room === 0) break;
      this.ready.delete(key);
      this.readyCount -= items.length;
      const timely = this.rejectLate(items);
      if (timely.length === 0) continue;
      group.push(...timely.splice(0, room));
      this.behind.set(key, timely);
    }
    return group;
  }

  /** Rejects the items that have waited for too long, and returns the others. */
  private rejectLate(items: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const earliest = performance.now() - this.limits.waitMs;
    // Items of a key are in the order of their arrival.
    if (items[0]!.since > earliest) return items;
    const first = items.findIndex(({ since }) => since > earliest);
    const late = items.splice(0, first < 0 ? items.length : first);
    for (const { reject } of late) reject(this.ports.tooLate());
    this.leave(late.length);
    return items;
  }

  private async run(group: Waiting<Item, Result>[]): Promise<void> {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.slow += 1;
      this.start();
    }, this.limits.slowMs);
    this.running += 1;
    const ended = await this.runItems(group, false);
    clearTimeout(timer);
    this.running -= 1;
    if (isSlow) this.slow -= 1;
    this.finish(group, ended);
  }

  /** All blocked keys together, by themselves: one that is still blocked delays none that is not. */
  private async runBlocked(): Promise<void> {
    const group: Waiting<Item, Result>[] = [];
    for (const [key, items] of this.blocked) {
      if (group.length >= this.limits.group) break;
      this.blocked.delete(key);
      group.push(...items);
    }
    const ended = await this.runItems(group, true);
    this.retryTimer = undefined;
    this.finish(group, ended);
  }

  private async runItems(group: Waiting<Item, Result>[], isRetry: boolean): Promise<PromiseSettledResult<Result[]>> {
    const items = group.map(({ item }) => item);
    const run = async () => {
      const results = await this.ports.run(items, isRetry);
      if (results.length !== items.length) throw new Error(`A group of ${items.length} has ${results.length} results.`);
      return results;
    };
    const [ended] = await Promise.allSettled([run()]);
    return ended;
  }

  private finish(group: Waiting<Item, Result>[], ended: PromiseSettledResult<Result[]>): void {
    const isDone = group.map(
      (waiting, index) => ended.status === 'rejected' || !this.isKept(waiting, ended.value[index]!),
    );
    group.forEach((waiting, index) => isDone[index] || this.block(waiting));
    if (this.blocked.size > 0) this.retryTimer ??= setTimeout(() => void this.runBlocked(), this.limits.retryMs);
    this.release(group);
    // Before the results are published: the database works on the next group meanwhile.
    this.start();
    this.answer(group, ended, isDone);
    this.leave(isDone.filter(Boolean).length);
  }

  private leave(count: number): void {
    this.size -= count;
    if (this.size === 0) this.idleListeners.splice(0).forEach((resolve) => resolve());
  }

  private isKept({ since }: Waiting<Item, Result>, result: Result): boolean {
    return this.ports.isBlocked(result) && performance.now() - since < this.limits.blockedMs;
  }

  private block(waiting: Waiting<Item, Result>): void {
    const items = this.blocked.get(waiting.key);
    if (items) items.push(waiting);
    else this.blocked.set(waiting.key, [waiting]);
  }

  /** What arrived for these keys meanwhile is ready, unless the key is blocked. */
  private release(group: readonly Waiting<Item, Result>[]): void {
    for (const { key } of group) {
      const behind = this.behind.get(key);
      if (!behind || this.blocked.has(key)) continue;
      this.behind.delete(key);
      if (behind.length > 0) this.makeReady(key, behind);
    }
  }

  private answer(group: Waiting<Item, Result>[], ended: PromiseSettledResult<Result[]>, isDone: boolean[]): void {
    try {
      if (ended.status === 'rejected') throw ended.reason;
      this.ports.settle(ended.value.filter((_, index) => isDone[index]));
      group.forEach(({ resolve }, index) => isDone[index] && resolve(ended.value[index]!));
    } catch (error) {
      group.forEach(({ reject }, index) => isDone[index] && reject(error));
    }
  }
}
