import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './audit.js';
import { ClientGroup } from './client-group.js';
import type { Fault, FaultOptions } from './fault.js';
import { faults } from './faults.js';
import { readOptions, type Options, type Plan } from './options.js';
import { describeResponseTimes, hasPassed, report, type Outcome } from './report.js';
import { mountVolume } from './volume.js';
import { Installation } from './installation.js';

/** How long clients exchange messages before a fault and after its repair, in milliseconds. */
const CALM_MS = 2000;
/** How much longer than an outage a plain client waits for a response: a stopped node responds after the outage. */
const RESPONSE_GRACE_MS = 10_000;
/** How long clients may take to register and connect before the fault. */
const CONNECT_LIMIT_MS = 60_000;

/** Creates a pseudo-random generator (mulberry32), which returns the same numbers for the same seed. */
function seededRandom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const installations = new Set<Installation>();

/** The inputs that all faults of a run share. */
interface RunContext {
  readonly options: Options;
  readonly random: () => number;
  readonly faultOptions: FaultOptions;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const random = seededRandom(options.seed);
  const started = performance.now();
  const faultOptions: FaultOptions = {
    outageMs: options.outage * 1000,
    pick: (list) => list[Math.floor(random() * list.length)]!,
  };
  const outcomes: Outcome[] = [];
  for (const plan of options.plans) outcomes.push(...(await runPlan(plan, { options, random, faultOptions })));
  report(outcomes, options, (performance.now() - started) / 1000);
  if (!outcomes.every(hasPassed)) process.exitCode = 1;
}

/** Runs faults one after the other in one installation. After a failed check, it may be damaged and is replaced. */
async function runPlan(plan: Plan, context: RunContext): Promise<Outcome[]> {
  const { nodes } = plan;
  const outcomes: Outcome[] = [];
  let installation: Installation | undefined;
  console.log(nodes === 1 ? 'one node' : `${nodes} nodes`);
  for (const fault of chooseFaults(plan, context)) {
    installation ??= await open(nodes);
    const outcome = { fault, nodes, result: await prepareAndRun(fault, installation, context) };
    outcomes.push(outcome);
    printOutcome(outcome);
    if (hasPassed(outcome)) continue;
    for (const line of installation.log.slice(-20)) console.log(`      ${line}`);
    await close(installation);
    installation = undefined;
  }
  if (installation) await close(installation);
  return outcomes;
}

/** Yields each fault once, or random faults for the given time. */
function* chooseFaults({ only }: Plan, { options: { minutes, plans }, random }: RunContext): Generator<Fault> {
  const chosen = faults.filter(({ name }) => only.includes(name));
  if (minutes === undefined) return yield* chosen;
  const repeatable = chosen.filter(({ needsVolume }) => !needsVolume);
  const until = performance.now() + (minutes * 60_000) / plans.length;
  while (performance.now() < until) yield repeatable[Math.floor(random() * repeatable.length)]!;
}

/** Runs a fault if this machine permits it, in a separate installation if it requires a volume. */
async function prepareAndRun(
  fault: Fault,
  installation: Installation,
  context: RunContext,
): Promise<Outcome['result']> {
  if (fault.needsSeveralNodes && installation.nodes.length === 1) return { skipped: 'needs several nodes' };
  const missing = fault.missing?.();
  if (missing !== undefined) return { skipped: missing };
  if (!fault.needsVolume) return runFault(fault, installation, context);
  const volume = mountVolume();
  if (typeof volume === 'string') return { skipped: volume };
  const onVolume = await open(installation.nodes.length, volume.path);
  try {
    return await runFault(fault, onVolume, context);
  } finally {
    await close(onVolume);
    volume.remove();
  }
}

async function runFault(
  fault: Fault,
  installation: Installation,
  { random, faultOptions }: RunContext,
): Promise<Outcome['result']> {
  let group: ClientGroup | undefined;
  try {
    group = await connectClients(installation, random, faultOptions.outageMs + RESPONSE_GRACE_MS);
    group.startSending();
    await delay(CALM_MS);
    const locked = await fault.run(installation, faultOptions, group);
    await delay(CALM_MS);
    await group.stopSending();
    group.disconnectDeparting();
    return await audit(installation, group, locked ?? undefined);
  } catch (error) {
    return { failed: String(error) };
  } finally {
    group?.close();
    installation.restoreLinks();
  }
}

/** Connects the clients, with a time limit: a node that hangs must not make the run hang. */
async function connectClients(
  installation: Installation,
  random: () => number,
  responseTimeoutMs: number,
): Promise<ClientGroup> {
  const limit = delay(CONNECT_LIMIT_MS).then(() => {
    throw new Error('Clients could not connect in time, before the fault.');
  });
  return Promise.race([ClientGroup.connect(installation, random, responseTimeoutMs), limit]);
}

async function open(nodes: number, volume?: string): Promise<Installation> {
  const installation = new Installation(nodes, volume);
  // Registered before it has started, so that a signal during the start does not leave a database behind.
  installations.add(installation);
  await installation.start();
  return installation;
}

async function close(installation: Installation): Promise<void> {
  installations.delete(installation);
  await installation.stop();
}

let closing: Promise<void> | undefined;

/** Stops all installations, at most once: errors caused by the stop must not end the process before it is complete. */
function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const installation of installations) await close(installation);
  })();
  return closing;
}

function printOutcome(outcome: Outcome): void {
  const { fault, result } = outcome;
  if ('skipped' in result) return console.log(`      ${fault.description}: not run, ${result.skipped}`);
  if ('failed' in result) return console.log(`FAIL  ${fault.description}: ${result.failed}`);
  const { sent, stored, presenceAfter, viewsAfter, longestDisconnection, responses } = result;
  const times = [
    `presence correct after ${presenceAfter.toFixed(1)} s`,
    `views equal after ${viewsAfter.toFixed(1)} s`,
    `longest disconnection ${longestDisconnection.toFixed(1)} s`,
    `longest response ${describeResponseTimes(responses)}`,
  ];
  const verdict = hasPassed(outcome) ? 'pass' : 'FAIL';
  console.log(`${verdict}  ${fault.description}: ${sent} sent, ${stored} stored, ${times.join(', ')}`);
  for (const [check, errors] of Object.entries(result.wrong)) {
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
