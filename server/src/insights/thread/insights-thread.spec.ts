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
const digest = (thread: InsightsThread, count: number, signal: AbortSignal) =>
  thread.run('digest', [toColumns(lines(count))], signal);
/** Generates characters in an order that does not repeat (a linear congruential generator). */
function randomCharacters(seed: number, length: number): string {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff);
  return String.fromCharCode(...Array.from({ length }, () => 0x4e00 + ((next() >> 8) % 20_000)));
}
const failure = { code: 'insight.model_unavailable' };
const never = new AbortController().signal;

describe('the worker thread of the insights', () => {
  let thread: InsightsThread;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    thread = new InsightsThread({ INSIGHT_THREAD_TIMEOUT: 60 }, new Counters());
  });
  afterEach(() => thread.onApplicationShutdown());

  it('produces the same digests as the main thread, one after the other', async () => {
    const sizes = [50, 3, 20];
    const digests = await Promise.all(sizes.map((size) => digest(thread, size, never)));
    expect(digests).toEqual(sizes.map((size) => digestOf(lines(size))));
  });

  it('fails only the task that crashes it', async () => {
    const crashing = toColumns([{ id: 'm0', seq: 1, name: 'Ana', text: 5 as unknown as string }]);
    const both = [thread.run('digest', [crashing], never), digest(thread, 3, never)];
    expect(await Promise.allSettled(both)).toMatchObject([{ reason: failure }, { value: digestOf(lines(3)) }]);
  });

  it('ends running and waiting tasks at once when they are aborted', async () => {
    const [running, waiting] = [new AbortController(), new AbortController()];
    const pending = [digest(thread, 50_000, running.signal), digest(thread, 3, waiting.signal)];
    const last = digest(thread, 4, never);
    waiting.abort();
    // After the task has been sent to the thread, which is not observable from outside.
    setImmediate(() => running.abort());

    expect(await Promise.allSettled(pending)).toMatchObject([{ reason: failure }, { reason: failure }]);
    expect(await last).toEqual(digestOf(lines(4)));
  });

  it('ends a task that takes too long together with its thread, and runs the next task in a new thread', async () => {
    thread = new InsightsThread({ INSIGHT_THREAD_TIMEOUT: 5 }, new Counters());
    // Ten million characters in runs that the tokenizer has not cached: counting them takes minutes.
    const endless = toColumns(lines(4000).map((line) => ({ ...line, text: randomCharacters(line.seq, 2600) })));
    const both = [
      thread.run('pack', [endless, { tokens: 2e7, maxChunks: 1 }], never),
      thread.run('digest', [toColumns(lines(3))], never),
    ];
    const [late, next] = await Promise.allSettled(both);
    expect(late).toMatchObject({ reason: { ...failure, message: expect.stringContaining('too long') } });
    expect(next).toMatchObject({ value: digestOf(lines(3)) });
  });

  it('ends with the server, even while it runs a task', async () => {
    const pending = digest(thread, 50_000, never);
    await new Promise(setImmediate);
    const [settled] = await Promise.allSettled([pending, thread.onApplicationShutdown()]);
    expect(settled).toMatchObject({ reason: failure });
  });
});
