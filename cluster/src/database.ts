import { loadServerModule, serverRoot, type EmbeddedModule } from './server-build.js';

/** The PostgreSQL that the nodes connect to. */
export interface Database {
  /** The `DB_*` environment variables of the nodes. */
  readonly environment: Readonly<Record<string, string>>;
  /** Describes the database for the operator. */
  readonly description: string;
  stop(): Promise<void>;
}

/** The connections of the four pools of one node. */
const CONNECTIONS_PER_NODE = 26;
/** Additional connections for migrations and for inspecting the database. */
const EXTRA_CONNECTIONS = 20;

interface DatabaseOptions {
  readonly dataDir: string;
  /** The number of nodes, which determines the maximum number of connections. */
  readonly nodes: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onUnexpectedExit?: (reason: string) => void;
}

/**
 * Starts the embedded PostgreSQL for several nodes. Only one process can own the data folder, so this process starts
 * PostgreSQL, and the nodes connect to the socket of PostgreSQL.
 */
export async function startDatabase({
  dataDir,
  nodes,
  settings,
  onUnexpectedExit,
}: DatabaseOptions): Promise<Database> {
  const { startEmbeddedPostgres } = await loadServerModule<EmbeddedModule>(
    'platform/database/embedded/embedded-postgres.js',
  );
  const connections = Math.max(100, nodes * CONNECTIONS_PER_NODE + EXTRA_CONNECTIONS);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: serverRoot,
    settings: { max_connections: `${connections}`, ...settings },
    ...(onUnexpectedExit ? { onUnexpectedExit } : {}),
  });
  const { host, port, username, password, database } = postgres.connection;
  return {
    environment: {
      DB_HOST: host,
      DB_PORT: `${port}`,
      DB_USERNAME: username,
      // If the key were unset, a node would use its default. Access is restricted by the folder of the socket instead
      // of a password.
      DB_PASSWORD: password ?? 'none',
      DB_NAME: database,
      // Cleared, because these keys would configure another database.
      DB_CA_CERT: '',
      DB_CA_FILE: '',
      DB_TLS: '',
      DB_POOLER: '',
      DB_DIRECT_HOST: '',
      DB_DIRECT_PORT: '',
    },
    description: `embedded PostgreSQL, data in ${postgres.dataDir}`,
    stop: () => postgres.stop(),
  };
}
