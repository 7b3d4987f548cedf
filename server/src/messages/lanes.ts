/** Runs a group of items together; answers one result per item, in their order. */
type RunGroup<Item, Result> = (items: Item[]) => Promise<Result[]>;

interface Waiting<Item, Result> {
  readonly item: Item;
  /** Counts arrivals, over all lanes. */
  readonly turn: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane<Item, Result> {
  readonly waiting: Waiting<Item, Result>[];
  running: boolean;
}

interface Limits {
  /** How many groups may be on their way at once. */
  readonly lanes: number;
  /** How many items make a full group. */
  readonly group: number;
  /** How many must wait in a lane for its group to run beside another: below that, larger groups cost less. */
  readonly overlap: number;
  /** How many items may wait in all. */
  readonly queue: number;
}

/**
 * Groups what arrives while earlier work is on its way.
 *
 * What holds for ever: items of one key run in the order in which they came, one group at a time; nothing waits for
 * company, only for what is on its way; no lane waits for ever.
 */
export class Lanes<Item, Result> {
  private readonly lanes: Lane<Item, Result>[];
  private readonly runs = new Set<Promise<void>>();
  private waiting = 0;
  private arrivals = 0;

  /**
   * @param runGroup while it runs, its lane waits
   * @param settle told the results of each group, in the order of its lane, when the next one is on its way already
   */
  constructor(
    private readonly limits: Limits,
    private readonly runGroup: RunGroup<Item, Result>,
    private readonly settle: (results: readonly Result[]) => void = () => undefined,
  ) {
    this.lanes = Array.from({ length: limits.lanes }, () => ({ waiting: [], running: false }));
  }

  /** Whether one more item would have to wait too long. */
  get full(): boolean {
    return this.waiting >= this.limits.queue;
  }

  /** Puts an item into the lane of its key. Settles when its group has run. */
  add(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.arrivals += 1;
      this.waiting += 1;
      this.lanes[laneOf(key, this.limits.lanes)]!.waiting.push({ item, turn: this.arrivals, resolve, reject });
      this.start();
    });
  }

  /** Resolves when all that was put in has run. */
  async idle(): Promise<void> {
    // What ends starts what waits.
    while (this.runs.size > 0) await Promise.all(this.runs);
  }

  /** Starts what may run now; who has waited longest goes first. */
  private start(): void {
    const due = this.lanes.filter(({ waiting, running }) => !running && waiting.length > 0);
    for (const lane of due.toSorted((one, other) => one.waiting[0]!.turn - other.waiting[0]!.turn)) {
      const alone = this.lanes.every(({ running }) => !running);
      if (!alone && lane.waiting.length < this.limits.overlap) continue;
      const run = this.run(lane);
      this.runs.add(run);
      void run.then(() => this.runs.delete(run));
    }
  }

  private async run(lane: Lane<Item, Result>): Promise<void> {
    lane.running = true;
    const group = lane.waiting.splice(0, this.limits.group);
    this.waiting -= group.length;
    const running = this.runGroup(group.map(({ item }) => item));
    await running.catch(() => undefined);
    lane.running = false;
    // First: the database works on the next group while the results of this one are told.
    this.start();
    try {
      const results = await running;
      this.settle(results);
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
    }
  }
}

/** The same lane for the same key. Keys are UUIDs, whose digits are spread evenly. */
function laneOf(key: string, lanes: number): number {
  return Number.parseInt(key.slice(-4), 16) % lanes;
}
