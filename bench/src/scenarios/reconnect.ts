import { runGenerator, type Measurement } from '../run-generator.js';
import type { ReconnectingClient, SendResult } from '../jobs.js';
import { makePairs, makeUsers } from '../fixtures.js';
import { startSystem, type SystemName } from '../systems.js';
import { logProgress, type Context } from './context.js';
import type { ReconnectMeasurement } from './returns.js';
import type { SendMeasurement } from './sending.js';

const CLIENTS = 2000;
/** Messages a second of all pairs together. */
const RATE = 200;
const WARM_UP_SECONDS = 1;
const clientsText = `${CLIENTS.toLocaleString('en')} clients`;

/** The name of the load whose latency is compared with a bar. */
export const WHILE_RECONNECTING = `${RATE}/s, while ${clientsText} reconnect`;
const BESIDE_IDLE = `${RATE}/s, beside ${clientsText}`;

export interface ReconnectionMeasurements {
  readonly sending: SendMeasurement[];
  readonly returns: ReconnectMeasurement[];
}

/**
 * Measures a reconnection: 2,000 clients of a node lose their connections at once and reconnect, as after a short
 * network failure. Measures how long that takes, and the latency of sends of clients that stay connected. Product and
 * ceilings are measured in alternation.
 */
export async function measureReconnections(context: Context): Promise<ReconnectionMeasurements> {
  const measurements: ReconnectionMeasurements = { sending: [], returns: [] };
  const { options, database } = context;
  if (!options.only.includes('reconnect')) return measurements;
  const pairs = await makePairs(database.client, await makeUsers(database.client, CLIENTS));
  const reconnecting = pairs.flatMap(({ from, to, conversationId }) =>
    // With `rev` 0 each client misses one message, the only one of its conversation.
    [from, to].map(({ token }) => ({ token, conversationId, rev: 0 })),
  );
  for (let round = 0; round < options.rounds; round += 1) {
    for (const system of ['product', 'ceiling 1', 'ceiling 2'] as const) {
      const { before, meanwhile, reconnection } = await measureReconnection(context, system, reconnecting);
      const { result, cores, wallSeconds } = reconnection;
      logProgress(
        `${clientsText} reconnect, ${system}: all have reconnected after ${result.max.toFixed(1)} s and ${(cores.server * wallSeconds).toFixed(1)} s of CPU; ` +
          `sends ${latency(meanwhile)}, before ${latency(before)}`,
      );
      measurements.sending.push({ scenario: BESIDE_IDLE, system, ...before });
      measurements.sending.push({ scenario: WHILE_RECONNECTING, system, ...meanwhile });
      measurements.returns.push({ scenario: `${clientsText} reconnect at once`, system, ...reconnection });
    }
  }
  return measurements;
}

const latency = ({ result: { p50, p99 } }: Measurement<SendResult>) =>
  `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;

/**
 * Uses a separate generator for the sends, so that the work of reconnecting is not measured as latency of the server.
 */
async function measureReconnection(
  { options, database, pairs }: Context,
  system: SystemName,
  clients: readonly ReconnectingClient[],
) {
  const server = await startSystem(system, database, options.cpuProf);
  const { port } = server;
  const job = {
    kind: 'send',
    ports: [port],
    acrossNodes: false,
    pairs,
    bothWays: false,
    receipts: false,
    rate: RATE,
    hasSeq: system !== 'ceiling 1',
    warmUpSeconds: WARM_UP_SECONDS,
  } as const;
  const allReconnected = Promise.withResolvers<void>();
  let before: Measurement<SendResult> | undefined;
  let sending: Promise<Measurement<SendResult>> | undefined;
  const reconnection = await runGenerator({ kind: 'reconnect', port, clients }, server, database, {
    async onReady() {
      before = await runGenerator({ ...job, seconds: options.seconds }, server, database);
      await new Promise<void>((onBegin, reject) => {
        sending = runGenerator(job, server, database, { onBegin, until: allReconnected.promise });
        sending.catch(reject);
      });
    },
    async onResult() {
      allReconnected.resolve();
      await sending;
    },
  });
  await server.stop();
  return { before: before!, meanwhile: await sending!, reconnection };
}
