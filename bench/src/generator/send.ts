import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { SendJob, SendResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { MessageStream, type Tally } from './message-stream.js';
import { handlePackets } from './handle-packets.js';
import { startTicker } from './ticker.js';
import { beginWindow } from './measurement-window.js';

const DRAIN_MS = 15_000;
const MIN_TICK_MS = 0.25;

/** Sends messages between pairs; a message counts as completed when it has arrived and is acknowledged. */
export async function send(job: SendJob): Promise<SendResult> {
  const tally: Tally = { doubled: 0, disordered: 0, failed: 0, onCompleted: () => undefined };
  const streams = await connect(job, tally);
  const run = job.rate === undefined ? sendInFlight(job, streams, tally) : sendAtRate(job, streams, tally);
  await delay(job.warmUpSeconds * 1000);
  run.startMeasuring();
  const end = beginWindow();
  await (job.seconds === undefined ? once(process, 'message') : delay(job.seconds * 1000));
  const latencies = run.stopSending();
  const seconds = end();
  // Before the latencies are evaluated, because the messages that are still in flight are the slowest.
  const lost = await drain(streams);
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
    ...(job.reportsThirds ? { thirds: percentilesByThird(latencies) } : {}),
  };
}

/** Splits the latencies by their order, the order of completion; at a rate, that is a split by time. */
function percentilesByThird(latencies: number[]): SendResult['thirds'] {
  const length = Math.ceil(latencies.length / 3);
  return [0, 1, 2].map((third) => {
    const [p50, p99] = percentiles(latencies.slice(third * length, (third + 1) * length), 0.5, 0.99) as [
      number,
      number,
    ];
    return { p50, p99 };
  });
}

async function connect(
  { ports, acrossNodes, pairs, bothWays, ...job }: SendJob,
  tally: Tally,
): Promise<MessageStream[]> {
  const streams: MessageStream[] = [];
  for (const [index, { from, to, conversationId }] of pairs.entries()) {
    const portOf = (node: number) => ports[node % ports.length]!;
    const [one, other] = await Promise.all([
      Connection.open(portOf(index), from.token, 'presence_state'),
      Connection.open(portOf(acrossNodes ? index + 1 : index), to.token, 'presence_state'),
    ]);
    const outgoing = new MessageStream(one!, to.id, tally, job.content);
    const returning = bothWays ? new MessageStream(other!, from.id, tally, job.content) : undefined;
    const seqStep = job.hasSeq ? (bothWays ? 'more' : 'one') : 'none';
    const options = { conversationId, receipts: job.receipts, seqStep } as const;
    handlePackets(one!, { ...options, outgoing, incoming: returning }, tally);
    handlePackets(other!, { ...options, outgoing: returning, incoming: outgoing }, tally);
    streams.push(outgoing, ...(returning ? [returning] : []));
  }
  return streams;
}

interface SendRun {
  /** Starts recording latencies. */
  startMeasuring(): void;
  /**
   * Stops sending. Returns the recorded latencies in milliseconds. At a rate, the latency of a message that was due
   * during the measurement and is completed later is appended to that array when it is completed.
   */
  stopSending(): number[];
}

/** Sends the next message of a stream whenever one is completed. */
function sendInFlight(job: SendJob, streams: MessageStream[], tally: Tally): SendRun {
  const latencies: number[] = [];
  let state: 'warming' | 'measuring' | 'stopped' = 'warming';
  tally.onCompleted = (stream, since) => {
    if (state === 'stopped') return;
    const now = performance.now();
    if (state === 'measuring') latencies.push(now - since);
    stream.send(now);
  };
  for (const stream of streams) for (let index = 0; index < job.inFlight!; index += 1) stream.send(performance.now());
  return {
    startMeasuring: () => (state = 'measuring'),
    stopSending() {
      state = 'stopped';
      return latencies;
    },
  };
}

/**
 * Sends at regular intervals, independently of how fast the server is. A message that is due during the measurement
 * counts, no matter when it is completed.
 */
function sendAtRate(job: SendJob, streams: MessageStream[], tally: Tally): SendRun {
  const latencies: number[] = [];
  const period = 1000 / job.rate!;
  const start = performance.now();
  let from = Infinity;
  let count = 0;
  const ticker = startTicker(Math.max(period, MIN_TICK_MS), () => {
    for (let due = start + count * period; due <= performance.now(); due = start + count * period) {
      streams[count % streams.length]!.send(due);
      count += 1;
    }
  });
  tally.onCompleted = (_, since) => {
    if (since >= from) latencies.push(performance.now() - since);
  };
  return {
    startMeasuring: () => (from = performance.now()),
    stopSending() {
      ticker.stop();
      return latencies;
    },
  };
}

/** Waits for the messages in flight. @returns how many were not completed within the time limit */
async function drain(streams: MessageStream[]): Promise<number> {
  const missing = () => streams.reduce((sum, { sent, completed }) => sum + sent - completed, 0);
  for (const deadline = performance.now() + DRAIN_MS; missing() > 0 && performance.now() < deadline;) await delay(20);
  return missing();
}
