import type { Socket } from 'node:net';
import {
  Client,
  Pool,
  type PoolClient,
  type PoolConfig,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';
import { TransactionPooling } from './transaction-pooling.js';

/**
 * How hot statements are planned: once, and to look few rows up by their keys.
 *
 * Left to itself PostgreSQL plans a named statement at every call for as long as that promises a cheaper plan. For the
 * statement that stores messages it does so for ever while groups are small: 8 ms of planning for 1 ms of work. And it reads
 * small tables whole, to hash them, with a plan that is kept while they grow: a message alone takes 0.73 ms without
 * that, and 0.88 with it, of two hundred users.
 *
 * @public to the bench, whose ceiling runs the same statement
 */
export const HOT_PLANS = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/**
 * How long a statement may take, in milliseconds. PostgreSQL cancels it first, and says so: when the second limit is
 * reached, no answer has come, and the connection is dead.
 */
const STATEMENT_LIMIT_MS = { server: 4500, client: 5000 };
/** The same for what a node's lease depends on: two attempts must fit into it. */
const CONTROL_LIMIT_MS = { server: 2500, client: 3000 };

/** How long opening a connection, or waiting for one of a pool, may take, in milliseconds. */
const CONNECT_LIMIT_MS = 5000;
/** After how much silence the kernel asks whether the other end is there, in milliseconds; libuv has it ask ten times, 1 s apart. */
const KEEP_ALIVE_MS = 5000;
/** How long PostgreSQL may take to close a connection after it was told to, in milliseconds, before it is destroyed. */
const FAREWELL_MS = 1000;

/** How long a send or a receipt waits for a row that another transaction has locked, in milliseconds. See `GroupQueue`. */
const HOT_LOCK_MS = 100;
/** The same for every other statement. */
const LOCK_MS = 2000;

interface Limits {
  readonly max: number;
  readonly statementMs: { readonly server: number; readonly client: number };
  readonly connectMs: number;
  readonly lockMs: number;
  /** Settings of PostgreSQL for its statements. */
  readonly settings?: Readonly<Record<string, string>>;
}

const POOLS = {
  /** Four groups of messages, retries of blocked ones, and receipts. */
  write: {
    max: 6,
    statementMs: STATEMENT_LIMIT_MS,
    connectMs: CONNECT_LIMIT_MS,
    lockMs: HOT_LOCK_MS,
    settings: HOT_PLANS,
  },
  /** Hot reads: identity, history, sync. */
  read: { max: 8, statementMs: STATEMENT_LIMIT_MS, connectMs: CONNECT_LIMIT_MS, lockMs: LOCK_MS, settings: HOT_PLANS },
  /** TypeORM's own. It keeps PostgreSQL's planning, since what people search for decides how to search. */
  general: { max: 8, statementMs: STATEMENT_LIMIT_MS, connectMs: CONNECT_LIMIT_MS, lockMs: LOCK_MS },
  /** For what must not wait for any of the others: the lease, health, and ending what hangs. */
  control: { max: 2, statementMs: CONTROL_LIMIT_MS, connectMs: CONTROL_LIMIT_MS.client, lockMs: LOCK_MS },
} satisfies Record<string, Limits>;

export type PoolName = keyof typeof POOLS;

export const poolNames = Object.keys(POOLS) as readonly PoolName[];

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** What is between a data source and PostgreSQL, and the way past it. */
export interface Route {
  readonly pooler: Config['DB_POOLER'];
  /** Where PostgreSQL itself is reached, for migrations; undefined: where the data source connects to. */
  readonly direct?: Pick<PostgresOptions, 'host' | 'port' | 'ssl'>;
}

/**
 * TypeORM's data source, and beside its pool of connections three more, so that no kind of work can starve another.
 *
 * Every statement that is run by way of {@link run} or {@link begin} has a time limit: of its connection, or, behind a
 * pooler, of its own. Migrations, which take as long as they take, open another data source (`migrate`).
 */
export class PooledDataSource extends DataSource {
  /** Only behind a pooler that gives each transaction another connection. */
  readonly pooling: TransactionPooling | undefined;
  private readonly pools: Readonly<Record<Exclude<PoolName, 'general'>, Pool>>;

  constructor(
    options: PostgresOptions,
    readonly route: Route = { pooler: 'none' },
  ) {
    const isPooled = route.pooler === 'transaction';
    const { max, ...general } = poolConfig(POOLS.general, isPooled);
    super({ ...options, poolSize: max!, extra: general });
    this.pooling = isPooled ? new TransactionPooling(options.applicationName!) : undefined;
    const { host, port, username, password, database, ssl, applicationName } = options;
    const target = {
      host,
      port,
      user: username,
      password,
      database,
      ssl: ssl as never,
      application_name: applicationName,
    };
    const open = (limits: Limits) => {
      const pool = new Pool({ ...target, ...poolConfig(limits, isPooled) });
      // An idle connection that ends is replaced when one is needed; without a listener it would end the process.
      pool.on('error', () => undefined);
      return pool;
    };
    this.pools = { write: open(POOLS.write), read: open(POOLS.read), control: open(POOLS.control) };
  }

  /** One that fails leaves no connection open. */
  override async initialize(): Promise<this> {
    try {
      await super.initialize();
      if (this.pooling) await this.askForTime();
      return this;
    } catch (error) {
      await this.closeOpened().catch(() => undefined);
      throw error;
    }
  }

  /** PostgreSQL's clock must be known before the first statement that may arrive late. */
  private async askForTime(): Promise<void> {
    const client = await this.pool('control').connect();
    try {
      await this.run('control', client, { text: 'select 1' });
    } finally {
      client.release(true);
    }
  }

  /** TypeORM closes nothing of a data source that has not been initialized, but may already have closed this one. */
  private async closeOpened(): Promise<void> {
    const open = Object.values(this.pools).filter((pool) => !pool.ending);
    await Promise.all(open.map((pool) => pool.end()));
    if (this.pool('general')) await this.driver.disconnect();
  }

  pool(name: PoolName): Pool {
    return name === 'general' ? (this.driver as unknown as { master: Pool }).master : this.pools[name];
  }

  /** Runs one statement on a connection of a pool, within the limits of the pool. */
  run<Row extends QueryResultRow>(name: PoolName, client: PoolClient, query: QueryConfig): Promise<QueryResult<Row>> {
    if (!this.pooling) return client.query<Row>(query);
    const { statementMs } = POOLS[name];
    const limits = { settings: settingsOf(POOLS[name]), arrivalMs: name === 'write' ? statementMs.client : undefined };
    return this.pooling.run<Row>(client, query, limits);
  }

  /** Begins a transaction on a connection of a pool. Its statements have the limits of the pool. */
  async begin(name: PoolName, client: PoolClient): Promise<void> {
    const settings = { ...(this.pooling && settingsOf(POOLS[name])), ...TRANSACTION };
    const locals = Object.entries(settings).map(([key, value]) => `; set local ${key} = '${value}'`);
    await client.query(`begin${locals.join('')}`);
  }

  override async destroy(): Promise<void> {
    await Promise.all(Object.values(this.pools).map((pool) => pool.end()));
    await super.destroy();
  }
}

/** A transaction that is left open by a node that stalls would hold its locks against all the others. */
const TRANSACTION = { idle_in_transaction_session_timeout: '5s' };

function settingsOf({ statementMs, lockMs, settings }: Limits): Record<string, string> {
  return { statement_timeout: `${statementMs.server}`, lock_timeout: `${lockMs}`, ...settings };
}

/** Settings as they are sent when a connection is opened. */
export function startUpOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' ');
}

/** @param isPooled whether settings of a connection would be another client's, too: poolers refuse them */
function poolConfig(limits: Limits, isPooled: boolean): PoolConfig {
  return {
    max: limits.max,
    ...(isPooled ? {} : { options: startUpOptions(settingsOf(limits)) }),
    query_timeout: limits.statementMs.client,
    connectionTimeoutMillis: limits.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    Client: LimitedClient,
  };
}

/** A client that does not wait for ever until the other end closes the connection, too. */
class LimitedClient extends Client {
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    setTimeout(() => stream.destroy(), FAREWELL_MS).unref();
    return callback ? super.end(callback) : super.end();
  }
}
