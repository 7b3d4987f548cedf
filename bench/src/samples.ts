import { setTimeout as delay } from 'node:timers/promises';
import type { Activity, Remainder } from './probe.js';
import { descriptorsOf, residentKiB, type Served } from './processes.js';

/** What a server takes at one moment. */
export interface Sample extends Activity {
  readonly residentKiB: number;
  readonly descriptors: number;
  /** Of some samples only: a collection makes everybody wait. */
  readonly remainder?: Remainder;
}

const INTERVAL_SECONDS = 10;
/** A short run is to have some samples as well, in each of its thirds. */
const LEAST_SAMPLES = 18;
/** Every third sample collects garbage. */
const COLLECT_EVERY = 3;

/** Looks at a server that the probe was loaded into, for a while in seconds, or until the server exits. */
export async function sample(served: Served, seconds: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const count = Math.max(LEAST_SAMPLES, Math.floor(seconds / INTERVAL_SECONDS));
  const start = performance.now();
  for (let number = 1; number <= count; number += 1) {
    await delay(Math.max(0, start + (number * seconds * 1000) / count - performance.now()));
    const taken = await take(served, number % COLLECT_EVERY === 0).catch(() => undefined);
    if (taken === undefined) break;
    samples.push(taken);
  }
  return samples;
}

/** @throws Error when the server exits, or has exited */
async function take(served: Served, collects: boolean): Promise<Sample> {
  const outside = { residentKiB: residentKiB(served.pid), descriptors: descriptorsOf(served.pid) };
  const activity = (await served.ask('look')) as Activity;
  if (!collects) return { ...outside, ...activity };
  return { ...outside, ...activity, remainder: (await served.ask('collect')) as Remainder };
}
