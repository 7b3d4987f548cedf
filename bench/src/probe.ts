/**
 * Loaded into a server with `node --expose-gc --import`: tells the bench, which has started it, what the server holds. The
 * product has no such hook.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What costs nothing to see. */
export interface Activity {
  /**
   * Timers that keep the event loop alive: those of connections are among them. Neither `v8.queryObjects`, which makes
   * everybody wait for three seconds, nor hooks into every timer would leave alone what is measured.
   */
  readonly timers: number;
  /** What else keeps it alive: sockets, requests to the system. */
  readonly handles: number;
  /** For how long nobody was served at most since the last look, in milliseconds. */
  readonly stallMs: number;
}

/** What is left after a full collection. */
export interface Remainder {
  /** In bytes. */
  readonly heapUsed: number;
  /** For how long the collection made everybody wait, in milliseconds. */
  readonly pauseMs: number;
}

const stalls = monitorEventLoopDelay({ resolution: 10 });
stalls.enable();

function look(): Activity {
  const active = process.getActiveResourcesInfo();
  const timers = active.filter((type) => type === 'Timeout').length;
  const handles = active.filter((type) => type !== 'Timeout' && type !== 'Immediate').length;
  const stallMs = stalls.max / 1e6;
  stalls.reset();
  return { timers, handles, stallMs };
}

function collect(): Remainder {
  const start = performance.now();
  gc!();
  const pauseMs = performance.now() - start;
  // The pause is not the server's.
  setImmediate(() => stalls.reset());
  return { heapUsed: process.memoryUsage().heapUsed, pauseMs };
}

process.on('message', (message) => {
  if (message === 'look') process.send!(look());
  else if (message === 'collect') process.send!(collect());
});
// A listener alone would keep the process alive.
process.channel?.unref();
