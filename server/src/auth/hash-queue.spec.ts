import { ProblemError } from '../platform/problems/problem-error.js';
import { HashQueue } from './hash-queue.js';

/** A hash that takes until it is finished by hand. */
function slowHash() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const start = jest.fn(() => promise);
  return { start, finish: resolve };
}

const refusalOf = (running: Promise<unknown>) =>
  running.then(
    () => 'it ran',
    (error: unknown) => (error instanceof ProblemError ? error : String(error)),
  );
const overloaded = (retryAfter: number) =>
  expect.objectContaining({ code: 'server.overloaded', particulars: { retryAfter } });

describe('the queue of password hashes', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Measures one hash that takes so long. */
  async function measure(queue: HashQueue, tookMs: number): Promise<void> {
    const { start, finish } = slowHash();
    const ran = queue.run(start);
    await jest.advanceTimersByTimeAsync(tookMs);
    finish();
    await ran;
  }

  it('starts no more than may run at once, and the next when one has ended, also when it has failed', async () => {
    const queue = new HashQueue({ atOnce: 2, maxWaitMs: 5000 });
    const failing = Promise.withResolvers<void>();
    const [second, third, fourth] = [slowHash(), slowHash(), slowHash()];
    const first = refusalOf(queue.run(() => failing.promise));
    const others = [second, third, fourth].map(({ start }) => queue.run(start));
    await jest.advanceTimersByTimeAsync(0);
    expect([second, third, fourth].map(({ start }) => start.mock.calls.length)).toEqual([1, 0, 0]);

    failing.reject(new Error('no memory'));

    expect(await first).toBe('Error: no memory');
    await jest.advanceTimersByTimeAsync(0);
    expect([second, third, fourth].map(({ start }) => start.mock.calls.length)).toEqual([1, 1, 0]);
    for (const { finish } of [second, third, fourth]) finish();
    await Promise.all(others);
    expect(fourth.start).toHaveBeenCalledTimes(1);
  });

  it('takes as many as are expected to start in time, by what hashes have taken, and refuses the next', async () => {
    const queue = new HashQueue({ atOnce: 2, maxWaitMs: 5000 });
    await measure(queue, 1000);
    const taken = Array.from({ length: 12 }, slowHash);
    const running = taken.map(({ start }) => queue.run(start));
    const late = slowHash();

    // Two run and ten wait: one more would wait for eleven to start, at two a second.
    expect(await refusalOf(queue.run(late.start))).toEqual(overloaded(6));

    expect(late.start).not.toHaveBeenCalled();
    for (const { finish } of taken) finish();
    await Promise.all(running);
    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');
  });

  it('starts none that has waited for longer than it may, however short it was expected to be', async () => {
    const queue = new HashQueue({ atOnce: 1, maxWaitMs: 5000 });
    await measure(queue, 100);
    const [stuck, waiting] = [slowHash(), slowHash()];
    const first = queue.run(stuck.start);
    const second = refusalOf(queue.run(waiting.start));

    await jest.advanceTimersByTimeAsync(5001);
    stuck.finish();

    await first;
    expect(await second).toEqual(overloaded(2));
    expect(waiting.start).not.toHaveBeenCalled();
  });

  it('never refuses while fewer run than may, however long they take', async () => {
    const queue = new HashQueue({ atOnce: 2, maxWaitMs: 0 });
    await measure(queue, 60_000);
    const running = slowHash();
    const first = queue.run(running.start);

    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');

    running.finish();
    await first;
  });

  it('never refuses while fewer run than may, also where the event loop was busy before a hash could start', async () => {
    const queue = new HashQueue({ atOnce: 1, maxWaitMs: 0 });
    const ran = refusalOf(queue.run(() => Promise.resolve()));
    jest.advanceTimersByTime(10);
    expect(await ran).toBe('it ran');
  });

  it('runs one hash in the background, which delays and refuses no other, and none while others run', async () => {
    const queue = new HashQueue({ atOnce: 1, maxWaitMs: 0 });
    const [background, next] = [slowHash(), slowHash()];
    const first = queue.inBackground(background.start);

    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');
    expect(await queue.inBackground(next.start)).toBe(false);
    background.finish();
    expect(await first).toBe(true);
    const running = slowHash();
    const other = queue.run(running.start);
    expect(await queue.inBackground(next.start)).toBe(false);
    expect(next.start).not.toHaveBeenCalled();
    running.finish();
    await other;
    expect(await queue.inBackground(() => Promise.resolve())).toBe(true);
  });
});
