import type { Socket } from 'node:net';
import { Client, Pool, type PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

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
export const HOT_PLANS =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

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
  /** Settings of PostgreSQL for its connections. */
  readonly settings?: string;
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

/**
 * TypeORM's data source, and beside its pool of connections three more, so that no kind of work can starve another.
 *
 * Every statement on every connection has a time limit. Migrations, which take as long as they take, open another data
 * source (`migrate`).
 */
export class PooledDataSource extends DataSource {
  private readonly pools: Readonly<Record<Exclude<PoolName, 'general'>, Pool>>;

  constructor(options: PostgresOptions) {
    const { max, ...general } = poolConfig(POOLS.general);
    super({ ...options, poolSize: max!, extra: general });
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
      const pool = new Pool({ ...target, ...poolConfig(limits) });
      // An idle connection that ends is replaced when one is needed; without a listener it would end the process.
      pool.on('error', () => undefined);
      return pool;
    };
    this.pools = { write: open(POOLS.write), read: open(POOLS.read), control: open(POOLS.control) };
  }

  pool(name: PoolName): Pool {
    return name === 'general' ? (this.driver as unknown as { master: Pool }).master : this.pools[name];
  }

  override async destroy(): Promise<void> {
    await Promise.all(Object.values(this.pools).map((pool) => pool.end()));
    await super.destroy();
  }
}

function poolConfig({ max, statementMs, connectMs, lockMs, settings = '' }: Limits): PoolConfig {
  return {
    max,
    options: `-c statement_timeout=${statementMs.server} -c lock_timeout=${lockMs} ${settings}`,
    query_timeout: statementMs.client,
    connectionTimeoutMillis: connectMs,
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
