import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './audit.js';
import { Cast } from './cast.js';
import type { Fault, Pace } from './fault.js';
import { faults } from './faults.js';
import { readOptions, type Options, type Plan } from './options.js';
import { inWords, isGood, report, type Outcome } from './report.js';
import { makeVolume } from './volume.js';
import { World } from './world.js';

/** How long people talk before something fails, and after it is whole again, in milliseconds. */
const CALM_MS = 2000;
/** How much longer than an outage a plain client waits for an answer: a node that stood still answers after it. */
const PATIENCE_MS = 10_000;
/** How long people may need to register and to connect, before anything fails. */
const GATHER_LIMIT_MS = 60_000;

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

/** What all faults of a run have in common. */
interface Run {
  readonly options: Options;
  readonly random: () => number;
  readonly pace: Pace;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const random = randomOf(options.seed);
  const started = performance.now();
  const pace: Pace = { outageMs: options.outage * 1000, pick: (list) => list[Math.floor(random() * list.length)]! };
  const outcomes: Outcome[] = [];
  for (const plan of options.plans) outcomes.push(...(await runPlan(plan, { options, random, pace })));
  report(outcomes, options, (performance.now() - started) / 1000);
  if (!outcomes.every(isGood)) process.exitCode = 1;
}

/** Has faults follow one another in one world; in a new one after each that went badly, which may have left its mark. */
async function runPlan(plan: Plan, run: Run): Promise<Outcome[]> {
  const { nodes } = plan;
  const outcomes: Outcome[] = [];
  let world: World | undefined;
  console.log(nodes === 1 ? 'one node' : `${nodes} nodes`);
  for (const fault of inTurn(plan, run)) {
    world ??= await open(nodes);
    const outcome = { fault, nodes, found: await tryOut(fault, world, run) };
    outcomes.push(outcome);
    tell(outcome);
    if (isGood(outcome)) continue;
    for (const line of world.log.slice(-20)) console.log(`      ${line}`);
    await close(world);
    world = undefined;
  }
  if (world) await close(world);
  return outcomes;
}

/** Each once; or any of them, for as long as it is to last. */
function* inTurn({ only }: Plan, { options: { minutes, plans }, random }: Run): Generator<Fault> {
  const chosen = faults.filter(({ name }) => only.includes(name));
  if (minutes === undefined) return yield* chosen;
  const several = chosen.filter(({ volume }) => !volume);
  const until = performance.now() + (minutes * 60_000) / plans.length;
  while (performance.now() < until) yield several[Math.floor(random() * several.length)]!;
}

async function tryOut(fault: Fault, world: World, run: Run): Promise<Outcome['found']> {
  if (fault.several && world.seats.length === 1) return { notRun: 'needs several nodes' };
  const missing = fault.missing?.();
  if (missing !== undefined) return { notRun: missing };
  if (!fault.volume) return suffer(fault, world, run);
  const volume = makeVolume();
  if (typeof volume === 'string') return { notRun: volume };
  const small = await open(world.seats.length, volume.path);
  try {
    return await suffer(fault, small, run);
  } finally {
    await close(small);
    volume.remove();
  }
}

async function suffer(fault: Fault, world: World, { random, pace }: Run): Promise<Outcome['found']> {
  let cast: Cast | undefined;
  try {
    cast = await gather(world, random, pace.outageMs + PATIENCE_MS);
    cast.talk();
    await delay(CALM_MS);
    const locked = await fault.run(world, pace, cast);
    await delay(CALM_MS);
    await cast.hush();
    cast.vanish();
    return await audit(world, cast, locked ?? undefined);
  } catch (error) {
    return { failed: String(error) };
  } finally {
    cast?.close();
    world.mend();
  }
}

/** A node that hangs must not have the run hang. */
async function gather(world: World, random: () => number, patienceMs: number): Promise<Cast> {
  const limit = delay(GATHER_LIMIT_MS).then(() => {
    throw new Error('People could not connect before anything had failed.');
  });
  return Promise.race([Cast.gather(world, random, patienceMs), limit]);
}

async function open(nodes: number, volume?: string): Promise<World> {
  const world = new World(nodes, volume);
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
  if ('notRun' in found) return console.log(`      ${fault.what}: not run, ${found.notRun}`);
  if ('failed' in found) return console.log(`BAD   ${fault.what}: ${found.failed}`);
  const { sent, stored, presenceAfter, viewsAfter, longestWait, answers } = found;
  const times = `presence right after ${presenceAfter.toFixed(1)} s, views after ${viewsAfter.toFixed(1)} s, longest wait ${longestWait.toFixed(1)} s, longest answer ${inWords(answers)}`;
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
