import { ProblemError } from '../platform/problems/problem-error.js';
import { HashQueue } from './hash-queue.js';

/** Returns a hash that runs until `finish` is called. */
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
  expect.objectContaining({ code: 'server.overloaded', extensions: { retryAfter } });

describe('the queue of password hashes', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Runs one hash with the given duration, so that the queue measures it. */
  async function measure(queue: HashQueue, tookMs: number): Promise<void> {
    const { start, finish } = slowHash();
    const ran = queue.run(start);
    await jest.advanceTimersByTimeAsync(tookMs);
    finish();
    await ran;
  }

  it('runs at most `atOnce` hashes, and starts the next one when one ends or fails', async () => {
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

  it('accepts as many hashes as are expected to start in time, by the measured durations, and refuses the next one', async () => {
    const queue = new HashQueue({ atOnce: 2, maxWaitMs: 5000 });
    await measure(queue, 1000);
    const accepted = Array.from({ length: 12 }, slowHash);
    const running = accepted.map(({ start }) => queue.run(start));
    const late = slowHash();

    // Two hashes run and ten wait: the next hash would wait until eleven others have ended, at two per second.
    expect(await refusalOf(queue.run(late.start))).toEqual(overloaded(6));

    expect(late.start).not.toHaveBeenCalled();
    for (const { finish } of accepted) finish();
    await Promise.all(running);
    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');
  });

  it('refuses a hash that has waited longer than `maxWaitMs`, although its expected wait was shorter', async () => {
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

  it('never refuses a hash while a slot is free, however long hashes take', async () => {
    const queue = new HashQueue({ atOnce: 2, maxWaitMs: 0 });
    await measure(queue, 60_000);
    const running = slowHash();
    const first = queue.run(running.start);

    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');

    running.finish();
    await first;
  });

  it('never refuses a hash while a slot is free, even if the event loop was busy before the hash could start', async () => {
    const queue = new HashQueue({ atOnce: 1, maxWaitMs: 0 });
    const ran = refusalOf(queue.run(() => Promise.resolve()));
    jest.advanceTimersByTime(10);
    expect(await ran).toBe('it ran');
  });

  it('runs one background hash, only while a slot is free, and neither delays nor refuses other hashes because of it', async () => {
    const queue = new HashQueue({ atOnce: 1, maxWaitMs: 0 });
    const [background, next] = [slowHash(), slowHash()];
    const first = queue.runInBackground(background.start);

    expect(await refusalOf(queue.run(() => Promise.resolve()))).toBe('it ran');
    expect(await queue.runInBackground(next.start)).toBe(false);
    background.finish();
    expect(await first).toBe(true);
    const running = slowHash();
    const other = queue.run(running.start);
    expect(await queue.runInBackground(next.start)).toBe(false);
    expect(next.start).not.toHaveBeenCalled();
    running.finish();
    await other;
    expect(await queue.runInBackground(() => Promise.resolve())).toBe(true);
  });
});
