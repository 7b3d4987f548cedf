import { generate, type Measured } from '../generate.js';
import type { ReturnResult } from '../jobs.js';
import { makePairs, makeUsers } from '../people.js';
import type { Served } from '../processes.js';
import { startRedis } from '../redis.js';
import { start, type SystemName } from '../systems.js';
import { note, type Context } from './context.js';

export interface Return extends Measured<ReturnResult> {
  readonly scenario: string;
  readonly system: SystemName;
}

const CLIENTS = 5000;
const NODES = 3;

/** A node is killed that everybody was on: how long they are away, and what that costs the nodes that are left. */
export async function measureReturns({ options, database }: Context): Promise<Return[]> {
  if (!options.only.includes('returns')) return [];
  const pairs = await makePairs(database.client, await makeUsers(database.client, CLIENTS));
  const members = pairs.flatMap(({ from, to, conversationId }) =>
    // As if they had missed the one message that there is.
    [from, to].map(({ token }) => ({ token, conversationId, rev: 0 })),
  );
  const redis = await startRedis();
  const found: Return[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const nodes: Served[] = [];
    while (nodes.length < NODES) {
      nodes.push(await start('product', database, options.cpuProf, { REDIS_URL: redis.url }));
    }
    const [lost, ...others] = nodes;
    const ports = nodes.map(({ port }) => port);
    const measured = await generate({ kind: 'return', ports, members }, others, database, { begun: lost!.kill });
    const scenario = `${CLIENTS.toLocaleString('en')} clients lose their node`;
    note(`${scenario}: all are back after ${measured.result.max.toFixed(1)} s`);
    found.push({ scenario, system: 'product', ...measured });
    for (const node of others) await node.stop();
  }
  await redis.stop();
  return found;
}
