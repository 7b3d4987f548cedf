import { setTimeout as delay } from 'node:timers/promises';
import { runGenerator, type Cores } from '../run-generator.js';
import type { StormResult, User } from '../jobs.js';
import { makePairs, makeUsers } from '../fixtures.js';
import { residentKiB } from '../processes.js';
import { startSystem, type SystemName } from '../systems.js';
import { logProgress, type Context } from './context.js';

export interface StormMeasurement {
  readonly scenario: string;
  readonly system: SystemName;
  readonly result: StormResult;
  readonly cores: Cores;
  /** The server's memory per idle connection, after it has settled. */
  readonly kibPerConnection: number;
}

/** How many connections are opening at once. */
export const CONCURRENCY = 500;
const SETTLE_MS = 4000;

/** Opens all connections at once, as after a restart. Each user has a conversation, and receives `presence_state`. */
export async function measureStorms(context: Context): Promise<StormMeasurement[]> {
  const { database, options } = context;
  if (!options.only.includes('storms')) return [];
  const users = await makeUsers(database.client, Math.max(...options.connections));
  await makePairs(database.client, users);
  const measurements: StormMeasurement[] = [];
  for (const size of options.connections) {
    for (let round = 0; round < Math.min(options.rounds, 2); round += 1) {
      for (const system of ['product', 'ceiling 1'] as const) {
        const storm = await measureStorm(context, system, users.slice(0, size));
        logProgress(`${storm.scenario}, ${system}: ${storm.result.seconds.toFixed(1)} s`);
        measurements.push(storm);
      }
    }
  }
  return measurements;
}

/** Starts a new server for each storm, so that the heap of one storm is not attributed to the next. */
async function measureStorm(
  { database, options }: Context,
  system: SystemName,
  users: readonly User[],
): Promise<StormMeasurement> {
  const server = await startSystem(system, database, options.cpuProf);
  await delay(1000);
  const before = residentKiB(server.pid);
  let after = before;
  const tokens = users.map(({ token }) => token);
  const settle = async () => {
    await delay(SETTLE_MS);
    after = residentKiB(server.pid);
  };
  const { result, cores } = await runGenerator(
    { kind: 'storm', port: server.port, tokens, concurrency: CONCURRENCY },
    server,
    database,
    { onResult: settle },
  );
  await server.stop();
  const scenario = `${users.length.toLocaleString('en')} connections`;
  return { scenario, system, result, cores, kibPerConnection: (after - before) / Math.max(1, result.opened) };
}
