import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { workspace } from './installation.js';

/** The database that is there from the start. */
export const EMBEDDED = 'hub';

/** A PostgreSQL of a suite's own, to be used as an external one. */
export interface TestPostgres {
  /** What the configuration says to reach it. */
  readonly keys: Record<string, string>;
  /** Where it is, in the words of the server. */
  readonly place: string;
  query(statement: string, database?: string): Promise<unknown[]>;
  /** Lets a role in by its password only. */
  requirePassword(role: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-postgres-'));
  // Or PostgreSQL's user, when we are root, could not enter it, and all would be elsewhere.
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: join(workspace, 'server'),
    settings: { fsync: 'off' },
  });
  const { host, port, username, password = '' } = postgres.connection;
  const query = async (statement: string, database = EMBEDDED): Promise<unknown[]> => {
    const client = new Client({ host, port, user: username, password, database });
    await client.connect();
    return client
      .query(statement)
      .then(({ rows }) => rows as unknown[])
      .finally(() => client.end());
  };
  return {
    keys: { DB_HOST: host, DB_PORT: String(port), DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: EMBEDDED },
    place: `${host}:${port}`,
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
