import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Database } from '../database.js';
import { generate, type Measured } from '../generate.js';
import { attacks } from '../generator/attacks/table.js';
import type { ChurnResult, Pair, SendResult, SlowResult } from '../jobs.js';
import { makePairs, makeUsers } from '../people.js';
import type { Served } from '../processes.js';
import { sample, type Sample } from '../samples.js';
import { startAsInstalled } from '../systems.js';
import { preparePrey, type Prey } from './attack.js';
import { note, type Context } from './context.js';

/** What a server is like that has been busy for long, and what its clients noticed. */
export interface Soaked {
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly steady: Measured<SendResult>;
  /** Of the pair whose messages slow readers do not read. */
  readonly unread: SendResult;
  readonly slow: SlowResult;
  readonly churn: ChurnResult;
  /** How many attacks there were, one after the other. */
  readonly attacks: number;
  /** How many idle connections to the database were ended. */
  readonly terminated: number;
  /** What the server has counted in the end; nothing when it is gone. */
  readonly counters: Readonly<Record<string, number>>;
  readonly survived: boolean;
}

const probe = pathToFileURL(join(import.meta.dirname, '../probe.js')).href;
const PAIRS = 50;
const WARM_UP_SECONDS = 3;
/** Each person sends more than a person does. Everything else is played by so many that the defaults do. */
const limits = { COMMAND_LIMIT: '1000' };
const VISITS_PER_SECOND = 20;
const SLOW_READERS = 10;
/** 16 kB, escaped, four times a second: a slow reader is behind in seconds. */
const UNREAD = { content: String.raw`\u00e9`.repeat(8000), rate: 4 };
const ATTACK_SECONDS = 5;
const TERMINATE_EVERY_SECONDS = 60;
/** A short run is to have some as well. */
const LEAST_TERMINATIONS = 4;

const TERMINATE = `
  select pg_terminate_backend(pid) from (
    select pid from pg_stat_activity
     where datname = current_database() and application_name = 'smart-hub' and state = 'idle'
     order by random() limit 1) as backend`;

/** What happens beside the steady senders. */
interface Disturbance {
  readonly served: Served;
  readonly database: Database;
  readonly seconds: number;
  readonly prey: Prey;
  readonly visitors: readonly Pair[];
  readonly unread: Pair;
}

/** Keeps a server busy in every way at once, and looks at what it holds meanwhile. */
export async function measureSoak(context: Context): Promise<Soaked[]> {
  const { database, options } = context;
  if (!options.only.includes('soak')) return [];
  const { soakSeconds: seconds } = options;
  const prey = await preparePrey(context);
  const pairs = await makePairs(database.client, await makeUsers(database.client, (2 * PAIRS + 1) * 2));
  const served = await startAsInstalled(database, limits, probe);
  note(`soak: ${seconds} s of ${options.soakRate} messages a second, and disturbances`);
  const begun = Promise.withResolvers<void>();
  const steadyPairs = pairs.slice(0, PAIRS);
  const disturbance = {
    served,
    database,
    seconds,
    prey,
    visitors: pairs.slice(PAIRS, 2 * PAIRS),
    unread: pairs.at(-1)!,
  };
  const [steady, samples, others] = await Promise.all([
    generate({ ...sending(served, steadyPairs, options.soakRate, seconds), inThirds: true }, served, database, {
      begun: begun.resolve,
    }),
    begun.promise.then(() => sample(served, seconds)),
    begun.promise.then(() => disturb(disturbance)),
  ]);
  const survived = !served.hasExited();
  const counters = survived ? await countersOf(served) : {};
  await served.stop();
  return [{ seconds, samples, steady, ...others, counters, survived }];
}

const sending = ({ port }: Served, pairs: readonly Pair[], rate: number, seconds: number) =>
  ({
    kind: 'send',
    ports: [port],
    across: false,
    pairs,
    bothWays: false,
    receipts: false,
    numbered: true,
    rate,
    warmUpSeconds: WARM_UP_SECONDS,
    seconds,
  }) as const;

/** All kinds at once; each ends by itself. */
async function disturb(disturbance: Disturbance) {
  const { served, database, seconds, visitors, unread } = disturbance;
  const { port } = served;
  const tokens = Array<string>(SLOW_READERS).fill(unread.to.token);
  const [unreadSent, slow, churn, attackCount, terminated] = await Promise.all([
    generate({ ...sending(served, [unread], UNREAD.rate, seconds), content: UNREAD.content }, served, database),
    generate({ kind: 'slow', port, tokens, seconds }, served, database),
    generate({ kind: 'churn', port, pairs: visitors, rate: VISITS_PER_SECOND, seconds }, served, database),
    attackInTurn(disturbance),
    terminateBackends(database.client, seconds),
  ]);
  return { unread: unreadSent.result, slow: slow.result, churn: churn.result, attacks: attackCount, terminated };
}

/** One attack after the other, from one connection each. */
async function attackInTurn({ served, database, seconds, prey }: Disturbance): Promise<number> {
  const names = Object.keys(attacks);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until && !served.hasExited(); count += 1) {
    const name = names[count % names.length]!;
    const job = { kind: 'attack', port: served.port, name, lanes: 1, seconds: ATTACK_SECONDS, ...prey } as const;
    await generate(job, served, database);
  }
  return count;
}

/** Ends a connection of the server's to its database now and then, one that is idle. Returns how many. */
async function terminateBackends(client: Client, seconds: number): Promise<number> {
  const every = Math.min(TERMINATE_EVERY_SECONDS, seconds / LEAST_TERMINATIONS);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (;;) {
    await delay(every * 1000);
    if (performance.now() >= until) return count;
    const { rowCount } = await client.query(TERMINATE);
    count += rowCount ?? 0;
  }
}

async function countersOf({ port }: Served): Promise<Soaked['counters']> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`);
  const { counters } = (await response.json()) as { counters?: Soaked['counters'] };
  return counters ?? {};
}
