import { GroupQueue } from './group-queue.js';

/** A fake for `run`: a group ends only when the test calls `end` or `fail`. */
class ManualRunner {
  readonly groups: string[][] = [];
  /** For each call of `onResults`: its results, and how many groups had been started by then. */
  readonly results: string[] = [];
  private readonly running: { items: string[]; end: (results: Promise<string[]>) => void }[] = [];

  readonly run = (items: string[], isRetry: boolean): Promise<string[]> => {
    this.groups.push(isRetry ? ['retry', ...items] : items);
    return new Promise((end) => this.running.push({ items, end }));
  };

  /**
   * Ends the group that contains `item`. Resolves when the queue has processed the results.
   *
   * @param results results by item. An item that is not in it has its name followed by `!` as its result.
   */
  async end(item: string, results: Record<string, string> = {}): Promise<void> {
    const index = this.running.findIndex(({ items }) => items.includes(item));
    const [{ items, end }] = this.running.splice(index, 1) as [(typeof this.running)[number]];
    end(Promise.resolve(items.map((name) => results[name] ?? `${name}!`)));
    await runMicrotasks();
  }

  /** Makes the group that contains `item` fail. Resolves when the queue has processed the error. */
  async fail(item: string): Promise<void> {
    const index = this.running.findIndex(({ items }) => items.includes(item));
    this.running.splice(index, 1)[0]!.end(Promise.reject(new Error('refused')));
    await runMicrotasks();
  }
}

/** Lets pending microtasks run. Timers are fake, and advance only when a test advances them. */
async function runMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('a group queue', () => {
  const limits = {
    concurrentGroups: 2,
    connections: 3,
    slowMs: 50,
    groupSize: 3,
    overlapSize: 2,
    queueSize: 6,
    retryMs: 100,
    maxBlockedMs: 250,
    maxWaitMs: 1000,
  };
  let runner: ManualRunner;
  let queue: GroupQueue<string, string>;
  beforeEach(() => {
    jest.useFakeTimers();
    runner = new ManualRunner();
    queue = new GroupQueue(limits, {
      run: runner.run,
      isBlocked: (result) => result === 'blocked',
      onResults: (results) => runner.results.push(`${results.join()} of ${runner.groups.length}`),
      createTimeoutError: () => new Error('too late'),
    });
  });
  afterEach(() => jest.useRealTimers());

  it.each([
    ['returns fewer results than items', () => Promise.resolve([])],
    [
      'throws synchronously',
      () => {
        throw new Error('synchronous error');
      },
    ],
  ])('rejects the items of a group that %s, and runs later groups', async (_, fail) => {
    const run = jest.fn(runner.run).mockImplementationOnce(fail);
    queue = new GroupQueue(limits, {
      run,
      isBlocked: () => false,
      onResults: () => undefined,
      createTimeoutError: () => new Error(),
    });
    const [first] = add('a1');
    await expect(first).rejects.toThrow(/synchronous error|A group of 1 items returned 0 results/);

    const [second] = add('a2');
    await runner.end('a2');
    expect(await second).toBe('a2!');
  });

  const add = (...items: string[]) => items.map((item) => queue.add(item[0]!, item));

  it('runs a single item immediately', async () => {
    const [a] = add('a1');
    expect(runner.groups).toEqual([['a1']]);
    await runner.end('a1');
    expect(await a).toBe('a1!');
    void add('a2');
    expect(runner.groups).toEqual([['a1'], ['a2']]);
  });

  it('groups the items that arrive while a group runs, in order of arrival, up to the group size', async () => {
    const results = add('a1', 'a2', 'a3', 'a4', 'a5');
    await runner.end('a1');
    await runner.end('a2');
    await runner.end('a5');
    expect(runner.groups).toEqual([['a1'], ['a2', 'a3', 'a4'], ['a5']]);
    expect(await Promise.all(results)).toEqual(['a1!', 'a2!', 'a3!', 'a4!', 'a5!']);
  });

  it('starts the next group before it publishes the results of the previous group, which are in order of arrival', async () => {
    void add('a1', 'a2', 'a3');
    await runner.end('a1');
    await runner.end('a2');
    expect(runner.results).toEqual(['a1! of 2', 'a2!,a3! of 2']);
  });

  it('runs one group of a key at a time, and a second group with other keys as soon as enough items are ready', () => {
    void add('a1', 'a2', 'b1');
    expect(runner.groups).toEqual([['a1']]);
    void add('c1');
    expect(runner.groups).toEqual([['a1'], ['b1', 'c1']]);
    void add('d1', 'd2', 'a3');
    expect(runner.groups).toHaveLength(2);
  });

  it('starts further groups while slow groups run, up to the number of connections', async () => {
    void add('a1', 'b1');
    expect(runner.groups).toEqual([['a1']]);
    jest.advanceTimersByTime(limits.slowMs);
    expect(runner.groups).toEqual([['a1'], ['b1']]);
    jest.advanceTimersByTime(limits.slowMs);
    void add('c1');
    expect(runner.groups).toEqual([['a1'], ['b1'], ['c1']]);
    jest.advanceTimersByTime(limits.slowMs);
    void add('d1');
    expect(runner.groups).toHaveLength(3);
    await runner.end('b1');
    expect(runner.groups).toEqual([['a1'], ['b1'], ['c1'], ['d1']]);
  });

  it('retries the item of a blocked key in a separate group, before later items of the key, and delays no other key', async () => {
    const [a1, a2] = add('a1', 'a2', 'b1');
    await runner.end('a1', { a1: 'blocked' });
    expect(runner.groups).toEqual([['a1'], ['b1']]);
    void add('a3');
    await runner.end('b1');
    expect(runner.groups).toHaveLength(2);
    jest.advanceTimersByTime(limits.retryMs);
    expect(runner.groups.at(-1)).toEqual(['retry', 'a1']);
    await runner.end('a1');
    expect(await a1).toBe('a1!');
    expect(runner.groups.at(-1)).toEqual(['a2', 'a3']);
    await runner.end('a2');
    expect(await a2).toBe('a2!');
  });

  it('retries all blocked keys in one group, and retries again the keys that are still blocked', async () => {
    void add('a1', 'b1', 'c1');
    await runner.end('a1', { a1: 'blocked' });
    await runner.end('b1', { b1: 'blocked', c1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    expect(runner.groups.at(-1)).toEqual(['retry', 'a1', 'b1', 'c1']);
    await runner.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    expect(runner.groups.at(-1)).toEqual(['retry', 'a1']);
  });

  it('stops retrying a blocked item after the time limit, and then runs the later items of its key', async () => {
    const [a1] = add('a1');
    await runner.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    void add('a2');
    await runner.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    await runner.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    await runner.end('a1', { a1: 'blocked' });
    expect(await a1).toBe('blocked');
    expect(runner.groups.at(-1)).toEqual(['a2']);
  });

  it('rejects items that have waited longer than the time limit, and runs later items of the same key', async () => {
    const [, a2] = add('a1', 'a2');
    const late = Promise.allSettled([a2]);
    jest.advanceTimersByTime(limits.maxWaitMs);
    const [a3] = add('a3');
    await runner.end('a1');
    expect(await late).toMatchObject([{ reason: { message: 'too late' } }]);
    expect(runner.groups).toEqual([['a1'], ['a3']]);
    await runner.end('a3');
    expect(await a3).toBe('a3!');
    await queue.whenIdle();
  });

  it('rejects all items of a group that fails, and no items of other groups', async () => {
    const results = Promise.allSettled(add('a1', 'a2', 'a3', 'a4', 'a5'));
    await runner.end('a1');
    await runner.fail('a2');
    await runner.end('a5');
    const statuses = (await results).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
  });

  it('is full while it has the maximum number of items without a result, including blocked items', async () => {
    void add('a1');
    await runner.end('a1', { a1: 'blocked' });
    void add('b1', 'b2', 'b3', 'b4');
    expect(queue.isFull).toBe(false);
    void add('b5');
    expect(queue.isFull).toBe(true);
    await runner.end('b1');
    expect(queue.isFull).toBe(false);
  });

  it('is idle only when every item has its final result, not while an item is blocked', async () => {
    await queue.whenIdle();
    void add('a1', 'a2');
    let idle = false;
    void queue.whenIdle().then(() => (idle = true));
    await runner.end('a1');
    expect(idle).toBe(false);
    await runner.end('a2', { a2: 'blocked' });
    expect(idle).toBe(false);
    jest.advanceTimersByTime(limits.retryMs);
    await runner.end('a2');
    expect(idle).toBe(true);
  });
});
