import type { Database } from '../database.js';
import { runGenerator } from '../run-generator.js';
import type { Pair, SendJob } from '../jobs.js';
import { makeConversations, makeUsers } from '../fixtures.js';
import type { ServerProcess } from '../processes.js';
import { startSystem } from '../systems.js';
import { logProgress, type Context } from './context.js';
import type { RequestMeasurement } from './requests.js';
import type { SendMeasurement } from './sending.js';

const RATE = 1000;
const SIZES = [1000, 20_000];
/** The contents of the long conversations, which repeat. */
const SENTENCES = [
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

export interface DigestMeasurements {
  readonly sending: SendMeasurement[];
  readonly requests: RequestMeasurement[];
}

/** Measures sends while digests of a long conversation are made, and the duration of digests on an idle server. */
export async function measureDigests(context: Context): Promise<DigestMeasurements> {
  const measurements: DigestMeasurements = { sending: [], requests: [] };
  const { database, options } = context;
  if (!options.only.includes('digest')) return measurements;
  const conversations = await Promise.all(SIZES.map((size) => makeLongConversation(context, size)));
  await database.client.query('analyze');
  const server = await startSystem('product', database, options.cpuProf);
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [index, size] of SIZES.entries())
      measurements.requests.push(
        await measureDigestsAlone(server, database, conversations[index]!, size.toLocaleString('en')),
      );
    const name = `${RATE.toLocaleString('en')}/s`;
    measurements.sending.push(await measureSends(context, server, `${name}, no digest`));
    const digests = repeatDigests(server, database, conversations.at(-1)!);
    measurements.sending.push(await measureSends(context, server, `${name}, digests of 20,000 meanwhile`));
    logProgress(`${(await digests.stop()).toString()} digests meanwhile`);
  }
  await server.stop();
  return measurements;
}

async function makeLongConversation({ database: { client } }: Context, size: number): Promise<Pair> {
  const [from, to] = await makeUsers(client, 2);
  const pair = { from: from!, to: to!, conversationId: crypto.randomUUID() };
  await makeConversations(client, [pair], size);
  await client.query(
    `update messages set content = ($2::text[])[1 + seq % $3] || ' ' || seq, sender_id = case when seq % 2 = 0 then sender_id else $4::uuid end
      where conversation_id = $1`,
    [pair.conversationId, SENTENCES, SENTENCES.length, pair.to.id],
  );
  return pair;
}

async function measureSends(
  { database, options, pairs }: Context,
  server: ServerProcess,
  scenario: string,
): Promise<SendMeasurement> {
  const load = { pairs, bothWays: false, receipts: false, rate: RATE, hasSeq: true };
  const job: SendJob = {
    kind: 'send',
    ports: [server.port],
    acrossNodes: false,
    ...load,
    warmUpSeconds: 1,
    seconds: options.seconds,
  };
  const measured = await runGenerator(job, server, database);
  logProgress(`${scenario}: p50 ${measured.result.p50.toFixed(1)} ms, p99 ${measured.result.p99.toFixed(1)} ms`);
  return { scenario, system: 'product', ...measured };
}

/** Makes five digests one after the other on an otherwise idle server. */
async function measureDigestsAlone(
  server: ServerProcess,
  database: Database,
  conversation: Pair,
  size: string,
): Promise<RequestMeasurement> {
  const durations: number[] = [];
  for (let run = 0; run < 5; run += 1) durations.push(await makeDigest(server, database, conversation));
  const [first = NaN, , middle = NaN] = durations.toSorted((one, other) => one - other);
  logProgress(`digest of ${size} messages: ${middle.toFixed(0)} ms, at best ${first.toFixed(0)} ms`);
  const seconds = durations.reduce((sum, one) => sum + one, 0) / 1000;
  return {
    scenario: `digest of ${size} messages`,
    result: { perSecond: durations.length / seconds, p50: middle, p99: Math.max(...durations), failed: 0 },
    cores: { server: NaN, database: NaN, generator: NaN },
    wallSeconds: seconds,
  };
}

/** Makes one digest after the other until `stop` is called, which returns their number. */
function repeatDigests(server: ServerProcess, database: Database, conversation: Pair): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const run = async () => {
    let count = 0;
    for (; !stopping.signal.aborted; count += 1) await makeDigest(server, database, conversation);
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

/** Requests a digest after deleting the stored one. @returns the milliseconds from the request to the response */
async function makeDigest(
  { port }: ServerProcess,
  { client }: Database,
  { conversationId, from }: Pair,
): Promise<number> {
  await client.query('delete from insights where conversation_id = $1', [conversationId]);
  const started = performance.now();
  const response = await fetch(`http://localhost:${port}/api/insights/${conversationId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${from.token}` },
  });
  if (!response.ok) throw new Error(`The digest failed: ${response.status} ${await response.text()}`);
  await response.json();
  return performance.now() - started;
}
