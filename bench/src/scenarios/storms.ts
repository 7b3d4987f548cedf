import { setTimeout as delay } from 'node:timers/promises';
import { generate, type Cores } from '../generate.js';
import type { StormResult, User } from '../jobs.js';
import { makePairs, makeUsers } from '../people.js';
import { residentKiB } from '../processes.js';
import { start, type SystemName } from '../systems.js';
import { note, type Context } from './context.js';

export interface Storm {
  readonly scenario: string;
  readonly system: SystemName;
  readonly result: StormResult;
  readonly cores: Cores;
  /** What an idle connection takes of the server's memory, after it has settled. */
  readonly kibPerConnection: number;
}

/** How many connections are on their way at once. */
export const AT_ONCE = 500;
const SETTLE_MS = 4000;

/** Everybody comes at once, as after a restart; each has somebody to talk to, and is told who is there. */
export async function measureStorms(context: Context): Promise<Storm[]> {
  const { database, options } = context;
  if (!options.only.includes('storms')) return [];
  const users = await makeUsers(database.client, Math.max(...options.connections));
  await makePairs(database.client, users);
  const found: Storm[] = [];
  for (const size of options.connections) {
    for (let round = 0; round < Math.min(options.rounds, 2); round += 1) {
      for (const system of ['product', 'ceiling 1'] as const) {
        const storm = await one(context, system, users.slice(0, size));
        note(`${storm.scenario}, ${system}: ${storm.result.seconds.toFixed(1)} s`);
        found.push(storm);
      }
    }
  }
  return found;
}

/** A server of its own each time: what a storm leaves in the heap would count for the next. */
async function one({ database, options }: Context, system: SystemName, users: readonly User[]): Promise<Storm> {
  const served = await start(system, database, options.cpuProf);
  await delay(1000);
  const before = residentKiB(served.pid);
  let after = before;
  const tokens = users.map(({ token }) => token);
  const settle = async () => {
    await delay(SETTLE_MS);
    after = residentKiB(served.pid);
  };
  const { result, cores } = await generate(
    { kind: 'storm', port: served.port, tokens, atOnce: AT_ONCE },
    served,
    database,
    { held: settle },
  );
  await served.stop();
  const scenario = `${users.length.toLocaleString('en')} connections`;
  return { scenario, system, result, cores, kibPerConnection: (after - before) / Math.max(1, result.opened) };
}
