import { generate, type Measured } from '../generate.js';
import type { Member, SendResult } from '../jobs.js';
import { makePairs, makeUsers } from '../people.js';
import { start, type SystemName } from '../systems.js';
import { note, type Context } from './context.js';
import type { Return } from './returns.js';
import type { Sending } from './sending.js';

const CLIENTS = 2000;
/** Messages a second of all pairs together. */
const RATE = 200;
const WARM_UP_SECONDS = 1;
const clients = `${CLIENTS.toLocaleString('en')} clients`;

/** The name of the load whose latency is held to the bar. */
export const WHILE_RECONNECTING = `${RATE}/s, while ${clients} reconnect`;
const BESIDE_IDLE = `${RATE}/s, beside ${clients}`;

export interface Reconnections {
  readonly sending: Sending[];
  readonly returns: Return[];
}

/**
 * All clients of a node lose their connections at once and come back, as after a short failure of the network before it:
 * what those notice who go on sending, and how long it takes. Product and ceilings suffer the same in turns.
 */
export async function measureReconnections(context: Context): Promise<Reconnections> {
  const found: Reconnections = { sending: [], returns: [] };
  const { options, database } = context;
  if (!options.only.includes('reconnect')) return found;
  const pairs = await makePairs(database.client, await makeUsers(database.client, CLIENTS));
  const members = pairs.flatMap(({ from, to, conversationId }) =>
    // As if they had missed the one message that there is.
    [from, to].map(({ token }) => ({ token, conversationId, rev: 0 })),
  );
  for (let round = 0; round < options.rounds; round += 1) {
    for (const system of ['product', 'ceiling 1', 'ceiling 2'] as const) {
      const { calm, meanwhile, back } = await one(context, system, members);
      const { result, cores, wallSeconds } = back;
      note(
        `${clients} reconnect, ${system}: all are back after ${result.max.toFixed(1)} s and ${(cores.server * wallSeconds).toFixed(1)} s of CPU; ` +
          `sends ${latency(meanwhile)}, before ${latency(calm)}`,
      );
      found.sending.push({ scenario: BESIDE_IDLE, system, ...calm });
      found.sending.push({ scenario: WHILE_RECONNECTING, system, ...meanwhile });
      found.returns.push({ scenario: `${clients} reconnect at once`, system, ...back });
    }
  }
  return found;
}

const latency = ({ result: { p50, p99 } }: Measured<SendResult>) => `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;

/** A generator of its own for those who send: the other one's work is not to be taken for the server's. */
async function one({ options, database, pairs }: Context, system: SystemName, members: readonly Member[]) {
  const served = await start(system, database, options.cpuProf);
  const { port } = served;
  const job = {
    kind: 'send',
    ports: [port],
    across: false,
    pairs,
    bothWays: false,
    receipts: false,
    rate: RATE,
    numbered: system !== 'ceiling 1',
    warmUpSeconds: WARM_UP_SECONDS,
  } as const;
  const allBack = Promise.withResolvers<void>();
  let calm: Measured<SendResult> | undefined;
  let sending: Promise<Measured<SendResult>> | undefined;
  const back = await generate({ kind: 'reconnect', port, members }, served, database, {
    async ready() {
      calm = await generate({ ...job, seconds: options.seconds }, served, database);
      await new Promise<void>((begun, failed) => {
        sending = generate(job, served, database, { begun, until: allBack.promise });
        sending.catch(failed);
      });
    },
    async held() {
      allBack.resolve();
      await sending;
    },
  });
  await served.stop();
  return { calm: calm!, meanwhile: await sending!, back };
}
