import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Database } from '../database.js';
import { runGenerator, type Measurement } from '../run-generator.js';
import { attacks } from '../generator/attacks/table.js';
import type { ChurnResult, Pair, SendResult, SlowResult } from '../jobs.js';
import { makePairs, makeUsers } from '../fixtures.js';
import type { ServerProcess } from '../processes.js';
import { sampleServer, type Sample } from '../samples.js';
import { startWithDefaultLimits } from '../systems.js';
import { createAttackerAccounts, type AttackerAccounts } from './attack.js';
import { logProgress, type Context } from './context.js';

/** The resources of a server under a long mixed load, and the results of its clients. */
export interface SoakMeasurement {
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly steady: Measurement<SendResult>;
  /** The sends of the pair whose messages the slow clients do not read. */
  readonly unread: SendResult;
  readonly slow: SlowResult;
  readonly churn: ChurnResult;
  /** The number of attacks, one after the other. */
  readonly attacks: number;
  /** The number of idle connections to the database that were terminated. */
  readonly terminated: number;
  /** The counters of the server at the end; empty if it has exited. */
  readonly counters: Readonly<Record<string, number>>;
  readonly survived: boolean;
}

const probe = pathToFileURL(join(import.meta.dirname, '../probe.js')).href;
const PAIRS = 50;
const WARM_UP_SECONDS = 3;
/**
 * Each user sends more than a person does. The default limits are enough for everything else, which uses many users.
 */
const raisedLimits = { COMMAND_LIMIT: '1000' };
const VISITS_PER_SECOND = 20;
const SLOW_CLIENTS = 10;
/** 16 kB, escaped, four times per second: a slow client falls behind within seconds. */
const UNREAD = { content: String.raw`\u00e9`.repeat(8000), rate: 4 };
const ATTACK_SECONDS = 5;
const TERMINATE_EVERY_SECONDS = 60;
/** Guarantees several terminations in a short run. */
const MIN_TERMINATIONS = 4;

const TERMINATE = `
  select pg_terminate_backend(pid) from (
    select pid from pg_stat_activity
     where datname = current_database() and application_name = 'smart-hub' and state = 'idle'
     order by random() limit 1) as backend`;

/** The inputs of the disturbances, which run beside the steady senders. */
interface Disturbance {
  readonly server: ServerProcess;
  readonly database: Database;
  readonly seconds: number;
  readonly attackerAccounts: AttackerAccounts;
  readonly churnPairs: readonly Pair[];
  readonly unread: Pair;
}

/** Runs the steady senders and all disturbances at once on one server, and samples its resources meanwhile. */
export async function measureSoak(context: Context): Promise<SoakMeasurement[]> {
  const { database, options } = context;
  if (!options.only.includes('soak')) return [];
  const { soakSeconds: seconds } = options;
  const attackerAccounts = await createAttackerAccounts(context);
  const pairs = await makePairs(database.client, await makeUsers(database.client, (2 * PAIRS + 1) * 2));
  const server = await startWithDefaultLimits(database, raisedLimits, probe);
  logProgress(`soak: ${seconds} s of ${options.soakRate} messages per second, and disturbances`);
  const begun = Promise.withResolvers<void>();
  const steadyPairs = pairs.slice(0, PAIRS);
  const disturbance = {
    server,
    database,
    seconds,
    attackerAccounts,
    churnPairs: pairs.slice(PAIRS, 2 * PAIRS),
    unread: pairs.at(-1)!,
  };
  const [steady, samples, others] = await Promise.all([
    runGenerator(
      { ...sending(server, steadyPairs, options.soakRate, seconds), reportsThirds: true },
      server,
      database,
      {
        onBegin: begun.resolve,
      },
    ),
    begun.promise.then(() => sampleServer(server, seconds)),
    begun.promise.then(() => runDisturbances(disturbance)),
  ]);
  const survived = !server.hasExited();
  const counters = survived ? await countersOf(server) : {};
  await server.stop();
  return [{ seconds, samples, steady, ...others, counters, survived }];
}

const sending = ({ port }: ServerProcess, pairs: readonly Pair[], rate: number, seconds: number) =>
  ({
    kind: 'send',
    ports: [port],
    acrossNodes: false,
    pairs,
    bothWays: false,
    receipts: false,
    hasSeq: true,
    rate,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds,
  }) as const;

/** Runs all kinds of disturbances at once; each ends after the duration of the soak. */
async function runDisturbances(disturbance: Disturbance) {
  const { server, database, seconds, churnPairs, unread } = disturbance;
  const { port } = server;
  const tokens = Array<string>(SLOW_CLIENTS).fill(unread.to.token);
  const [unreadSent, slow, churn, attackCount, terminated] = await Promise.all([
    runGenerator({ ...sending(server, [unread], UNREAD.rate, seconds), content: UNREAD.content }, server, database),
    runGenerator({ kind: 'slow', port, tokens, seconds }, server, database),
    runGenerator({ kind: 'churn', port, pairs: churnPairs, rate: VISITS_PER_SECOND, seconds }, server, database),
    runAttacks(disturbance),
    terminateBackends(database.client, seconds),
  ]);
  return { unread: unreadSent.result, slow: slow.result, churn: churn.result, attacks: attackCount, terminated };
}

/** Runs one attack after the other, each with one connection. @returns the number of attacks */
async function runAttacks({ server, database, seconds, attackerAccounts }: Disturbance): Promise<number> {
  const names = Object.keys(attacks);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until && !server.hasExited(); count += 1) {
    const name = names[count % names.length]!;
    const job = {
      kind: 'attack',
      port: server.port,
      name,
      maxConnections: 1,
      seconds: ATTACK_SECONDS,
      ...attackerAccounts,
    } as const;
    await runGenerator(job, server, database);
  }
  return count;
}

/**
 * Periodically terminates an idle connection of the server to its database.
 *
 * @returns the number of terminated connections
 */
async function terminateBackends(client: Client, seconds: number): Promise<number> {
  const every = Math.min(TERMINATE_EVERY_SECONDS, seconds / MIN_TERMINATIONS);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (;;) {
    await delay(every * 1000);
    if (performance.now() >= until) return count;
    const { rowCount } = await client.query(TERMINATE);
    count += rowCount ?? 0;
  }
}

async function countersOf({ port }: ServerProcess): Promise<SoakMeasurement['counters']> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`);
  const { counters } = (await response.json()) as { counters?: SoakMeasurement['counters'] };
  return counters ?? {};
}
