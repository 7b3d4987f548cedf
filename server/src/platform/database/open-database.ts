import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationInterface, MixedList, QueryRunner } from 'typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';
import { PooledDataSource } from './pooled-data-source.js';
import { StartupError } from '../startup-error.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { inWords } from './open-failure.js';
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

/** How long queries that are on their way may take, when the database is closed, before they are cut off. */
const DRAIN_LIMIT_MS = 3000;
const INSUFFICIENT_PRIVILEGE = '42501';
const MIGRATION_LOCK = 7_310_415_028;
/** How often that lock is polled, in milliseconds. */
const LOCK_POLL_MS = 100;

interface OpenOptions {
  readonly config: Config;
  readonly schema: Schema;
  /** The folder of the `package.json` that depends on the embedded database's binaries. */
  readonly packageRoot: string;
  /** Told, in words, when the embedded database is gone for good. */
  readonly onLost: (why: string) => void;
  /** Ends the wait for an external database that does not answer yet. */
  readonly signal: AbortSignal;
}

/**
 * Opens the database that the configuration names: an external one, for which it waits up to `DB_WAIT` seconds, or the
 * embedded one when `DB_HOST` is unset.
 *
 * @throws StartupError when it cannot be started or reached, in words that say what to do
 */
export async function openDatabase({ config, schema, packageRoot, onLost, signal }: OpenOptions): Promise<Database> {
  if (config.DB_HOST !== undefined) {
    await waitForDatabase(externalConnection(config), { seconds: config.DB_WAIT, signal });
    const dataSource = await connect(externalConnection(config), schema);
    const place = `PostgreSQL at ${config.DB_HOST}:${config.DB_PORT}, database ${config.DB_NAME}`;
    return { dataSource, place, close: () => drain(dataSource) };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, packageRoot, onUnexpectedExit: onLost });
  const stopOnFailure = async (error: unknown) => {
    await embedded.stop();
    throw error;
  };
  const dataSource = await connect(embedded.connection, schema).catch(stopOnFailure);
  const close = () => drain(dataSource).finally(() => embedded.stop());
  return { dataSource, place: `embedded PostgreSQL, data in ${embedded.dataDir}`, close };
}

/** Connects to one database; nothing is migrated. */
export async function connect(connection: Connection, schema: Schema): Promise<PooledDataSource> {
  const dataSource = new PooledDataSource({
    type: 'postgres',
    ...connection,
    ...schema,
    synchronize: false,
    installExtensions: false,
    migrationsTransactionMode: 'each',
    applicationName: 'smart-hub',
    // The default one prints a failed migration, which is also thrown.
    logger: 'debug',
  });
  try {
    await dataSource.initialize();
    return dataSource;
  } catch (error) {
    throw new StartupError(inWords(error, connection));
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

/** Runs the migrations that are due; one process at a time, however many start together. */
export function migrate(dataSource: DataSource): Promise<void> {
  return withMigrationLock(dataSource, async (unlimited) => {
    const known = dataSource.migrations.map(nameOf);
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

/** In production the operator runs migrations, never the server by itself. Newer is fine there: versions overlap. */
async function requireMigrated(dataSource: DataSource): Promise<void> {
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
  const unlimited = new DataSource({
    ...(served.options as PostgresOptions),
    // Also where the role has limits.
    extra: { options: '-c statement_timeout=0 -c lock_timeout=0' },
  });
  await unlimited.initialize();
  const lock = unlimited.createQueryRunner();
  try {
    await takeMigrationLock(lock);
    return await action(unlimited);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StartupError(inWords(error, served.options as Connection));
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

/** The names of the migrations that the database has seen, oldest first. Only looks: TypeORM's own would make its table. */
async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const [{ found }] = await dataSource.query<[{ found: string | null }]>(`select to_regclass('migrations') as found`);
  if (found === null) return [];
  const rows = await dataSource.query<{ name: string }[]>('select name from migrations order by id');
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

function externalConnection(config: Config): Connection {
  return {
    host: config.DB_HOST,
    port: config.DB_PORT,
    username: config.DB_USERNAME,
    password: config.DB_PASSWORD,
    database: config.DB_NAME,
    ssl: config.DB_CA_CERT === undefined ? false : { ca: config.DB_CA_CERT.replaceAll('\\n', '\n') },
  };
}
