import { FairQueue } from './fair-queue.js';

const neverAborted = new AbortController().signal;

/**
 * Creates a queue whose tasks run until the test ends them; `started` has their names in the order in which they
 * started.
 */
function createQueue(limits: { concurrency: number; maxWaiting?: number; maxWaitingPerUser?: number }) {
  const queue = new FairQueue({ maxWaiting: 100, maxWaitingPerUser: 100, ...limits });
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const add = (name: string, signal = neverAborted) =>
    queue.run(
      name.charAt(0),
      () => {
        const end = Promise.withResolvers<string>();
        started.push(name);
        ends.set(name, end);
        return end.promise;
      },
      signal,
    );
  const end = async (name: string) => {
    ends.get(name)!.resolve(name);
    await new Promise(setImmediate);
  };
  return { started, ends, add, end };
}

describe('the fair queue', () => {
  it('takes turns between users, and starts the tasks of one user in order', async () => {
    const { started, add, end } = createQueue({ concurrency: 1 });
    const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'];
    const all = names.map((name) => add(name));
    // Users without any started task come before the second task of `a`.
    const order = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'];
    for (const name of order) await end(name);
    expect(started).toEqual(order);
    expect(await Promise.all(all)).toEqual(names);
  });

  it('runs no more tasks at once than its concurrency, and no more than half of it for one user', async () => {
    const { started, add, end } = createQueue({ concurrency: 4 });
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'd1'].map((name) => add(name));
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1']);
    await end('c1');
    // A task of `d` starts, because `a` already has its share of the concurrency.
    expect(started.at(-1)).toBe('d1');
    await end('b1');
    expect(started).toHaveLength(5);
    await end('a1');
    expect(started.at(-1)).toBe('a3');
    for (const name of ['a2', 'a3', 'd1']) await end(name);
    await Promise.all(all);
  });

  it('refuses tasks beyond its limits, and accepts tasks again when others have ended', async () => {
    const { started, add, end } = createQueue({ concurrency: 1, maxWaiting: 2, maxWaitingPerUser: 1 });
    const accepted = [add('a1'), add('a2')];
    await expect(add('a3')).rejects.toMatchObject({ code: 'server.overloaded', extensions: { retryAfter: 5 } });
    accepted.push(add('b1'));
    await expect(add('c1')).rejects.toMatchObject({ code: 'server.overloaded' });
    await end('a1');
    accepted.push(add('c1'));
    for (const name of ['b1', 'c1', 'a2']) await end(name);
    await Promise.all(accepted);
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('removes a waiting task at once when it is aborted, and accepts another one in its place', async () => {
    const { started, add, end } = createQueue({ concurrency: 1, maxWaiting: 1 });
    const running = add('a1');
    const aborted = new AbortController();
    const waiting = add('b1', aborted.signal);
    aborted.abort(new Error('the client disconnected'));
    await expect(waiting).rejects.toThrow('the client disconnected');
    await expect(add('c1', aborted.signal)).rejects.toThrow('the client disconnected');
    const next = add('c2');
    await end('a1');
    await end('c2');
    await Promise.all([running, next]);
    expect(started).toEqual(['a1', 'c2']);
  });

  it('starts the next task after one that failed', async () => {
    const { started, ends, add, end } = createQueue({ concurrency: 1 });
    const [failing, next] = [add('a1'), add('a2')];
    ends.get('a1')!.reject(new Error('broken'));
    await expect(failing).rejects.toThrow('broken');
    await new Promise(setImmediate);
    await end('a2');
    expect(await next).toBe('a2');
    expect(started).toEqual(['a1', 'a2']);
  });
});
