import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './audit.js';
import { Cast } from './cast.js';
import { faults, type Fault, type Pace } from './faults.js';
import { readOptions, type Options } from './options.js';
import { isGood, report, type Outcome } from './report.js';
import { makeVolume } from './volume.js';
import { World } from './world.js';

/** How long people talk before something fails, and after it is whole again, in milliseconds. */
const CALM_MS = 2000;

/** Numbers that look random, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const worlds = new Set<World>();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const random = randomOf(options.seed);
  const started = performance.now();
  const outcomes: Outcome[] = [];
  const chosen = faults.filter(({ name }) => options.only.includes(name));
  const world = await open();
  const pace: Pace = { outageMs: options.outage * 1000, pick: (list) => list[Math.floor(random() * list.length)]! };
  for (const fault of inTurn(chosen, options, random, started)) {
    const outcome = { fault, found: await tryOut(fault, world, pace, random) };
    outcomes.push(outcome);
    tell(outcome);
    if (!isGood(outcome)) for (const line of world.log.slice(-20)) console.log(`      ${line}`);
  }
  await closeAll();
  report(outcomes, options, (performance.now() - started) / 1000);
  if (!outcomes.every(isGood)) process.exitCode = 1;
}

/** Each once; or any of them, for as long as it is to last. */
function* inTurn(
  chosen: readonly Fault[],
  { minutes }: Options,
  random: () => number,
  started: number,
): Generator<Fault> {
  if (minutes === undefined) return yield* chosen;
  const several = chosen.filter(({ volume }) => !volume);
  while (performance.now() - started < minutes * 60_000) yield several[Math.floor(random() * several.length)]!;
}

async function tryOut(fault: Fault, world: World, pace: Pace, random: () => number): Promise<Outcome['found']> {
  const missing = fault.missing?.();
  if (missing !== undefined) return missing;
  if (!fault.volume) return suffer(fault, world, pace, random);
  const volume = makeVolume();
  if (typeof volume === 'string') return volume;
  const small = await open(volume.path);
  try {
    return await suffer(fault, small, pace, random);
  } finally {
    await close(small);
    volume.remove();
  }
}

async function suffer(fault: Fault, world: World, pace: Pace, random: () => number): Promise<Outcome['found']> {
  const cast = await Cast.gather(world, random);
  try {
    cast.talk();
    await delay(CALM_MS);
    await fault.run(world, pace);
    await delay(CALM_MS);
    await cast.hush();
    cast.vanish();
    return await audit(world, cast);
  } finally {
    cast.close();
  }
}

async function open(volume?: string): Promise<World> {
  const world = new World(volume);
  // Before it is there: a signal in the middle of the start must not leave a database behind.
  worlds.add(world);
  await world.start();
  return world;
}

async function close(world: World): Promise<void> {
  worlds.delete(world);
  await world.stop();
}

let closing: Promise<void> | undefined;

/** Once: what fails because of it must not end the process before it is done. */
function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const world of worlds) await close(world);
  })();
  return closing;
}

function tell(outcome: Outcome): void {
  const { fault, found } = outcome;
  if (typeof found === 'string') return console.log(`${fault.what}: not run, ${found}`);
  const { sent, stored, presenceAfter, viewsAfter, longestWait } = found;
  const times = `presence right after ${presenceAfter.toFixed(1)} s, views after ${viewsAfter.toFixed(1)} s, longest wait ${longestWait.toFixed(1)} s`;
  console.log(`${isGood(outcome) ? 'good' : 'BAD '}  ${fault.what}: ${sent} sent, ${stored} stored, ${times}`);
  for (const [check, errors] of Object.entries(found.wrong)) {
    for (const error of errors.slice(0, 3)) console.log(`      ${check} (${errors.length}): ${error}`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeAll().finally(() => process.exit(1)));
}
try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  await closeAll();
}
process.exit();
