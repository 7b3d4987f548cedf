import { runGenerator, type Measurement } from '../run-generator.js';
import type { ReconnectResult } from '../jobs.js';
import { makePairs, makeUsers } from '../fixtures.js';
import type { ServerProcess } from '../processes.js';
import { startRedis } from '../redis.js';
import { startSystem, type SystemName } from '../systems.js';
import { logProgress, type Context } from './context.js';

export interface ReconnectMeasurement extends Measurement<ReconnectResult> {
  readonly scenario: string;
  readonly system: SystemName;
}

const CLIENTS = 5000;
const NODES = 3;

/**
 * Kills the node of all clients. Measures how long they are disconnected, and the CPU that reconnecting costs the other
 * nodes.
 */
export async function measureReturns({ options, database }: Context): Promise<ReconnectMeasurement[]> {
  if (!options.only.includes('returns')) return [];
  const pairs = await makePairs(database.client, await makeUsers(database.client, CLIENTS));
  const clients = pairs.flatMap(({ from, to, conversationId }) =>
    // With `rev` 0 each client misses one message, the only one of its conversation.
    [from, to].map(({ token }) => ({ token, conversationId, rev: 0 })),
  );
  const redis = await startRedis();
  const measurements: ReconnectMeasurement[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const nodes: ServerProcess[] = [];
    while (nodes.length < NODES) {
      nodes.push(await startSystem('product', database, options.cpuProf, { REDIS_URL: redis.url }));
    }
    const [lost, ...others] = nodes;
    const ports = nodes.map(({ port }) => port);
    const measured = await runGenerator({ kind: 'failover', ports, clients }, others, database, {
      onBegin: lost!.kill,
    });
    const scenario = `${CLIENTS.toLocaleString('en')} clients lose their node`;
    logProgress(`${scenario}: all have reconnected after ${measured.result.max.toFixed(1)} s`);
    measurements.push({ scenario, system: 'product', ...measured });
    for (const node of others) await node.stop();
  }
  await redis.stop();
  return measurements;
}
