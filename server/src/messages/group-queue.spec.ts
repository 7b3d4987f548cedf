import { GroupQueue } from './group-queue.js';

/** Ends every group by hand, so that a test says what runs and what waits. */
class Work {
  readonly groups: string[][] = [];
  readonly settled: string[] = [];
  private readonly running: { items: string[]; end: (results: Promise<string[]>) => void }[] = [];

  readonly run = (items: string[], isRetry: boolean): Promise<string[]> => {
    this.groups.push(isRetry ? ['retry', ...items] : items);
    return new Promise((end) => this.running.push({ items, end }));
  };

  /** Ends the group that an item is in, with the results that are given, by item; resolves when all that follows has happened. */
  async end(item: string, results: Record<string, string> = {}): Promise<void> {
    const index = this.running.findIndex(({ items }) => items.includes(item));
    const [{ items, end }] = this.running.splice(index, 1) as [(typeof this.running)[number]];
    end(Promise.resolve(items.map((one) => results[one] ?? `${one}!`)));
    await settled();
  }

  async fail(item: string): Promise<void> {
    const index = this.running.findIndex(({ items }) => items.includes(item));
    this.running.splice(index, 1)[0]!.end(Promise.reject(new Error('refused')));
    await settled();
  }
}

/** Microtasks only: timers are the test's. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('a group queue', () => {
  const limits = {
    groups: 2,
    connections: 3,
    slowMs: 50,
    group: 3,
    overlap: 2,
    queue: 6,
    retryMs: 100,
    blockedMs: 250,
    waitMs: 1000,
  };
  let work: Work;
  let queue: GroupQueue<string, string>;
  beforeEach(() => {
    jest.useFakeTimers();
    work = new Work();
    queue = new GroupQueue(limits, {
      run: work.run,
      isBlocked: (result) => result === 'blocked',
      settle: (results) => work.settled.push(`${results.join()} of ${work.groups.length}`),
      tooLate: () => new Error('too late'),
    });
  });
  afterEach(() => jest.useRealTimers());

  it.each([
    ['has fewer results than items', () => Promise.resolve([])],
    [
      'throws before it has a promise',
      () => {
        throw new Error('at once');
      },
    ],
  ])('rejects the items of a group that %s, and goes on', async (_, fail) => {
    const run = jest.fn(work.run).mockImplementationOnce(fail);
    queue = new GroupQueue(limits, {
      run,
      isBlocked: () => false,
      settle: () => undefined,
      tooLate: () => new Error(),
    });
    const [first] = add('a1');
    await expect(first).rejects.toThrow(/at once|A group of 1 has 0 results/);

    const [second] = add('a2');
    await work.end('a2');
    expect(await second).toBe('a2!');
  });

  const add = (...items: string[]) => items.map((item) => queue.add(item[0]!, item));

  it('runs a lone item at once', async () => {
    const [a] = add('a1');
    expect(work.groups).toEqual([['a1']]);
    await work.end('a1');
    expect(await a).toBe('a1!');
    void add('a2');
    expect(work.groups).toEqual([['a1'], ['a2']]);
  });

  it('groups the items that arrive meanwhile, in their order, up to the limit', async () => {
    const results = add('a1', 'a2', 'a3', 'a4', 'a5');
    await work.end('a1');
    await work.end('a2');
    await work.end('a5');
    expect(work.groups).toEqual([['a1'], ['a2', 'a3', 'a4'], ['a5']]);
    expect(await Promise.all(results)).toEqual(['a1!', 'a2!', 'a3!', 'a4!', 'a5!']);
  });

  it('starts the next group before it settles the results of one, in their order', async () => {
    void add('a1', 'a2', 'a3');
    await work.end('a1');
    await work.end('a2');
    expect(work.settled).toEqual(['a1! of 2', 'a2!,a3! of 2']);
  });

  it('runs one group of a key at a time, and a second group beside it when enough is ready', () => {
    void add('a1', 'a2', 'b1');
    expect(work.groups).toEqual([['a1']]);
    void add('c1');
    expect(work.groups).toEqual([['a1'], ['b1', 'c1']]);
    void add('d1', 'd2', 'a3');
    expect(work.groups).toHaveLength(2);
  });

  it('does not wait for a slow group, and keeps to the number of connections', async () => {
    void add('a1', 'b1');
    expect(work.groups).toEqual([['a1']]);
    jest.advanceTimersByTime(limits.slowMs);
    expect(work.groups).toEqual([['a1'], ['b1']]);
    jest.advanceTimersByTime(limits.slowMs);
    void add('c1');
    expect(work.groups).toEqual([['a1'], ['b1'], ['c1']]);
    jest.advanceTimersByTime(limits.slowMs);
    void add('d1');
    expect(work.groups).toHaveLength(3);
    await work.end('b1');
    expect(work.groups).toEqual([['a1'], ['b1'], ['c1'], ['d1']]);
  });

  it('retries a blocked key by itself, keeps its order, and delays no other key', async () => {
    const [a1, a2] = add('a1', 'a2', 'b1');
    await work.end('a1', { a1: 'blocked' });
    expect(work.groups).toEqual([['a1'], ['b1']]);
    void add('a3');
    await work.end('b1');
    expect(work.groups).toHaveLength(2);
    jest.advanceTimersByTime(limits.retryMs);
    expect(work.groups.at(-1)).toEqual(['retry', 'a1']);
    await work.end('a1');
    expect(await a1).toBe('a1!');
    expect(work.groups.at(-1)).toEqual(['a2', 'a3']);
    await work.end('a2');
    expect(await a2).toBe('a2!');
  });

  it('retries all blocked keys together, and keeps those that are still blocked', async () => {
    void add('a1', 'b1', 'c1');
    await work.end('a1', { a1: 'blocked' });
    await work.end('b1', { b1: 'blocked', c1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    expect(work.groups.at(-1)).toEqual(['retry', 'a1', 'b1', 'c1']);
    await work.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    expect(work.groups.at(-1)).toEqual(['retry', 'a1']);
  });

  it('gives a blocked item up after its time, and not those that came later', async () => {
    const [a1] = add('a1');
    await work.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    void add('a2');
    await work.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    await work.end('a1', { a1: 'blocked' });
    jest.advanceTimersByTime(limits.retryMs);
    await work.end('a1', { a1: 'blocked' });
    expect(await a1).toBe('blocked');
    expect(work.groups.at(-1)).toEqual(['a2']);
  });

  it('rejects items that have waited for too long, and runs later ones of the same key', async () => {
    const [, a2] = add('a1', 'a2');
    const late = Promise.allSettled([a2]);
    jest.advanceTimersByTime(limits.waitMs);
    const [a3] = add('a3');
    await work.end('a1');
    expect(await late).toMatchObject([{ reason: { message: 'too late' } }]);
    expect(work.groups).toEqual([['a1'], ['a3']]);
    await work.end('a3');
    expect(await a3).toBe('a3!');
    await queue.idle();
  });

  it('rejects the items of a group that fails, and no others', async () => {
    const results = Promise.allSettled(add('a1', 'a2', 'a3', 'a4', 'a5'));
    await work.end('a1');
    await work.fail('a2');
    await work.end('a5');
    const statuses = (await results).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
  });

  it('is full when as many items are in it as may be, blocked ones too, until some have their results', async () => {
    void add('a1');
    await work.end('a1', { a1: 'blocked' });
    void add('b1', 'b2', 'b3', 'b4');
    expect(queue.full).toBe(false);
    void add('b5');
    expect(queue.full).toBe(true);
    await work.end('b1');
    expect(queue.full).toBe(false);
  });

  it('is idle when every item has its result, whatever it is', async () => {
    await queue.idle();
    void add('a1', 'a2');
    let idle = false;
    void queue.idle().then(() => (idle = true));
    await work.end('a1');
    expect(idle).toBe(false);
    await work.end('a2', { a2: 'blocked' });
    expect(idle).toBe(false);
    jest.advanceTimersByTime(limits.retryMs);
    await work.end('a2');
    expect(idle).toBe(true);
  });
});
