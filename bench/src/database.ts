import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { cpuSecondsWithChildren, parentOf, runScript } from './processes.js';
import { loadServerModule, migrateMain, serverRoot, type EmbeddedModule } from './product.js';

/** A migrated, empty database that this run created. */
export interface Database {
  /** The environment variables by which servers and ceilings find it. */
  readonly keys: Record<'DB_HOST' | 'DB_PORT' | 'DB_USERNAME' | 'DB_PASSWORD' | 'DB_NAME', string>;
  readonly client: Client;
  readonly version: string;
  /** CPU seconds of PostgreSQL with all its backends; undefined if it runs on another machine. */
  cpuSeconds(): number | undefined;
  close(): Promise<void>;
}

/**
 * Opens the PostgreSQL at `DB_HOST` if it is set (its user must be allowed to create databases), otherwise an embedded
 * one.
 */
export async function openDatabase(): Promise<Database> {
  const cluster = process.env['DB_HOST'] ? external(process.env) : await embedded();
  const name = `hub_bench_${process.pid}`;
  const administrator = await connect({ ...cluster.keys, DB_NAME: 'postgres' });
  await administrator.query(`create database ${name}`);
  const keys = { ...cluster.keys, DB_NAME: name };
  // The script, like the server, refuses to run in production without secrets. A migration needs none.
  await runScript(migrateMain, ['run'], { ...keys, NODE_ENV: 'development' });
  const client = await connect(keys);
  const { rows } = await client.query<{ version: string; pid: number; durable: string }>(
    `select current_setting('server_version') as version, pg_backend_pid() as pid,
            current_setting('synchronous_commit') || ', fsync ' || current_setting('fsync') as durable`,
  );
  const { version, pid, durable } = rows[0]!;
  const postmaster = postmasterOf(pid);
  return {
    keys,
    client,
    version: `PostgreSQL ${version.split(' ')[0]}, ${cluster.kind}, synchronous_commit ${durable}`,
    cpuSeconds: () => (postmaster === undefined ? undefined : cpuSecondsWithChildren(postmaster)),
    async close() {
      await client.end();
      await administrator.query(`drop database ${name} with (force)`);
      await administrator.end();
      await cluster.stop();
    },
  };
}

function external(environment: NodeJS.ProcessEnv) {
  const { DB_HOST = '', DB_PORT = '5432', DB_USERNAME = 'nest_user', DB_PASSWORD = 'nest_pass' } = environment;
  return { keys: { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD }, kind: 'external', stop: () => Promise.resolve() };
}

async function embedded() {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const { startEmbeddedPostgres } = await loadServerModule<EmbeddedModule>(
    'platform/database/embedded/embedded-postgres.js',
  );
  const postgres = await startEmbeddedPostgres({ dataDir, packageRoot: serverRoot });
  const { host, port, username } = postgres.connection;
  return {
    keys: { DB_HOST: host, DB_PORT: String(port), DB_USERNAME: username, DB_PASSWORD: 'none' },
    kind: 'embedded',
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function connect(keys: Database['keys']): Promise<Client> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
  const client = new Client({ host, port: Number(port), user, password, database });
  await client.connect();
  return client;
}

/** Returns the parent of a backend, which is the postmaster; undefined if they are not on this machine. */
function postmasterOf(backend: number): number | undefined {
  try {
    return parentOf(backend);
  } catch {
    return undefined;
  }
}
