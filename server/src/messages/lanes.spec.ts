import { Lanes } from './lanes.js';

/** Ends every group by hand, so that a test says what is on its way and what waits. */
class Work {
  readonly groups: string[][] = [];
  private readonly ends: { resolve: (results: string[]) => void; reject: (error: Error) => void }[] = [];

  readonly run = (items: string[]): Promise<string[]> => {
    this.groups.push(items);
    return new Promise((resolve, reject) => this.ends.push({ resolve, reject }));
  };

  /** Ends the oldest group that is on its way; resolves when what it set in motion has happened. */
  async end(error?: Error): Promise<void> {
    const group = this.groups[this.groups.length - this.ends.length]!;
    const { resolve, reject } = this.ends.shift()!;
    if (error) reject(error);
    else resolve(group.map((item) => `${item}!`));
    await new Promise(setImmediate);
  }
}

describe('lanes', () => {
  const limits = { lanes: 2, group: 3, overlap: 2, queue: 4 };
  let work: Work;
  let lanes: Lanes<string, string>;
  beforeEach(() => {
    work = new Work();
    lanes = new Lanes(limits, work.run);
  });

  it('run a lone item at once', async () => {
    const result = lanes.add('0', 'a');
    expect(work.groups).toEqual([['a']]);
    await work.end();
    expect(await result).toBe('a!');
    void lanes.add('0', 'b');
    expect(work.groups).toEqual([['a'], ['b']]);
  });

  it('are idle when all that was put in has run, whatever became of it', async () => {
    await lanes.idle();
    const results = ['a', 'b'].map((item) => lanes.add('0', item));
    let idle = false;
    const done = lanes.idle().then(() => (idle = true));
    await work.end();
    await results[0];
    expect(idle).toBe(false);
    await work.end();
    await done;
    expect(await results[1]).toBe('b!');
  });

  it('group what comes meanwhile, in its order, up to the limit', async () => {
    const results = ['a', 'b', 'c', 'd', 'e'].map((item) => lanes.add('0', item));
    expect(work.groups).toEqual([['a']]);
    await work.end();
    expect(work.groups).toEqual([['a'], ['b', 'c', 'd']]);
    await work.end();
    await work.end();
    expect(work.groups).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
    expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
  });

  it('have the next group on its way before the results of one are told, in their order', async () => {
    const told: string[] = [];
    lanes = new Lanes(limits, work.run, (results) => told.push(`${results.join()} of ${work.groups.length}`));
    const results = ['a', 'b', 'c'].map((item) => lanes.add('0', item));
    await work.end();
    await work.end();
    await Promise.all(results);
    expect(told).toEqual(['a! of 2', 'b!,c! of 2']);
  });

  it('run one group of a key at a time, and another lane beside it when many wait there', async () => {
    void lanes.add('0', 'a');
    void lanes.add('2', 'b'); // the same lane
    void lanes.add('4', 'c'); // and many enough
    void lanes.add('1', 'd');
    expect(work.groups).toEqual([['a']]);
    void lanes.add('1', 'e');
    expect(work.groups).toEqual([['a'], ['d', 'e']]);
    await work.end();
    expect(work.groups).toEqual([['a'], ['d', 'e'], ['b', 'c']]);
  });

  it('run next who has waited longest, so that no lane waits for ever', async () => {
    void lanes.add('0', 'a');
    void lanes.add('1', 'b');
    for (const item of ['c', 'd', 'e', 'f']) void lanes.add('0', item);
    await work.end();
    expect(work.groups.slice(0, 2)).toEqual([['a'], ['b']]);
    expect(work.groups[2]).toEqual(['c', 'd', 'e']);
  });

  it('reject the items of a group that fails, and no others', async () => {
    const results = ['a', 'b', 'c', 'd', 'e'].map((item) => lanes.add('0', item));
    const settled = Promise.allSettled(results);
    await work.end();
    await work.end(new Error('refused'));
    await work.end();
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    await expect(results[1]).rejects.toThrow('refused');
  });

  it('are full when as many wait as may, whatever their keys, and until a group is taken', async () => {
    for (const item of ['a', 'b', 'c']) void lanes.add('0', item);
    for (const item of ['d', 'e']) void lanes.add('1', item);
    expect(lanes.full).toBe(false);
    void lanes.add('1', 'f');
    expect(lanes.full).toBe(false);
    void lanes.add('1', 'g');
    expect(lanes.full).toBe(true);
    await work.end();
    expect(lanes.full).toBe(false);
  });
});
