import { loadServerModule, serverRoot, type EmbeddedModule } from './server-build.js';

/** The PostgreSQL of the nodes. */
export interface Database {
  readonly environment: Readonly<Record<string, string>>;
  /** Describes it for the operator. */
  readonly description: string;
  stop(): Promise<void>;
}

/** The connections of one node's four pools, and additional ones for migrations and for inspecting the database. */
const CONNECTIONS_PER_NODE = 26;
const EXTRA_CONNECTIONS = 20;

interface Options {
  readonly dataDir: string;
  readonly nodes: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onUnexpectedExit?: (reason: string) => void;
}

/**
 * Starts the embedded PostgreSQL for several nodes. Its folder belongs to one process, so this process starts it, and the nodes
 * connect to its socket.
 */
export async function startDatabase({ dataDir, nodes, settings, onUnexpectedExit }: Options): Promise<Database> {
  const { startEmbeddedPostgres } = await loadServerModule<EmbeddedModule>('platform/database/embedded/embedded-postgres.js');
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
      // If it were unset, the server would use its default. Access is restricted by the folder of the socket instead.
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
