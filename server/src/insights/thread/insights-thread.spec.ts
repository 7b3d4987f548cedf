import { Logger } from '@nestjs/common';
import { Counters } from '../../platform/health/counters.js';
import { digestOf } from '../extractive/digest.js';
import { toColumns } from './columns.js';
import { InsightsThread } from './insights-thread.js';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    seq: index + 1,
    name: index % 2 ? 'Ben' : 'Ana',
    text: `I counted ${index} boxes of fruit in the hall of house ${index * 7}.`,
  }));
const runDigest = (thread: InsightsThread, count: number, signal: AbortSignal) =>
  thread.run('digest', [toColumns(lines(count))], signal);
/** Returns pseudorandom characters whose sequence does not repeat (a linear congruential generator). */
function randomCharacters(seed: number, length: number): string {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff);
  return String.fromCharCode(...Array.from({ length }, () => 0x4e00 + ((next() >> 8) % 20_000)));
}
const failure = { code: 'insight.model_unavailable' };
const neverAborted = new AbortController().signal;

describe('the worker thread of the insights', () => {
  let thread: InsightsThread;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    thread = new InsightsThread({ INSIGHT_THREAD_TIMEOUT: 60 }, new Counters());
  });
  afterEach(() => thread.onApplicationShutdown());

  it('makes the same digests as the main thread', async () => {
    const sizes = [50, 3, 20];
    const digests = await Promise.all(sizes.map((size) => runDigest(thread, size, neverAborted)));
    expect(digests).toEqual(sizes.map((size) => digestOf(lines(size))));
  });

  it('rejects a task that crashes the thread, and runs the next task', async () => {
    const crashing = toColumns([{ id: 'm0', seq: 1, name: 'Ana', text: 5 as unknown as string }]);
    const both = [thread.run('digest', [crashing], neverAborted), runDigest(thread, 3, neverAborted)];
    expect(await Promise.allSettled(both)).toMatchObject([{ reason: failure }, { value: digestOf(lines(3)) }]);
  });

  it('rejects running and waiting tasks at once when they are aborted, and runs the next task', async () => {
    const [running, waiting] = [new AbortController(), new AbortController()];
    const pending = [runDigest(thread, 50_000, running.signal), runDigest(thread, 3, waiting.signal)];
    const last = runDigest(thread, 4, neverAborted);
    waiting.abort();
    // Aborts only after the task has been sent to the thread. No event reports that moment.
    setImmediate(() => running.abort());

    expect(await Promise.allSettled(pending)).toMatchObject([{ reason: failure }, { reason: failure }]);
    expect(await last).toEqual(digestOf(lines(4)));
  });

  it('is terminated when a task takes too long, and a new thread runs the next task', async () => {
    thread = new InsightsThread({ INSIGHT_THREAD_TIMEOUT: 5 }, new Counters());
    // Ten million characters in combinations that the tokenizer has not cached: counting their tokens takes minutes.
    const endless = toColumns(lines(4000).map((line) => ({ ...line, text: randomCharacters(line.seq, 2600) })));
    const both = [
      thread.run('pack', [endless, { tokens: 2e7, maxChunks: 1 }], neverAborted),
      thread.run('digest', [toColumns(lines(3))], neverAborted),
    ];
    const [late, next] = await Promise.allSettled(both);
    expect(late).toMatchObject({ reason: { ...failure, message: expect.stringContaining('too long') } });
    expect(next).toMatchObject({ value: digestOf(lines(3)) });
  });

  it('is terminated when the server shuts down, even while it runs a task', async () => {
    const pending = runDigest(thread, 50_000, neverAborted);
    await new Promise(setImmediate);
    const [outcome] = await Promise.allSettled([pending, thread.onApplicationShutdown()]);
    expect(outcome).toMatchObject({ reason: failure });
  });
});
