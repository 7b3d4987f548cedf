import { attacks } from '../generator/attacks/table.js';
import { runGenerator, type Measurement } from '../run-generator.js';
import type { AttackJob, AttackResult, Pair, SendResult } from '../jobs.js';
import { makeConversations, makeUsers } from '../fixtures.js';
import { residentKiB, type ServerProcess } from '../processes.js';
import { startWithDefaultLimits } from '../systems.js';
import { logProgress, type Context } from './context.js';

/** How an attack affects two people who chat, and the server. */
export interface AttackMeasurement extends Measurement<SendResult> {
  readonly scenario: string;
  /** Absent in the measurement without an attack, with which the others are compared. */
  readonly attack?: Measurement<AttackResult>;
  /** The resident memory of the server before the attack, and its peak during the attack. */
  readonly memory: { readonly beforeKiB: number; readonly peakKiB: number };
  /** Whether the server was still running at the end. */
  readonly survived: boolean;
}

const NO_ATTACK = 'no attack';
/** Messages per second of both people together. */
const RATE = 20;
const WARM_UP_SECONDS = 3;
const MEMORY_INTERVAL_MS = 50;
/** The number of accounts that the attacker has. */
const ATTACKER_ACCOUNTS = 8;
const LONG_MESSAGES = 200;

export type AttackerAccounts = Pick<AttackJob, 'tokens' | 'conversationId'>;

/** Measures a chat of two people on a server with its default limits, during each attack and without one. */
export async function measureAttacks(context: Context): Promise<AttackMeasurement[]> {
  const { only } = context.options;
  const names = Object.keys(attacks).filter((name) => only.includes('attack') || only.includes(name));
  if (names.length === 0) return [];
  const attackerAccounts = await createAttackerAccounts(context);
  const measurements: AttackMeasurement[] = [];
  for (const name of [undefined, ...names]) {
    const measurement = await measure(context, attackerAccounts, name);
    const { result, memory, survived, scenario } = measurement;
    const growth = Math.round((memory.peakKiB - memory.beforeKiB) / 1024);
    logProgress(
      `${scenario}: p99 ${result.p99.toFixed(1)} ms, + ${growth} MiB${survived ? '' : ', and the server exited'}`,
    );
    measurements.push(measurement);
  }
  return measurements;
}

/** Starts a new server for each attack, so that the effects of one attack are not attributed to the next. */
async function measure(
  { database, options, pairs }: Context,
  attackerAccounts: AttackerAccounts,
  name?: string,
): Promise<AttackMeasurement> {
  const server = await startWithDefaultLimits(database);
  const memory = watchMemory(server);
  const { port } = server;
  const seconds = options.attackSeconds;
  const chat = {
    kind: 'send',
    ports: [port],
    acrossNodes: false,
    pairs: pairs.slice(0, 1),
    bothWays: true,
    receipts: false,
    hasSeq: true,
    rate: RATE,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds,
  } as const;
  let attack: Promise<Measurement<AttackResult>> | undefined;
  const onBegin = () => {
    memory.begin();
    if (name !== undefined)
      attack = runGenerator({ kind: 'attack', port, name, seconds, ...attackerAccounts }, server, database);
  };
  const measured = await runGenerator(chat, server, database, { onBegin });
  const attacked = await attack;
  const survived = !server.hasExited();
  const peak = memory.end();
  await server.stop();
  return { scenario: name ?? NO_ATTACK, ...measured, ...(attacked && { attack: attacked }), memory: peak, survived };
}

function watchMemory({ pid }: ServerProcess) {
  let beforeKiB = 0;
  let peakKiB = 0;
  const update = () => (peakKiB = Math.max(peakKiB, residentKiB(pid)));
  const timer = setInterval(update, MEMORY_INTERVAL_MS);
  return {
    begin() {
      beforeKiB = residentKiB(pid);
      peakKiB = beforeKiB;
    },
    end() {
      clearInterval(timer);
      return { beforeKiB, peakKiB };
    },
  };
}

/** Creates the accounts of the attacker. The first has a conversation whose messages have the maximum length. */
export async function createAttackerAccounts({ database: { client } }: Context): Promise<AttackerAccounts> {
  const users = await makeUsers(client, ATTACKER_ACCOUNTS);
  const pair: Pair = { from: users[0]!, to: users[1]!, conversationId: crypto.randomUUID() };
  await makeConversations(client, [pair], LONG_MESSAGES);
  await client.query(`update messages set content = repeat('😀', 8000) where conversation_id = $1`, [
    pair.conversationId,
  ]);
  return { tokens: users.map(({ token }) => token), conversationId: pair.conversationId };
}
