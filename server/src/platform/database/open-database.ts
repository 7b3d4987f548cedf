import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationInterface, MixedList, QueryRunner } from 'typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';
import { PooledDataSource, startUpOptions, type DatabaseRoute } from './pooled-data-source.js';
import { StartupError } from '../startup-error.js';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { describeOpenFailure } from './open-failure.js';
import { Sql } from './sql.js';
import { tlsTo } from './tls.js';
import { waitForDatabase } from './wait-for-database.js';

/**
 * The entities and migrations of all features. The caller passes them in, because this folder does not import any
 * feature.
 */
export interface Schema {
  readonly entities: MixedList<Function>;
  readonly migrations: MixedList<Function>;
}

export interface Database {
  readonly dataSource: DataSource;
  /** Where the database is, as a text for the operator. */
  readonly location: string;
  /** Closes the connections; stops the database if it is the embedded one. */
  close(): Promise<void>;
}

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;
type Connection = Pick<PostgresOptions, 'host' | 'port' | 'username' | 'password' | 'database' | 'ssl'>;

/** A connection, and the prefix of its configuration keys for error messages, if that is not `DB`. */
type Target = Connection & { readonly keyPrefix?: 'DB_DIRECT' };

/**
 * How long queries may keep running when the database is closed, in milliseconds. After that, their connections are
 * dropped.
 */
const DRAIN_LIMIT_MS = 3000;
const INSUFFICIENT_PRIVILEGE = '42501';
/** The key of the migration lock, an advisory lock that a process holds while it migrates. */
const MIGRATION_LOCK = 7_310_415_028;
/** How often a process that waits for the migration lock checks it, in milliseconds. */
const LOCK_POLL_MS = 100;

interface OpenOptions {
  readonly config: Config;
  /** Whether it is opened only for migrations, which bypass a pooler. */
  readonly forMigrations?: boolean;
  /**
   * Whether to connect to an embedded database that another process has already started. That process still owns and
   * stops it.
   */
  readonly reusesRunning?: boolean;
  readonly schema: Schema;
  /** The folder of the `package.json` that depends on the embedded database's binaries. */
  readonly packageRoot: string;
  /** Called with an explanation when the embedded database has ended and cannot be restarted. */
  readonly onLost: (why: string) => void;
  /** Aborts the wait for an external database that does not respond yet. */
  readonly signal: AbortSignal;
  /** Receives the messages about the wait for an external database; by default they are printed on the console. */
  readonly log?: (sentence: string) => void;
}

/**
 * Opens the configured database: an external one, for which it waits up to `DB_WAIT` seconds, or the embedded one when
 * `DB_HOST` is unset.
 *
 * @throws StartupError when it cannot be started or reached; the message says what to do
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { config, schema, packageRoot, reusesRunning, onLost } = options;
  if (config.DB_HOST !== undefined) return openExternal(options, config.DB_HOST);
  const embeddedOptions = { dataDir: config.DATA_DIR, packageRoot, onUnexpectedExit: onLost };
  const embedded =
    (reusesRunning && findEmbeddedPostgres(embeddedOptions)) || (await startEmbeddedPostgres(embeddedOptions));
  const stopOnFailure = async (error: unknown) => {
    await embedded.stop();
    throw error;
  };
  const dataSource = await connect(embedded.connection, schema).catch(stopOnFailure);
  const close = () => drain(dataSource).finally(() => embedded.stop());
  return { dataSource, location: `embedded PostgreSQL, data in ${embedded.dataDir}`, close };
}

async function openExternal(options: OpenOptions, host: string): Promise<Database> {
  const { config, schema, forMigrations, signal, log } = options;
  const direct =
    config.DB_DIRECT_HOST === undefined
      ? undefined
      : { ...targetAt(config, config.DB_DIRECT_HOST, config.DB_DIRECT_PORT), keyPrefix: 'DB_DIRECT' as const };
  const configured = { target: targetAt(config, host, config.DB_PORT), route: { pooler: config.DB_POOLER, direct } };
  const { target, route } = forMigrations && direct ? { target: direct, route: undefined } : configured;
  await waitForDatabase(target, { seconds: config.DB_WAIT, signal, log });
  const dataSource = await connect(target, schema, route);
  const kind = route?.pooler === 'transaction' ? 'PostgreSQL pooler' : 'PostgreSQL';
  const location = `${kind} at ${target.host}:${target.port}, database ${config.DB_NAME}`;
  return { dataSource, location, close: () => drain(dataSource) };
}

/** Connects to a database, without migrating it. */
export async function connect(
  { keyPrefix, ...connection }: Target,
  schema: Schema,
  route?: DatabaseRoute,
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
      // Not the default logger of TypeORM: that one prints a failed migration, although the error is also thrown.
      logger: 'debug',
    },
    route,
  );
  try {
    await dataSource.initialize();
    return dataSource;
  } catch (error) {
    throw new StartupError(describeOpenFailure(error, { ...connection, keyPrefix }), { cause: error });
  }
}

/** Closes a database once it is open. If it could not be opened, there is nothing to close. */
export function closeOnceOpen(opening: Promise<Database>): Promise<void> {
  return opening.then(
    (database) => database.close(),
    () => undefined,
  );
}

/**
 * Makes sure that the database has the schema of this version. Runs the pending migrations, except in production, where
 * the operator runs them.
 *
 * @throws StartupError when the user of the database lacks the privileges, or the schema is behind or ahead of this
 *   version
 */
export function prepareSchema(dataSource: DataSource, { NODE_ENV }: Pick<Config, 'NODE_ENV'>): Promise<void> {
  return NODE_ENV === 'production' ? requireMigrated(dataSource) : migrate(dataSource);
}

/**
 * Runs the pending migrations, in one process at a time if several start together. If none is pending it only reads, so
 * that a database user without the privilege to change the schema can start a server.
 */
export async function migrate(dataSource: DataSource): Promise<void> {
  const known = dataSource.migrations.map(migrationNameOf);
  const executed = await executedMigrations(dataSource);
  if (executed.length === known.length && known.every((name) => executed.includes(name))) return;
  await withMigrationLock(dataSource, async (unlimited) => {
    const newer = (await executedMigrations(dataSource)).filter((name) => !known.includes(name));
    if (newer.length > 0) {
      throw new StartupError(
        `The schema of the database is newer than this version, which does not know ${newer.join(', ')}: run the version that created it, or revert it with \`pnpm migration:revert\` of that version.`,
      );
    }
    await unlimited.runMigrations();
  });
}

/**
 * Reverts the newest migration.
 *
 * @returns its name, or undefined when there is none
 */
export function revertNewest(dataSource: DataSource): Promise<string | undefined> {
  return withMigrationLock(dataSource, async (unlimited) => {
    const newest = (await executedMigrations(dataSource)).at(-1);
    if (newest === undefined) return undefined;
    if (!dataSource.migrations.some((migration) => migrationNameOf(migration) === newest)) {
      throw new StartupError(
        `This version does not know the newest migration, ${newest}: revert it with the version that created it.`,
      );
    }
    await unlimited.undoLastMigration({ transaction: 'each' });
    return newest;
  });
}

/**
 * Checks the schema in production, where the operator runs migrations and the server never does. A newer schema is
 * accepted, because versions overlap during an upgrade.
 *
 * @throws StartupError when the schema is older than this version
 */
export async function requireMigrated(dataSource: DataSource): Promise<void> {
  const executed = await executedMigrations(dataSource);
  if (dataSource.migrations.every((migration) => executed.includes(migrationNameOf(migration)))) return;
  throw new StartupError(
    'The schema of the database lags behind this version: run `pnpm migration:run` first, then start again.',
  );
}

/**
 * Holds the migration lock while an action runs on a separate data source, whose statements have no time limit.
 *
 * @throws StartupError when the user of the database lacks a privilege that the action needs
 */
async function withMigrationLock<T>(
  appDataSource: DataSource,
  action: (unlimited: DataSource) => Promise<T>,
): Promise<T> {
  const { direct } = (appDataSource as PooledDataSource).route;
  const options = { ...(appDataSource.options as PostgresOptions), ...direct };
  const unlimited = new DataSource({
    ...options,
    // Overrides time limits that may be configured for the role.
    extra: { options: startUpOptions({ statement_timeout: '0', lock_timeout: '0' }) },
  });
  await unlimited.initialize().catch((error: unknown) => {
    throw new StartupError(describeOpenFailure(error, options), { cause: error });
  });
  const lock = unlimited.createQueryRunner();
  try {
    await takeMigrationLock(lock);
    return await action(unlimited);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StartupError(describeOpenFailure(error, options), { cause: error });
  } finally {
    // This statement fails only when the connection is lost, and that also releases the lock.
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await unlimited.destroy();
  }
}

/**
 * Polls until the lock is free. Waiting for the lock in a statement would block CREATE INDEX CONCURRENTLY in the
 * process that holds the lock, because CREATE INDEX CONCURRENTLY waits for all running statements.
 */
async function takeMigrationLock(runner: QueryRunner): Promise<void> {
  for (;;) {
    const [{ taken }] = await runner.query('select pg_try_advisory_lock($1) as taken', [MIGRATION_LOCK]);
    if (taken) return;
    await delay(LOCK_POLL_MS);
  }
}

/**
 * Returns the names of the migrations that were run on the database, oldest first. Only reads, whereas TypeORM's own
 * method would create the table of migrations.
 *
 * @throws StartupError when the user of the database lacks the privilege to read them
 */
async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const sql = new Sql(dataSource);
  try {
    return await readMigrations(sql);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StartupError(describeOpenFailure(error, dataSource.options as Connection), { cause: error });
  }
}

async function readMigrations(sql: Sql): Promise<string[]> {
  const [row] = await sql.rows<{ found: string | null }>(`select to_regclass('migrations') as found`);
  if (row!.found === null) return [];
  const rows = await sql.rows<{ name: string }>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

function migrationNameOf(migration: MigrationInterface): string {
  return migration.name ?? migration.constructor.name;
}

/**
 * Closes the connections. After a time limit, drops those that are still busy: a query that waits for a lock could
 * block the shutdown forever.
 */
async function drain(dataSource: DataSource): Promise<void> {
  const finished = new AbortController();
  const giveUp = delay(DRAIN_LIMIT_MS, undefined, { signal: finished.signal, ref: false }).catch(() => undefined);
  await Promise.race([dataSource.destroy(), giveUp]).finally(() => finished.abort());
}

function targetAt(config: Config, host: string, port: number): Target {
  const { DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database } = config;
  return { host, port, username, password, database, ssl: tlsTo(host, config) };
}
