/** Runs a group of items together. Returns one result per item, in the same order. */
type RunGroup<Item, Result> = (items: Item[], isRetry: boolean) => Promise<Result[]>;

interface QueuedItem<Item, Result> {
  readonly key: string;
  readonly item: Item;
  /** When the item was added, in milliseconds of `performance.now()`. */
  readonly queuedAt: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Limits {
  /** How many groups may run at once, not counting slow groups. */
  readonly concurrentGroups: number;
  /** How many groups may run at once, including slow groups. One more group may run to retry blocked keys. */
  readonly connections: number;
  /**
   * After how long a running group counts as slow, in milliseconds. Items of other keys do not wait for a slow group.
   */
  readonly slowMs: number;
  /** The maximum number of items in a group. */
  readonly groupSize: number;
  /**
   * How many items must be ready before a second group starts beside a running one. With fewer items, waiting for one
   * larger group is cheaper.
   */
  readonly overlapSize: number;
  /** The maximum number of items in the queue, including running and blocked items. */
  readonly queueSize: number;
  /** The interval at which items of blocked keys are retried, in milliseconds. */
  readonly retryMs: number;
  /** For how long an item of a blocked key is retried, in milliseconds. After that it resolves with its last result. */
  readonly maxBlockedMs: number;
  /** The maximum time that an item waits for its group to start, in milliseconds. */
  readonly maxWaitMs: number;
}

interface Handlers<Item, Result> {
  readonly run: RunGroup<Item, Result>;
  /** Returns whether a result means that the item was not processed because its key is blocked. */
  readonly isBlocked: (result: Result) => boolean;
  /**
   * Receives the final results of each group, after the next group has been started. The results of one key are in the
   * order of arrival of its items.
   */
  readonly onResults: (results: readonly Result[]) => void;
  /**
   * Creates the error with which an item is rejected that has waited longer than `maxWaitMs`. The item was not
   * processed.
   */
  readonly createTimeoutError: () => Error;
}

/**
 * A queue for group commit: items that arrive while earlier groups run are processed together in the next group.
 *
 * Invariants: the items of one key run in order of arrival, in one group at a time. An item waits for the earlier items
 * of its key and for a free slot, but never for a slow group of other keys. Blocked keys are retried in a group of
 * their own, and later items of a blocked key wait behind its earlier ones.
 */
export class GroupQueue<Item, Result> {
  /** Items whose key is neither running nor blocked, by key. The keys are in the order in which they became ready. */
  private readonly ready = new Map<string, QueuedItem<Item, Result>[]>();
  private readyCount = 0;
  /** Items that arrived while their key was running or blocked, by key. */
  private readonly queuedBehind = new Map<string, QueuedItem<Item, Result>[]>();
  /** Items that were blocked and wait for the next retry, by key. */
  private readonly blocked = new Map<string, QueuedItem<Item, Result>[]>();
  private retryTimer: NodeJS.Timeout | undefined;
  private runningGroups = 0;
  private slowGroups = 0;
  private size = 0;
  private readonly idleListeners: (() => void)[] = [];

  constructor(
    private readonly limits: Limits,
    private readonly handlers: Handlers<Item, Result>,
  ) {}

  /** Whether the queue has its maximum number of items: one more would have to wait too long. */
  get isFull(): boolean {
    return this.size >= this.limits.queueSize;
  }

  /** Adds an item behind the earlier items of its key. Resolves with the item's result when its group has run. */
  add(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.size += 1;
      const queued = { key, item, queuedAt: performance.now(), resolve, reject };
      const behind = this.queuedBehind.get(key);
      if (behind) behind.push(queued);
      else this.makeReady(key, [queued]);
      this.startGroups();
    });
  }

  /** Resolves when the queue is empty: every item has its result. */
  async whenIdle(): Promise<void> {
    if (this.size > 0) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  private makeReady(key: string, items: QueuedItem<Item, Result>[]): void {
    const readyItems = this.ready.get(key);
    if (readyItems) readyItems.push(...items);
    else this.ready.set(key, items);
    this.readyCount += items.length;
  }

  private startGroups(): void {
    while (this.readyCount > 0 && this.canStartGroup()) {
      const group = this.nextGroup();
      if (group.length > 0) void this.run(group);
    }
  }

  private canStartGroup(): boolean {
    const { concurrentGroups, connections, overlapSize } = this.limits;
    const fastGroups = this.runningGroups - this.slowGroups;
    if (this.runningGroups >= connections) return false;
    return fastGroups === 0 || (fastGroups < concurrentGroups && this.readyCount >= overlapSize);
  }

  /**
   * Takes the next group from the keys that have been ready longest. From here on, later items of these keys wait until
   * the group has run.
   */
  private nextGroup(): QueuedItem<Item, Result>[] {
    const group: QueuedItem<Item, Result>[] = [];
    for (const [key, items] of this.ready) {
      const room = this.limits.groupSize - group.length;
      if (room === 0) break;
      this.ready.delete(key);
      this.readyCount -= items.length;
      const remaining = this.rejectLate(items);
      if (remaining.length === 0) continue;
      group.push(...remaining.splice(0, room));
      this.queuedBehind.set(key, remaining);
    }
    return group;
  }

  /** Rejects the items that have waited longer than `maxWaitMs`. Returns the others. */
  private rejectLate(items: QueuedItem<Item, Result>[]): QueuedItem<Item, Result>[] {
    const earliest = performance.now() - this.limits.maxWaitMs;
    // The items of a key are in order of arrival, so the late ones come first.
    if (items[0]!.queuedAt > earliest) return items;
    const firstInTime = items.findIndex(({ queuedAt }) => queuedAt > earliest);
    const late = items.splice(0, firstInTime < 0 ? items.length : firstInTime);
    for (const { reject } of late) reject(this.handlers.createTimeoutError());
    this.removeItems(late.length);
    return items;
  }

  private async run(group: QueuedItem<Item, Result>[]): Promise<void> {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      this.slowGroups += 1;
      this.startGroups();
    }, this.limits.slowMs);
    this.runningGroups += 1;
    const settled = await this.runItems(group, false);
    clearTimeout(timer);
    this.runningGroups -= 1;
    if (isSlow) this.slowGroups -= 1;
    this.finish(group, settled);
  }

  /**
   * Retries the items of all blocked keys in a group of their own, so that keys which are still blocked delay no other
   * keys.
   */
  private async runBlocked(): Promise<void> {
    const group: QueuedItem<Item, Result>[] = [];
    for (const [key, items] of this.blocked) {
      if (group.length >= this.limits.groupSize) break;
      this.blocked.delete(key);
      group.push(...items);
    }
    const settled = await this.runItems(group, true);
    this.retryTimer = undefined;
    this.finish(group, settled);
  }

  private async runItems(group: QueuedItem<Item, Result>[], isRetry: boolean): Promise<PromiseSettledResult<Result[]>> {
    const items = group.map(({ item }) => item);
    const run = async () => {
      const results = await this.handlers.run(items, isRetry);
      if (results.length !== items.length)
        throw new Error(`A group of ${items.length} items returned ${results.length} results.`);
      return results;
    };
    const [settled] = await Promise.allSettled([run()]);
    return settled;
  }

  private finish(group: QueuedItem<Item, Result>[], settled: PromiseSettledResult<Result[]>): void {
    const isDone = group.map(
      (queued, index) => settled.status === 'rejected' || !this.staysBlocked(queued, settled.value[index]!),
    );
    group.forEach((queued, index) => isDone[index] || this.block(queued));
    if (this.blocked.size > 0) this.retryTimer ??= setTimeout(() => void this.runBlocked(), this.limits.retryMs);
    this.releaseKeys(group);
    // The next group starts before the results are published, so that the database already works on it meanwhile.
    this.startGroups();
    this.settleGroup(group, settled, isDone);
    this.removeItems(isDone.filter(Boolean).length);
  }

  private removeItems(count: number): void {
    this.size -= count;
    if (this.size === 0) this.idleListeners.splice(0).forEach((resolve) => resolve());
  }

  private staysBlocked({ queuedAt }: QueuedItem<Item, Result>, result: Result): boolean {
    return this.handlers.isBlocked(result) && performance.now() - queuedAt < this.limits.maxBlockedMs;
  }

  private block(queued: QueuedItem<Item, Result>): void {
    const items = this.blocked.get(queued.key);
    if (items) items.push(queued);
    else this.blocked.set(queued.key, [queued]);
  }

  /** Makes ready the items that arrived for the keys of this group while it ran, except for keys that are blocked. */
  private releaseKeys(group: readonly QueuedItem<Item, Result>[]): void {
    for (const { key } of group) {
      const behind = this.queuedBehind.get(key);
      if (!behind || this.blocked.has(key)) continue;
      this.queuedBehind.delete(key);
      if (behind.length > 0) this.makeReady(key, behind);
    }
  }

  private settleGroup(
    group: QueuedItem<Item, Result>[],
    settled: PromiseSettledResult<Result[]>,
    isDone: boolean[],
  ): void {
    try {
      if (settled.status === 'rejected') throw settled.reason;
      this.handlers.onResults(settled.value.filter((_, index) => isDone[index]));
      group.forEach(({ resolve }, index) => isDone[index] && resolve(settled.value[index]!));
    } catch (error) {
      group.forEach(({ reject }, index) => isDone[index] && reject(error));
    }
  }
}
