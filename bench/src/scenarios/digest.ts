import type { Database } from '../database.js';
import { generate } from '../generate.js';
import type { Pair, SendJob } from '../jobs.js';
import { makeConversations, makeUsers } from '../people.js';
import type { Served } from '../processes.js';
import { start } from '../systems.js';
import { note, type Context } from './context.js';
import type { Requests } from './requests.js';
import type { Sending } from './sending.js';

const RATE = 1000;
const SIZES = [1000, 20_000];
/** What the long conversations talk about, again and again. */
const SAYINGS = [
  'Did you see the new timetable for the harbour line?',
  'Yes, the first boat leaves at half past six now.',
  "That's too early for the market people, we should write to the office.",
  "I'll do that tomorrow and send you a copy.",
  'Good idea! Can you mention the broken bench, too?',
  'Of course. By the way, my sister is moving to Leeds in March.',
  'Really? Does she need help with the boxes?',
  'She has a van, but I am sure that she would be glad.',
  "Let's ask her on Sunday when she comes for lunch.",
  'ok 👍 I bring dessert, 12 pieces should be enough.',
];

export interface Digesting {
  readonly sending: Sending[];
  readonly requests: Requests[];
}

/** What people who chat notice of long conversations that are summed up meanwhile; and how long they take by themselves. */
export async function measureDigests(context: Context): Promise<Digesting> {
  const found: Digesting = { sending: [], requests: [] };
  const { database, options } = context;
  if (!options.only.includes('digest')) return found;
  const talks = await Promise.all(SIZES.map((size) => longTalk(context, size)));
  await database.client.query('analyze');
  const served = await start('product', database, options.cpuProf);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, size] of SIZES.entries())
      found.requests.push(await alone(served, database, talks[index]!, size.toLocaleString('en')));
    const name = `${RATE.toLocaleString('en')}/s`;
    found.sending.push(await send(context, served, `${name}, no digest`));
    const digests = again(served, database, talks.at(-1)!);
    found.sending.push(await send(context, served, `${name}, digests of 20,000 meanwhile`));
    note(`${(await digests.stop()).toString()} digests meanwhile`);
  }
  await served.stop();
  return found;
}

async function longTalk({ database: { client } }: Context, size: number): Promise<Pair> {
  const [from, to] = await makeUsers(client, 2);
  const pair = { from: from!, to: to!, conversationId: crypto.randomUUID() };
  await makeConversations(client, [pair], size);
  await client.query(
    `update messages set content = ($2::text[])[1 + seq % $3] || ' ' || seq, sender_id = case when seq % 2 = 0 then sender_id else $4::uuid end
      where conversation_id = $1`,
    [pair.conversationId, SAYINGS, SAYINGS.length, pair.to.id],
  );
  return pair;
}

async function send({ database, options, pairs }: Context, served: Served, scenario: string): Promise<Sending> {
  const load = { pairs, bothWays: false, receipts: false, rate: RATE, numbered: true };
  const job: SendJob = {
    kind: 'send',
    ports: [served.port],
    across: false,
    ...load,
    warmUpSeconds: 1,
    seconds: options.seconds,
  };
  const measured = await generate(job, served, database);
  note(`${scenario}: p50 ${measured.result.p50.toFixed(1)} ms, p99 ${measured.result.p99.toFixed(1)} ms`);
  return { scenario, system: 'product', ...measured };
}

/** Five digests, one after the other, with nothing else to do. */
async function alone(served: Served, database: Database, talk: Pair, size: string): Promise<Requests> {
  const took: number[] = [];
  for (let time = 0; time < 5; time += 1) took.push(await digest(served, database, talk));
  const [first = NaN, , middle = NaN] = took.toSorted((one, other) => one - other);
  note(`digest of ${size} messages: ${middle.toFixed(0)} ms, at best ${first.toFixed(0)} ms`);
  const seconds = took.reduce((sum, one) => sum + one, 0) / 1000;
  return {
    scenario: `digest of ${size} messages`,
    result: { perSecond: took.length / seconds, p50: middle, p99: Math.max(...took), failed: 0 },
    cores: { server: NaN, database: NaN, generator: NaN },
    wallSeconds: seconds,
  };
}

/** One digest after the other, until it is told to stop; then how many there were. */
function again(served: Served, database: Database, talk: Pair): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const run = async () => {
    let count = 0;
    for (; !stopping.signal.aborted; count += 1) await digest(served, database, talk);
    return count;
  };
  const ended = run();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/** Asks for a digest as if nobody had before. @returns milliseconds from the request to the answer */
async function digest({ port }: Served, { client }: Database, { conversationId, from }: Pair): Promise<number> {
  await client.query('delete from insights where conversation_id = $1', [conversationId]);
  const started = performance.now();
  const answer = await fetch(`http://localhost:${port}/api/insights/${conversationId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${from.token}` },
  });
  if (!answer.ok) throw new Error(`No digest: ${answer.status} ${await answer.text()}`);
  await answer.json();
  return performance.now() - started;
}
