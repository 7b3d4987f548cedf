import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { SendJob, SendResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { Direction, type Tally } from './direction.js';
import { listen } from './receiver.js';
import { startTicker } from './ticker.js';
import { beginWindow } from './window.js';

const DRAIN_MS = 15_000;
const SHORTEST_TICK_MS = 0.25;

/** Sends between pairs for a while; a message counts when it has arrived and is acknowledged. */
export async function send(job: SendJob): Promise<SendResult> {
  const tally: Tally = { doubled: 0, disordered: 0, failed: 0, completed: () => undefined };
  const directions = await connect(job, tally);
  const run = job.rate === undefined ? inFlight(job, directions, tally) : atRate(job, directions, tally);
  await delay(job.warmUpSeconds * 1000);
  run.measure();
  const end = beginWindow();
  await (job.seconds === undefined ? once(process, 'message') : delay(job.seconds * 1000));
  const latencies = run.stop();
  const seconds = end();
  // Before the latencies are looked at: the slowest are those that are still on their way.
  const lost = await drain(directions);
  const [p50, p99, max] = percentiles(latencies, 0.5, 0.99, 1) as [number, number, number];
  const { doubled, disordered, failed, firstFailure } = tally;
  return {
    perSecond: latencies.length / seconds,
    completed: latencies.length,
    p50,
    p99,
    max,
    lost,
    doubled,
    disordered,
    failed,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    ...(job.inThirds ? { thirds: inThirds(latencies) } : {}),
  };
}

/** They are in the order of completion, and at a rate that is that of time. */
function inThirds(latencies: number[]): SendResult['thirds'] {
  const length = Math.ceil(latencies.length / 3);
  return [0, 1, 2].map((third) => {
    const [p50, p99] = percentiles(latencies.slice(third * length, (third + 1) * length), 0.5, 0.99) as [
      number,
      number,
    ];
    return { p50, p99 };
  });
}

async function connect({ ports, across, pairs, bothWays, ...job }: SendJob, tally: Tally): Promise<Direction[]> {
  const directions: Direction[] = [];
  for (const [index, { from, to, conversationId }] of pairs.entries()) {
    const portOf = (place: number) => ports[place % ports.length]!;
    const [one, other] = await Promise.all([
      Connection.open(portOf(index), from.token, 'presence_state'),
      Connection.open(portOf(across ? index + 1 : index), to.token, 'presence_state'),
    ]);
    const there = new Direction(one!, to.id, tally, job.content);
    const back = bothWays ? new Direction(other!, from.id, tally, job.content) : undefined;
    const step = job.numbered ? (bothWays ? 'more' : 'one') : 'none';
    const options = { conversationId, receipts: job.receipts, step } as const;
    listen(one!, { ...options, outgoing: there, incoming: back }, tally);
    listen(other!, { ...options, outgoing: back, incoming: there }, tally);
    directions.push(there, ...(back ? [back] : []));
  }
  return directions;
}

interface Run {
  /** From now on latencies are kept. */
  measure(): void;
  /**
   * Sends no more. Returns the latencies of what counts, in milliseconds: at a rate, also of what was due in between and is
   * completed later, which joins them then.
   */
  stop(): number[];
}

/** Everybody sends the next when one is completed. */
function inFlight(job: SendJob, directions: Direction[], tally: Tally): Run {
  const latencies: number[] = [];
  let state: 'warming' | 'measuring' | 'stopped' = 'warming';
  tally.completed = (direction, since) => {
    if (state === 'stopped') return;
    const now = performance.now();
    if (state === 'measuring') latencies.push(now - since);
    direction.send(now);
  };
  for (const direction of directions)
    for (let index = 0; index < job.inFlight!; index += 1) direction.send(performance.now());
  return {
    measure: () => (state = 'measuring'),
    stop() {
      state = 'stopped';
      return latencies;
    },
  };
}

/** Sends fall due at even distances, whatever the server does; one that falls due in the window counts whenever it ends. */
function atRate(job: SendJob, directions: Direction[], tally: Tally): Run {
  const latencies: number[] = [];
  const period = 1000 / job.rate!;
  const start = performance.now();
  let from = Infinity;
  let count = 0;
  const ticker = startTicker(Math.max(period, SHORTEST_TICK_MS), () => {
    for (let due = start + count * period; due <= performance.now(); due = start + count * period) {
      directions[count % directions.length]!.send(due);
      count += 1;
    }
  });
  tally.completed = (_, since) => {
    if (since >= from) latencies.push(performance.now() - since);
  };
  return {
    measure: () => (from = performance.now()),
    stop() {
      ticker.stop();
      return latencies;
    },
  };
}

/** Waits for what is on its way. Returns how many messages never ended. */
async function drain(directions: Direction[]): Promise<number> {
  const missing = () => directions.reduce((sum, { sent, done }) => sum + sent - done, 0);
  for (const deadline = performance.now() + DRAIN_MS; missing() > 0 && performance.now() < deadline;) await delay(20);
  return missing();
}
