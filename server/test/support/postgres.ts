import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { workspace } from './installation.js';

/** The database that embedded PostgreSQL creates at its first start. */
export const EMBEDDED_DATABASE = 'hub';

/** A PostgreSQL started for one suite, which hubs use as an external one. */
export interface TestPostgres {
  /** The configuration keys with which a hub connects to this PostgreSQL. */
  readonly keys: Record<string, string>;
  /** The address of this PostgreSQL as `host:port`, as the hub's messages print it. */
  readonly address: string;
  query(statement: string, database?: string): Promise<unknown[]>;
  /** Requires a role to authenticate with its password. */
  requirePassword(role: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-postgres-'));
  // As root, PostgreSQL runs as another user: if that user could not enter this folder, the data would be stored elsewhere.
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: join(workspace, 'server'),
    settings: { fsync: 'off' },
  });
  const { host, port, username, password = '' } = postgres.connection;
  const query = async (statement: string, database = EMBEDDED_DATABASE): Promise<unknown[]> => {
    const client = new Client({ host, port, user: username, password, database });
    await client.connect();
    return client
      .query(statement)
      .then(({ rows }) => rows as unknown[])
      .finally(() => client.end());
  };
  return {
    keys: {
      DB_HOST: host,
      DB_PORT: String(port),
      DB_USERNAME: username,
      DB_PASSWORD: password,
      DB_NAME: EMBEDDED_DATABASE,
    },
    address: `${host}:${port}`,
    query,
    async requirePassword(role) {
      const file = join(postgres.dataDir, 'pg_hba.conf');
      writeFileSync(file, `local all ${role} scram-sha-256\n${readFileSync(file, 'utf8')}`);
      await query('select pg_reload_conf()');
    },
    async stop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
