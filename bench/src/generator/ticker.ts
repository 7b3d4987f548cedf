import { Worker } from 'node:worker_threads';

/**
 * Node's timers have a resolution of a millisecond, half of some latencies that are measured; a waiting thread is
 * exact.
 */
const TICK = `
const { workerData: period, parentPort } = require('node:worker_threads');
const never = new Int32Array(new SharedArrayBuffer(4));
const start = performance.now();
for (let tick = 1; ; tick += 1) {
  const wait = start + tick * period - performance.now();
  if (wait > 0) Atomics.wait(never, 0, 0, wait);
  parentPort.postMessage(0);
}`;

/** Calls `tick` every `periodMs`, accurate to a fraction of a millisecond. */
export function startTicker(periodMs: number, tick: () => void): { stop(): void } {
  const worker = new Worker(TICK, { eval: true, workerData: periodMs });
  worker.on('message', tick);
  return {
    stop() {
      worker.off('message', tick);
      void worker.terminate();
    },
  };
}
