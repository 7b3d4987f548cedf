import { setTimeout as delay } from 'node:timers/promises';
import type { Activity, CollectedHeap } from './probe.js';
import { descriptorsOf, residentKiB, type ServerProcess } from './processes.js';

/** The resources that a server uses at one moment. */
export interface Sample extends Activity {
  readonly residentKiB: number;
  readonly descriptors: number;
  /** Present in some samples only, because a collection stalls all clients. */
  readonly remainder?: CollectedHeap;
}

const INTERVAL_SECONDS = 10;
/** Guarantees several samples in each third of a short run. */
const MIN_SAMPLES = 18;
/** Every third sample collects garbage. */
const COLLECT_EVERY = 3;

/** Samples a server into which the probe was loaded, for a number of seconds or until the server exits. */
export async function sampleServer(server: ServerProcess, seconds: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const count = Math.max(MIN_SAMPLES, Math.floor(seconds / INTERVAL_SECONDS));
  const start = performance.now();
  for (let number = 1; number <= count; number += 1) {
    await delay(Math.max(0, start + (number * seconds * 1000) / count - performance.now()));
    const sample = await takeSample(server, number % COLLECT_EVERY === 0).catch(() => undefined);
    if (sample === undefined) break;
    samples.push(sample);
  }
  return samples;
}

/** @throws Error if the server exits, or has exited */
async function takeSample(server: ServerProcess, collectsGarbage: boolean): Promise<Sample> {
  const fromProc = { residentKiB: residentKiB(server.pid), descriptors: descriptorsOf(server.pid) };
  const activity = (await server.request('activity')) as Activity;
  if (!collectsGarbage) return { ...fromProc, ...activity };
  return { ...fromProc, ...activity, remainder: (await server.request('collect')) as CollectedHeap };
}
