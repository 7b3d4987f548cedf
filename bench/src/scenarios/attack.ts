import { attacks } from '../generator/attacks/table.js';
import { generate, type Measured } from '../generate.js';
import type { AttackJob, AttackResult, Pair, SendResult } from '../jobs.js';
import { makeConversations, makeUsers } from '../people.js';
import { residentKiB, type Served } from '../processes.js';
import { startAsInstalled } from '../systems.js';
import { note, type Context } from './context.js';

/** What two people notice of an attack. */
export interface Attacked extends Measured<SendResult> {
  readonly scenario: string;
  /** Absent where there was none, for comparison. */
  readonly attack?: Measured<AttackResult>;
  /** What the server took of the memory before the attack, and at most while it went on. */
  readonly memory: { readonly beforeKiB: number; readonly peakKiB: number };
  /** Whether the server was still there in the end. */
  readonly survived: boolean;
}

const UNDISTURBED = 'no attack';
/** Messages a second, of both people together. */
const RATE = 20;
const WARM_UP_SECONDS = 3;
const LOOK_EVERY_MS = 50;
/** People of the attacker's. */
const USERS = 8;
const LONG_MESSAGES = 200;

export type Prey = Pick<AttackJob, 'tokens' | 'conversationId'>;

/** Two people write to each other on a server with the limits that it is installed with, while somebody attacks it. */
export async function measureAttacks(context: Context): Promise<Attacked[]> {
  const { only } = context.options;
  const names = Object.keys(attacks).filter((name) => only.includes('attack') || only.includes(name));
  if (names.length === 0) return [];
  const prey = await preparePrey(context);
  const found: Attacked[] = [];
  for (const name of [undefined, ...names]) {
    const one = await measure(context, prey, name);
    const { result, memory, survived, scenario } = one;
    const growth = Math.round((memory.peakKiB - memory.beforeKiB) / 1024);
    note(`${scenario}: p99 ${result.p99.toFixed(1)} ms, + ${growth} MiB${survived ? '' : ', and it exited'}`);
    found.push(one);
  }
  return found;
}

/** A server of its own each time: what an attack leaves behind would count for the next. */
async function measure({ database, options, pairs }: Context, prey: Prey, name?: string): Promise<Attacked> {
  const served = await startAsInstalled(database);
  const memory = watchMemory(served);
  const { port } = served;
  const seconds = options.attackSeconds;
  const chat = {
    kind: 'send',
    ports: [port],
    across: false,
    pairs: pairs.slice(0, 1),
    bothWays: true,
    receipts: false,
    numbered: true,
    rate: RATE,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds,
  } as const;
  let attack: Promise<Measured<AttackResult>> | undefined;
  const begun = () => {
    memory.begin();
    if (name !== undefined) attack = generate({ kind: 'attack', port, name, seconds, ...prey }, served, database);
  };
  const measured = await generate(chat, served, database, { begun });
  const attacked = await attack;
  const survived = !served.hasExited();
  const peak = memory.end();
  await served.stop();
  return { scenario: name ?? UNDISTURBED, ...measured, ...(attacked && { attack: attacked }), memory: peak, survived };
}

function watchMemory({ pid }: Served) {
  let beforeKiB = 0;
  let peakKiB = 0;
  const look = () => (peakKiB = Math.max(peakKiB, residentKiB(pid)));
  const timer = setInterval(look, LOOK_EVERY_MS);
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

/** Users of the attacker's; the first of them has a conversation of messages that are as long as can be. */
export async function preparePrey({ database: { client } }: Context): Promise<Prey> {
  const users = await makeUsers(client, USERS);
  const pair: Pair = { from: users[0]!, to: users[1]!, conversationId: crypto.randomUUID() };
  await makeConversations(client, [pair], LONG_MESSAGES);
  await client.query(`update messages set content = repeat('😀', 8000) where conversation_id = $1`, [
    pair.conversationId,
  ]);
  return { tokens: users.map(({ token }) => token), conversationId: pair.conversationId };
}
