import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationInterface, MixedList, QueryRunner } from 'typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';
import { PooledDataSource, startUpOptions, type Route } from './pooled-data-source.js';
import { StartupError } from '../startup-error.js';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { inWords } from './open-failure.js';
import { Sql } from './sql.js';
import { tlsTo } from './tls.js';
import { waitForDatabase } from './wait-for-database.js';

/** What there is to be stored: handed in by the composition, since this folder knows no feature. */
export interface Schema {
  readonly entities: MixedList<Function>;
  readonly migrations: MixedList<Function>;
}

export interface Database {
  readonly dataSource: DataSource;
  /** Where it is, for people. */
  readonly place: string;
  /** Lets go of the connections; stops the database if it is the embedded one. */
  close(): Promise<void>;
}

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;
type Connection = Pick<PostgresOptions, 'host' | 'port' | 'username' | 'password' | 'database' | 'ssl'>;

/** A connection, and the words for it in what is told to people. */
type Target = Connection & { readonly keys?: 'DB_DIRECT' };

/** How long queries that are on their way may take, when the database is closed, before they are cut off. */
const DRAIN_LIMIT_MS = 3000;
const INSUFFICIENT_PRIVILEGE = '42501';
const MIGRATION_LOCK = 7_310_415_028;
/** How often that lock is polled, in milliseconds. */
const LOCK_POLL_MS = 100;

interface OpenOptions {
  readonly config: Config;
  /** Whether it is opened for migrations alone: past a pooler, where there is one. */
  readonly forMigrations?: boolean;
  /** Whether an embedded database that another process has started is used, too; that process stops it. */
  readonly joins?: boolean;
  readonly schema: Schema;
  /** The folder of the `package.json` that depends on the embedded database's binaries. */
  readonly packageRoot: string;
  /** Told, in words, when the embedded database is gone for good. */
  readonly onLost: (why: string) => void;
  /** Ends the wait for an external database that does not answer yet. */
  readonly signal: AbortSignal;
  /** Takes what is said of that wait, instead of the console. */
  readonly say?: (sentence: string) => void;
}

/**
 * Opens the database that the configuration names: an external one, for which it waits up to `DB_WAIT` seconds, or the
 * embedded one when `DB_HOST` is unset.
 *
 * @throws StartupError when it cannot be started or reached, in words that say what to do
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { config, schema, packageRoot, joins, onLost } = options;
  if (config.DB_HOST !== undefined) return openExternal(options, config.DB_HOST);
  const where = { dataDir: config.DATA_DIR, packageRoot, onUnexpectedExit: onLost };
  const embedded = (joins && findEmbeddedPostgres(where)) || (await startEmbeddedPostgres(where));
  const stopOnFailure = async (error: unknown) => {
    await embedded.stop();
    throw error;
  };
  const dataSource = await connect(embedded.connection, schema).catch(stopOnFailure);
  const close = () => drain(dataSource).finally(() => embedded.stop());
  return { dataSource, place: `embedded PostgreSQL, data in ${embedded.dataDir}`, close };
}

async function openExternal(options: OpenOptions, host: string): Promise<Database> {
  const { config, schema, forMigrations, signal, say } = options;
  const direct =
    config.DB_DIRECT_HOST === undefined
      ? undefined
      : { ...targetAt(config, config.DB_DIRECT_HOST, config.DB_DIRECT_PORT), keys: 'DB_DIRECT' as const };
  const usual = { target: targetAt(config, host, config.DB_PORT), route: { pooler: config.DB_POOLER, direct } };
  const { target, route } = forMigrations && direct ? { target: direct, route: undefined } : usual;
  await waitForDatabase(target, { seconds: config.DB_WAIT, signal, say });
  const dataSource = await connect(target, schema, route);
  const behind = route?.pooler === 'transaction' ? 'a pooler of PostgreSQL' : 'PostgreSQL';
  const place = `${behind} at ${target.host}:${target.port}, database ${config.DB_NAME}`;
  return { dataSource, place, close: () => drain(dataSource) };
}

/** Connects to one database; nothing is migrated. */
export async function connect(
  { keys, ...connection }: Target,
  schema: Schema,
  route?: Route,
): Promise<PooledDataSource> {
  const dataSource = new PooledDataSource(
    {
      type: 'postgres',
      ...connection,
      ...schema,
      synchronize: false,
      installExtensions: false,
      migrationsTransactionMode: 'each',
      applicationName: 'smart-hub',
      // The default one prints a failed migration, which is also thrown.
      logger: 'debug',
    },
    route,
  );
  try {
    await dataSource.initialize();
    return dataSource;
  } catch (error) {
    throw new StartupError(inWords(error, { ...connection, keys }), { cause: error });
  }
}

/** Closes a database that may still be on its way; one that could not be opened is closed. */
export function closeOnceOpen(opening: Promise<Database>): Promise<void> {
  return opening.then(
    (database) => database.close(),
    () => undefined,
  );
}

/**
 * Makes sure that the schema is the one of this version: by migrating, but in production, where the operator does that.
 *
 * @throws StartupError when the database does not let us, or its schema lags or is ahead
 */
export function prepareSchema(dataSource: DataSource, { NODE_ENV }: Pick<Config, 'NODE_ENV'>): Promise<void> {
  return NODE_ENV === 'production' ? requireMigrated(dataSource) : migrate(dataSource);
}

/**
 * Runs the migrations that are due; one process at a time, however many start together. Where none is due it only reads: a
 * user who may change nothing in the schema can start a server.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const known = dataSource.migrations.map(nameOf);
  const executed = await executedMigrations(dataSource);
  if (executed.length === known.length && known.every((name) => executed.includes(name))) return;
  await withMigrationLock(dataSource, async (unlimited) => {
    const newer = (await executedMigrations(dataSource)).filter((name) => !known.includes(name));
    if (newer.length > 0) {
      throw new StartupError(
        `The schema of the database is newer than this version, which does not know ${newer.join(', ')}: run the version that made it, or revert it with that one's \`pnpm migration:revert\`.`,
      );
    }
    await unlimited.runMigrations();
  });
}

/**
 * Takes back the newest migration.
 *
 * @returns its name, or undefined when there is none
 */
export function revertNewest(dataSource: DataSource): Promise<string | undefined> {
  return withMigrationLock(dataSource, async (unlimited) => {
    const newest = (await executedMigrations(dataSource)).at(-1);
    if (newest === undefined) return undefined;
    if (!dataSource.migrations.some((migration) => nameOf(migration) === newest)) {
      throw new StartupError(
        `This version does not know the newest migration, ${newest}: revert it with the version that made it.`,
      );
    }
    await unlimited.undoLastMigration({ transaction: 'each' });
    return newest;
  });
}

/**
 * In production the operator runs migrations, never the server by itself. Newer is fine there: versions overlap.
 *
 * @throws StartupError when the schema lags behind this version
 */
export async function requireMigrated(dataSource: DataSource): Promise<void> {
  const executed = await executedMigrations(dataSource);
  if (dataSource.migrations.every((migration) => executed.includes(nameOf(migration)))) return;
  throw new StartupError(
    'The schema of the database lags behind this version: run `pnpm migration:run` first, then start again.',
  );
}

/**
 * Holds the lock of migrations while an action uses a data source of its own, whose statements have no time limit.
 *
 * @throws StartupError when the user of the database may not do what the action does
 */
async function withMigrationLock<T>(served: DataSource, action: (unlimited: DataSource) => Promise<T>): Promise<T> {
  const { direct } = (served as PooledDataSource).route;
  const options = { ...(served.options as PostgresOptions), ...direct };
  const unlimited = new DataSource({
    ...options,
    // Also where the role has limits.
    extra: { options: startUpOptions({ statement_timeout: '0', lock_timeout: '0' }) },
  });
  await unlimited.initialize().catch((error: unknown) => {
    throw new StartupError(inWords(error, options), { cause: error });
  });
  const lock = unlimited.createQueryRunner();
  try {
    await takeMigrationLock(lock);
    return await action(unlimited);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StartupError(inWords(error, options), { cause: error });
  } finally {
    // It fails only with its connection, and then the lock is gone, too.
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await unlimited.destroy();
  }
}

/** Asks until it is free: waiting in a statement, this would keep an index from being built concurrently, which waits for statements. */
async function takeMigrationLock(runner: QueryRunner): Promise<void> {
  for (;;) {
    const [{ taken }] = await runner.query('select pg_try_advisory_lock($1) as taken', [MIGRATION_LOCK]);
    if (taken) return;
    await delay(LOCK_POLL_MS);
  }
}

/**
 * The names of the migrations that the database has seen, oldest first. Only looks: TypeORM's own would make its table.
 *
 * @throws StartupError when the user of the database may not look
 */
async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const sql = new Sql(dataSource);
  try {
    return await readMigrations(sql);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StartupError(inWords(error, dataSource.options as Connection), { cause: error });
  }
}

async function readMigrations(sql: Sql): Promise<string[]> {
  const [row] = await sql.rows<{ found: string | null }>(`select to_regclass('migrations') as found`);
  if (row!.found === null) return [];
  const rows = await sql.rows<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

function nameOf(migration: MigrationInterface): string {
  return migration.name ?? migration.constructor.name;
}

/** Lets go of the connections; of those that are stuck in a query, too, or one that waits for a lock would keep us for ever. */
async function drain(dataSource: DataSource): Promise<void> {
  const late = new AbortController();
  const giveUp = delay(DRAIN_LIMIT_MS, undefined, { signal: late.signal, ref: false }).catch(() => undefined);
  await Promise.race([dataSource.destroy(), giveUp]).finally(() => late.abort());
}

function targetAt(config: Config, host: string, port: number): Target {
  const { DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database } = config;
  return { host, port, username, password, database, ssl: tlsTo(host, config) };
}
