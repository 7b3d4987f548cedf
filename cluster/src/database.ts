import { load, serverRoot, type EmbeddedModule } from './product.js';

/** Where the nodes find their PostgreSQL. */
export interface Database {
  readonly keys: Readonly<Record<string, string>>;
  /** For people. */
  readonly place: string;
  stop(): Promise<void>;
}

/** What each node, and its PostgreSQL, may take: its four pools, and some for migrations and people who look. */
const CONNECTIONS_PER_NODE = 26;
const CONNECTIONS_FOR_OTHERS = 20;

interface Options {
  readonly dataDir: string;
  readonly nodes: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onUnexpectedExit?: (why: string) => void;
}

/** The embedded PostgreSQL, for several nodes: its folder belongs to one process, so it is ours, and they are told its socket. */
export async function startDatabase({ dataDir, nodes, settings, onUnexpectedExit }: Options): Promise<Database> {
  const { startEmbeddedPostgres } = await load<EmbeddedModule>('platform/database/embedded/embedded-postgres.js');
  const connections = Math.max(100, nodes * CONNECTIONS_PER_NODE + CONNECTIONS_FOR_OTHERS);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: serverRoot,
    settings: { max_connections: `${connections}`, ...settings },
    ...(onUnexpectedExit ? { onUnexpectedExit } : {}),
  });
  const { host, port, username, password, database } = postgres.connection;
  return {
    keys: {
      DB_HOST: host,
      DB_PORT: `${port}`,
      DB_USERNAME: username,
      // Unset, the server would take its default; the socket's folder is what keeps others out.
      DB_PASSWORD: password ?? 'none',
      DB_NAME: database,
      // What is meant for a database that is not this one.
      DB_CA_CERT: '',
      DB_CA_FILE: '',
      DB_TLS: '',
      DB_POOLER: '',
      DB_DIRECT_HOST: '',
      DB_DIRECT_PORT: '',
    },
    place: `embedded PostgreSQL, data in ${postgres.dataDir}`,
    stop: () => postgres.stop(),
  };
}
