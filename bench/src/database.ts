import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { cpuSecondsOfFamily, parentOf, runScript } from './processes.js';
import { load, migrateMain, serverRoot, type EmbeddedModule } from './product.js';

/** A migrated, empty database of our own, in the way in which servers and ceilings are told of it. */
export interface Database {
  readonly keys: Record<'DB_HOST' | 'DB_PORT' | 'DB_USERNAME' | 'DB_PASSWORD' | 'DB_NAME', string>;
  readonly client: Client;
  readonly version: string;
  /** CPU seconds of PostgreSQL with all its backends; undefined when it is on another machine. */
  cpuSeconds(): number | undefined;
  close(): Promise<void>;
}

/** An external PostgreSQL when `DB_HOST` is set (its user must be allowed to create databases), or else an embedded one. */
export async function openDatabase(): Promise<Database> {
  const cluster = process.env['DB_HOST'] ? external(process.env) : await embedded();
  const name = `hub_bench_${process.pid}`;
  const administrator = await connect({ ...cluster.keys, DB_NAME: 'postgres' });
  await administrator.query(`create database ${name}`);
  const keys = { ...cluster.keys, DB_NAME: name };
  // Like the server, the script refuses to run in production without its secrets; it needs none to migrate.
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
    cpuSeconds: () => (postmaster === undefined ? undefined : cpuSecondsOfFamily(postmaster)),
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
  const { startEmbeddedPostgres } = await load<EmbeddedModule>('platform/database/embedded/embedded-postgres.js');
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

/** The backend of our own connection is its child, if they are on this machine. */
function postmasterOf(backend: number): number | undefined {
  try {
    return parentOf(backend);
  } catch {
    return undefined;
  }
}
