import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runGenerator, type Measurement } from '../run-generator.js';
import type { HttpResult, Pair, Request } from '../jobs.js';
import { makeConversations, makePairs, makeUsers, PASSWORD } from '../fixtures.js';
import type { ServerProcess } from '../processes.js';
import { serverRoot } from '../product.js';
import { startSystem } from '../systems.js';
import { logProgress, type Context } from './context.js';

export interface RequestMeasurement extends Measurement<HttpResult> {
  readonly scenario: string;
}

type Bcrypt = { hash(password: string, cost: number): Promise<string> };

const LONG = 100_000;
const SHORT = 100;
const MEDIUM = 900;
/** The number of conversations in the list that is read. */
const LISTED = 500;
const BCRYPT_COST = 10;

export async function measureAccounts(context: Context): Promise<RequestMeasurement[]> {
  if (!context.options.only.includes('accounts')) return [];
  const bcrypt = createRequire(join(serverRoot, 'package.json'))('bcrypt') as Bcrypt;
  const hash = await bcrypt.hash(PASSWORD, BCRYPT_COST);
  const [user] = await makeUsers(context.database.client, 1, hash);
  const credentials = (email: string) => ({ email, password: PASSWORD });
  const post = (path: string, body: object): Request => ({ method: 'POST', path, body: JSON.stringify(body) });
  const server = await startSystem('product', context.database);
  const measure = (scenario: string, request: Request) =>
    measureRequests(context, server, { scenario, requests: [request], concurrency: 8 });
  const measurements = [
    await measure(
      'register',
      post('/api/auth/register', { name: 'Somebody', ...credentials('{n}@bench.example.com') }),
    ),
    await measure('log in', post('/api/auth/login', credentials(user!.email))),
  ];
  await server.stop();
  return [...measurements, await measureBareHashes(bcrypt)];
}

/** Measures the ceiling of registrations and logins: the same bcrypt hash, and nothing else. */
async function measureBareHashes(bcrypt: Bcrypt): Promise<RequestMeasurement> {
  const count = 40;
  const start = performance.now();
  await Promise.all(Array.from({ length: count }, () => bcrypt.hash(PASSWORD, BCRYPT_COST)));
  const wallSeconds = (performance.now() - start) / 1000;
  const result = { perSecond: count / wallSeconds, p50: NaN, p99: NaN, failed: 0 };
  return {
    scenario: 'ceiling: bcrypt alone',
    result,
    cores: { server: NaN, database: NaN, generator: NaN },
    wallSeconds,
  };
}

export async function measureReads(context: Context): Promise<RequestMeasurement[]> {
  const { database, options } = context;
  if (!options.only.includes('reads')) return [];
  logProgress(`filling ${options.messages.toLocaleString('en')} messages`);
  const [long, short, listed] = await fill(context);
  await database.client.query('analyze');
  const server = await startSystem('product', database);
  const measurements: RequestMeasurement[] = [];
  const newest = ({ from, conversationId }: Pair): Request => ({
    method: 'GET',
    path: `/api/messages/${conversationId}`,
    token: from.token,
  });
  const list: Request = { method: 'GET', path: '/api/conversations', token: listed.from.token };
  const scenarios = [
    { scenario: `newest page, conversation of ${SHORT}`, requests: [newest(short)], concurrency: 1 },
    { scenario: `newest page, conversation of ${LONG.toLocaleString('en')}`, requests: [newest(long)], concurrency: 1 },
    { scenario: `list of ${LISTED} conversations, newest page`, requests: [list], concurrency: 1 },
  ];
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const scenario of scenarios) {
      const measured = await measureRequests(context, server, scenario, Math.min(options.seconds, 2));
      // The first round warms up the caches and the compiler.
      if (round > 0) measurements.push(measured);
    }
  }
  await server.stop();
  return measurements;
}

/** Creates conversations by SQL. @returns a long one, a short one, and one of a user who has many */
async function fill({ database: { client }, options }: Context): Promise<[Pair, Pair, Pair]> {
  const [long, short] = (await newPairs(4)) as [Pair, Pair];
  const [person, ...others] = await makeUsers(client, LISTED + 1);
  const listed = await makePairs(
    client,
    others.flatMap((other) => [person!, other]),
  );
  const medium = await newPairs(2 * Math.ceil(Math.max(0, options.messages - LONG) / MEDIUM));
  async function newPairs(users: number): Promise<Pair[]> {
    const people = await makeUsers(client, users);
    return people.filter((_, index) => index % 2 === 0).map((from, index) => pairOf(from, people[index * 2 + 1]!));
  }
  await makeConversations(client, [long], LONG);
  await makeConversations(client, [short], SHORT);
  await makeConversations(client, medium, MEDIUM);
  return [long, short, listed[0]!];
}

function pairOf(from: Pair['from'], to: Pair['to']): Pair {
  return { from, to, conversationId: crypto.randomUUID() };
}

interface RequestScenario {
  readonly scenario: string;
  readonly requests: Request[];
  readonly concurrency: number;
}

async function measureRequests(
  context: Context,
  server: ServerProcess,
  requestScenario: RequestScenario,
  seconds = context.options.seconds,
): Promise<RequestMeasurement> {
  const { scenario, requests, concurrency } = requestScenario;
  const measured = await runGenerator(
    { kind: 'http', port: server.port, requests, concurrency, seconds },
    server,
    context.database,
  );
  logProgress(
    `${scenario}: ${measured.result.perSecond.toFixed(0)} a second, p50 ${measured.result.p50.toFixed(1)} ms`,
  );
  return { scenario, ...measured };
}
