import { FairQueue } from './fair-queue.js';

const never = new AbortController().signal;

/** A queue whose works end when the test says so, in the order in which they began. */
function queueOf(limits: { atOnce: number; waiting?: number; waitingPerUser?: number }) {
  const queue = new FairQueue({ waiting: 100, waitingPerUser: 100, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const add = (name: string, signal = never) =>
    queue.run(
      name.charAt(0),
      () => {
        const end = Promise.withResolvers<string>();
        begun.push(name);
        ends.set(name, end);
        return end.promise;
      },
      signal,
    );
  const end = async (name: string) => {
    ends.get(name)!.resolve(name);
    await new Promise(setImmediate);
  };
  return { begun, ends, add, end };
}

describe('the fair queue', () => {
  it('takes turns between users, and keeps the order of each', async () => {
    const { begun, add, end } = queueOf({ atOnce: 1 });
    const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'];
    const all = names.map((name) => add(name));
    // Who has had no turn comes before the second one of `a`.
    const order = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'];
    for (const name of order) await end(name);
    expect(begun).toEqual(order);
    expect(await Promise.all(all)).toEqual(names);
  });

  it('runs no more than the given number at once, and of one user no more than half', async () => {
    const { begun, add, end } = queueOf({ atOnce: 4 });
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'd1'].map((name) => add(name));
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
    await end('c1');
    // It is the turn of another user: `a` runs its share already.
    expect(begun.at(-1)).toBe('d1');
    await end('b1');
    expect(begun).toHaveLength(5);
    await end('a1');
    expect(begun.at(-1)).toBe('a3');
    for (const name of ['a2', 'a3', 'd1']) await end(name);
    await Promise.all(all);
  });

  it('refuses what is beyond its limits, and accepts it when there is room again', async () => {
    const { begun, add, end } = queueOf({ atOnce: 1, waiting: 2, waitingPerUser: 1 });
    const accepted = [add('a1'), add('a2')];
    await expect(add('a3')).rejects.toMatchObject({ code: 'server.overloaded', extensions: { retryAfter: 5 } });
    accepted.push(add('b1'));
    await expect(add('c1')).rejects.toMatchObject({ code: 'server.overloaded' });
    await end('a1');
    accepted.push(add('c1'));
    for (const name of ['b1', 'c1', 'a2']) await end(name);
    await Promise.all(accepted);
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('lets a waiting work go at once when it is given up, and gives its place to another', async () => {
    const { begun, add, end } = queueOf({ atOnce: 1, waiting: 1 });
    const running = add('a1');
    const given = new AbortController();
    const waiting = add('b1', given.signal);
    given.abort(new Error('nobody waits'));
    await expect(waiting).rejects.toThrow('nobody waits');
    await expect(add('c1', given.signal)).rejects.toThrow('nobody waits');
    const next = add('c2');
    await end('a1');
    await end('c2');
    await Promise.all([running, next]);
    expect(begun).toEqual(['a1', 'c2']);
  });

  it('goes on after a work that fails', async () => {
    const { begun, ends, add, end } = queueOf({ atOnce: 1 });
    const [failing, next] = [add('a1'), add('a2')];
    ends.get('a1')!.reject(new Error('broken'));
    await expect(failing).rejects.toThrow('broken');
    await new Promise(setImmediate);
    await end('a2');
    expect(await next).toBe('a2');
    expect(begun).toEqual(['a1', 'a2']);
  });
});
