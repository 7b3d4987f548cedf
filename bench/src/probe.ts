/**
 * Loaded into a server with `node --expose-gc --import`. Reports the server's resources to the bench, its parent
 * process. The product itself has no such hook.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Figures that are read without disturbing the server. */
export interface Activity {
  /**
   * Timers that keep the event loop alive, which include those of connections. `v8.queryObjects`, which stalls all
   * clients for three seconds, and hooks into every timer would both distort the measurement.
   */
  readonly timers: number;
  /** Other resources that keep the event loop alive: sockets, requests to the operating system. */
  readonly handles: number;
  /** The longest stall of the event loop since the previous reading, in milliseconds. */
  readonly stallMs: number;
}

/** The heap after a full collection. */
export interface CollectedHeap {
  /** In bytes. */
  readonly heapUsed: number;
  /** How long the collection stalled the event loop, in milliseconds. */
  readonly pauseMs: number;
}

const stalls = monitorEventLoopDelay({ resolution: 10 });
stalls.enable();

function readActivity(): Activity {
  const active = process.getActiveResourcesInfo();
  const timers = active.filter((type) => type === 'Timeout').length;
  const handles = active.filter((type) => type !== 'Timeout' && type !== 'Immediate').length;
  const stallMs = stalls.max / 1e6;
  stalls.reset();
  return { timers, handles, stallMs };
}

function collectGarbage(): CollectedHeap {
  const start = performance.now();
  gc!();
  const pauseMs = performance.now() - start;
  // The bench caused this pause, not the server.
  setImmediate(() => stalls.reset());
  return { heapUsed: process.memoryUsage().heapUsed, pauseMs };
}

process.on('message', (message) => {
  if (message === 'activity') process.send!(readActivity());
  else if (message === 'collect') process.send!(collectGarbage());
});
// Without this, the listener would keep the process alive.
process.channel?.unref();
