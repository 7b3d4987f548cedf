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
 * Planner settings for hot statements: plan once, and look up few rows by their keys.
 *
 * By default PostgreSQL plans a named statement at every call as long as it expects a cheaper plan that way. While
 * batches are small, it plans the statement that stores messages at every call forever: 8 ms of planning for 1 ms of
 * work. It also scans small tables whole to hash them, and keeps that plan while they grow: with two hundred users a
 * single message takes 0.73 ms without hash joins, and 0.88 ms with them.
 *
 * @public to the bench, whose ceiling measurement runs the same statement
 */
export const HOT_PLANS = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/**
 * How long a statement may take, in milliseconds. PostgreSQL's own limit is shorter, and it reports the cancellation.
 * So when the client's limit is reached, PostgreSQL has not even reported a cancellation, and the connection is dead.
 */
const STATEMENT_LIMIT_MS = { server: 4500, client: 5000 };
/**
 * How long a statement on which a node's lease depends may take, in milliseconds: two attempts must fit into the
 * duration of the lease.
 */
const CONTROL_LIMIT_MS = { server: 2500, client: 3000 };

/** How long opening a connection, or waiting for one from a pool, may take, in milliseconds. */
const CONNECT_LIMIT_MS = 5000;
/**
 * After how much idle time the kernel sends TCP keep-alive probes, in milliseconds; libuv configures ten probes, 1 s
 * apart.
 */
const KEEP_ALIVE_MS = 5000;
/**
 * How long PostgreSQL may take to close a connection after it was asked to, in milliseconds. Then the socket is
 * destroyed.
 */
const CLOSE_LIMIT_MS = 1000;

/**
 * How long a send or a receipt waits for a row that another transaction has locked, in milliseconds. See `GroupQueue`.
 */
const HOT_LOCK_MS = 100;
/** How long every other statement waits for a locked row, in milliseconds. */
const LOCK_MS = 2000;

interface Limits {
  readonly max: number;
  readonly statementMs: { readonly server: number; readonly client: number };
  readonly connectMs: number;
  readonly lockMs: number;
  /** Further PostgreSQL settings for the statements of the pool. */
  readonly settings?: Readonly<Record<string, string>>;
}

const POOLS = {
  /** For four batches of messages at once, retries of blocked batches, and receipts. */
  write: {
    max: 6,
    statementMs: STATEMENT_LIMIT_MS,
    connectMs: CONNECT_LIMIT_MS,
    lockMs: HOT_LOCK_MS,
    settings: HOT_PLANS,
  },
  /** Hot reads: identity, history, sync. */
  read: { max: 8, statementMs: STATEMENT_LIMIT_MS, connectMs: CONNECT_LIMIT_MS, lockMs: LOCK_MS, settings: HOT_PLANS },
  /**
   * TypeORM's own pool. It keeps PostgreSQL's default planning, because the best plan of a search depends on the search
   * term.
   */
  general: { max: 8, statementMs: STATEMENT_LIMIT_MS, connectMs: CONNECT_LIMIT_MS, lockMs: LOCK_MS },
  /**
   * For statements that must not wait for the other pools: the lease, health checks, and terminating statements that
   * hang.
   */
  control: { max: 2, statementMs: CONTROL_LIMIT_MS, connectMs: CONTROL_LIMIT_MS.client, lockMs: LOCK_MS },
} satisfies Record<string, Limits>;

export type PoolName = keyof typeof POOLS;

export const poolNames = Object.keys(POOLS) as readonly PoolName[];

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Whether a pooler is between the data source and PostgreSQL, and how to bypass it. */
export interface DatabaseRoute {
  readonly pooler: Config['DB_POOLER'];
  /**
   * Where PostgreSQL itself is reached, for migrations; undefined if the data source already connects to it directly.
   */
  readonly direct?: Pick<PostgresOptions, 'host' | 'port' | 'ssl'>;
}

/**
 * TypeORM's data source with three additional connection pools, so that no kind of work can starve another.
 *
 * Every statement that is run through {@link run} or {@link begin} has a time limit: that of its connection or, behind
 * a pooler, one that is set for the statement. Migrations must have no time limit, so `migrate` opens a separate data
 * source for them.
 */
export class PooledDataSource extends DataSource {
  /** Undefined unless `DB_POOLER` is `transaction`. */
  readonly pooling: TransactionPooling | undefined;
  private readonly pools: Readonly<Record<Exclude<PoolName, 'general'>, Pool>>;

  constructor(
    options: PostgresOptions,
    readonly route: DatabaseRoute = { pooler: 'none' },
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
      // A lost idle connection needs no action, because the pool opens a new one when needed. Without a listener, the
      // error of the lost connection would end the process.
      pool.on('error', () => undefined);
      return pool;
    };
    this.pools = { write: open(POOLS.write), read: open(POOLS.read), control: open(POOLS.control) };
  }

  /** Opens the connections. If that fails, no connection stays open. */
  override async initialize(): Promise<this> {
    try {
      await super.initialize();
      if (this.pooling) await this.readServerTime();
      return this;
    } catch (error) {
      await this.closeOpened().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Takes a first sample of PostgreSQL's clock. The clock must be known before the first statement that a pooler may
   * forward late.
   */
  private async readServerTime(): Promise<void> {
    const client = await this.pool('control').connect();
    try {
      await this.run('control', client, { text: 'select 1' });
    } finally {
      client.release(true);
    }
  }

  /**
   * Closes all pools. TypeORM refuses to close a data source that is not initialized, and may have closed this one
   * already.
   */
  private async closeOpened(): Promise<void> {
    const open = Object.values(this.pools).filter((pool) => !pool.ending);
    await Promise.all(open.map((pool) => pool.end()));
    if (this.pool('general')) await this.driver.disconnect();
  }

  pool(name: PoolName): Pool {
    return name === 'general' ? (this.driver as unknown as { master: Pool }).master : this.pools[name];
  }

  /** Runs one statement on a connection of a pool, within the pool's time limits. */
  run<Row extends QueryResultRow>(name: PoolName, client: PoolClient, query: QueryConfig): Promise<QueryResult<Row>> {
    if (!this.pooling) return client.query<Row>(query);
    const { statementMs } = POOLS[name];
    const limits = { settings: settingsOf(POOLS[name]), arrivalMs: name === 'write' ? statementMs.client : undefined };
    return this.pooling.run<Row>(client, query, limits);
  }

  /** Begins a transaction on a connection of a pool. The pool's time limits apply to each of its statements. */
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

/** Without this limit, a node that stalls in an open transaction would block the other nodes by its locks. */
const TRANSACTION = { idle_in_transaction_session_timeout: '5s' };

function settingsOf({ statementMs, lockMs, settings }: Limits): Record<string, string> {
  return { statement_timeout: `${statementMs.server}`, lock_timeout: `${lockMs}`, ...settings };
}

/** PostgreSQL settings in the format of the startup parameter `options`. */
export function startUpOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' ');
}

/**
 * @param isPooled whether a pooler shares the connections between clients; such a pooler refuses settings at the start
 *   of a connection
 */
function poolConfig(limits: Limits, isPooled: boolean): PoolConfig {
  return {
    max: limits.max,
    ...(isPooled ? {} : { options: startUpOptions(settingsOf(limits)) }),
    query_timeout: limits.statementMs.client,
    connectionTimeoutMillis: limits.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    Client: ForceClosingClient,
  };
}

/** A client that destroys its socket if the server does not close the connection in time. `pg` would wait forever. */
class ForceClosingClient extends Client {
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    setTimeout(() => stream.destroy(), CLOSE_LIMIT_MS).unref();
    return callback ? super.end(callback) : super.end();
  }
}
