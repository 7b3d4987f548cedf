import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { HubClient } from '@smart-hub/sdk';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { destination, type DestinationStream } from 'pino';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { v7 as uuid } from 'uuid';
import { createApp } from '../../src/create-app.js';
import { withDevelopmentSecret } from '../../src/platform/config/development-secret.js';
import { parseConfig, type Config } from '../../src/platform/config/config.js';
import { Sql } from '../../src/platform/database/sql.js';
import { connect } from '../../src/platform/database/open-database.js';
import type { Lease } from '../../src/presence/presence.module.js';
import { schema } from '../../src/schema.js';
import { cluster } from './cluster.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './database.js';
import { WAIT_TIMEOUT_MS } from './wait-timeout.js';
import { throughPooler } from './pooler.js';
import { mustNotBeLogged, suiteLog } from './suite-log.js';
import { TestSocket } from './test-socket.js';

export const PASSWORD = 'Secret-123';

/** Settings of every test hub, with limits too high to be reached by accident; a test of a limit sets that limit. */
export const settings = {
  NODE_ENV: 'test',
  PORT: '0',
  LOG_LEVEL: 'silent',
  JWT_SECRET: 'a secret of the tests, and of them alone',
  BCRYPT_SALT_ROUNDS: '4',
  PASSWORD_WAIT: '60',
  LOGIN_FAILURES: '100000',
  THROTTLER_LIMIT: '100000',
  THROTTLER_USER_LIMIT: '100000',
  THROTTLER_UNKNOWN_LIMIT: '100000',
  EMAIL_LOOKUP_LIMIT: '100000',
  REQUESTS_IN_FLIGHT_PER_USER: '100000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '100000',
  COMMAND_LIMIT: '100000',
  REFUSAL_DELAY: '0',
  PRESENCE_GRACE: '0',
};

/** The number of nodes of each hub in this run, and the Redis that they share. Clients are spread over the nodes. */
const { nodes: NODES, redis: REDIS_URL } = cluster();

/** A transaction that a test keeps open. */
interface OpenTransaction {
  readonly rollback: () => Promise<void>;
  readonly commit: () => Promise<void>;
}

/** A running hub without any test double, on its own database. */
export interface TestHub {
  /** The address of a node: with several nodes, each access returns the next one (round robin). */
  readonly url: string;
  readonly database: DatabaseKeys;
  /** Queries the database directly. */
  readonly sql: Sql;
  /** Runs a statement in a transaction, whose locks remain until the test rolls back or commits the transaction. */
  openTransaction(statement: string, values: unknown[]): Promise<OpenTransaction>;
  /** Returns the provider of a type from the application of each node, for state that no client can see. */
  providers<T>(type: Type<T>): T[];
  /** Stops all nodes and keeps the database. */
  stop(): Promise<void>;
  /** Starts the stopped nodes again, at the same addresses. */
  start(): Promise<void>;
  /** Stops all nodes and drops the database. */
  close(): Promise<void>;
}

/**
 * Starts a hub on its own database.
 *
 * @param environment configuration keys that override {@link settings}
 * @param database an existing database, to use instead of a new one
 * @param options the lease of the nodes' presence; the folder of the web client; the number of nodes, if not the run's
 */
export async function startHub(
  environment: Record<string, string> = {},
  database?: DatabaseKeys,
  { nodes: count = NODES, ...options }: { lease?: Lease; page?: string; nodes?: number } = {},
): Promise<TestHub> {
  const keys = database ?? (await createDatabase());
  // The prefix separates the hubs of one Redis: only nodes on the same database receive each other's messages.
  const shared: Record<string, string> = REDIS_URL ? { REDIS_URL, REDIS_PREFIX: keys.DB_NAME } : {};
  const log = suiteLog();
  const config = parseConfig(
    { ...settings, ...(log ? { LOG_LEVEL: 'trace' } : {}), ...shared, ...environment },
    resolve(__dirname, '../../..'),
  );
  const start = (port = config.PORT) => startNode({ config, keys, options }, port);
  let nodes = await Promise.all(Array.from({ length: count }, () => start())).catch(async (error: unknown) => {
    // The start has failed, so no test will close this hub.
    if (!database) await dropDatabase(keys);
    throw error;
  });
  const ports = nodes.map(({ port }) => port);
  let accesses = 0;
  const hub: TestHub = {
    get url() {
      accesses += 1;
      return `http://127.0.0.1:${ports[accesses % count]}`;
    },
    database: keys,
    get sql() {
      return new Sql(nodes[0]!.dataSource);
    },
    async openTransaction(statement, values) {
      const runner = nodes[0]!.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query(statement, values);
      return {
        rollback: () =>
          runner
            .rollbackTransaction()
            .catch(() => undefined) // the connection may have been closed
            .then(() => runner.release()),
        commit: () => runner.commitTransaction().then(() => runner.release()),
      };
    },
    providers: (type) => nodes.map(({ app }) => app.get(type)),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
    async start() {
      nodes = await Promise.all(ports.map((port) => start(port)));
    },
    async close() {
      await hub.stop();
      await dropDatabase(keys);
    },
  };
  hubs.add(hub);
  return hub;
}

/** The log of all hubs of a suite, opened once per process. */
let openedLog: DestinationStream | undefined;

function logFile(): DestinationStream | undefined {
  const file = suiteLog();
  return file === undefined ? undefined : (openedLog ??= destination({ dest: file, sync: true }));
}

interface NodeOptions {
  readonly config: Config;
  readonly keys: DatabaseKeys;
  readonly options: { lease?: Lease; page?: string };
}

async function startNode({ config, keys, options }: NodeOptions, listenPort: number) {
  const {
    DB_HOST: host,
    DB_PORT: port,
    DB_USERNAME: username,
    DB_PASSWORD: password,
    DB_NAME: database,
    route,
  } = throughPooler(keys);
  const dataSource = await connect({ host, port, username, password, database }, schema, route);
  const app = await createApp(await withDevelopmentSecret(config), dataSource, { ...options, log: logFile() }).catch(
    async (error: unknown) => {
      await dataSource.destroy();
      throw error;
    },
  );
  await app.listen(listenPort, '127.0.0.1');
  const stop = once(async () => {
    await app.close();
    await dataSource.destroy();
  });
  return { app, dataSource, port: (app.getHttpServer().address() as AddressInfo).port, stop };
}

const hubs = new Set<TestHub>();

/** Closes every hub that a suite has started, even if a test failed half-way. Stops all hubs before it drops any database. */
export async function closeHubs(): Promise<void> {
  for (const hub of hubs) await hub.stop();
  for (const hub of hubs) await hub.close();
  hubs.clear();
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

/** A person with an account on a test hub. */
export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly client: HubClient;
  /**
   * Opens a socket, and resolves when it has received `presence_state`.
   *
   * @param to another server with the same users, to connect to instead
   */
  connect(options?: Partial<ManagerOptions & SocketOptions>, to?: Pick<TestHub, 'url'>): Promise<TestSocket>;
}

const sockets = new Set<TestSocket>();

/** Opens a socket without waiting for the connection. */
function open(client: HubClient, options?: Partial<ManagerOptions & SocketOptions>): TestSocket {
  const socket = new TestSocket(client.connect({ transports: ['websocket'], forceNew: true, ...options }));
  sockets.add(socket);
  return socket;
}

/** Opens a socket with an access token, and resolves when it has received `presence_state`. */
export async function connectWithToken(hub: Pick<TestHub, 'url'>, token: string): Promise<TestSocket> {
  const socket = open(new HubClient({ url: hub.url, token }));
  await socket.next('presence_state');
  return socket;
}

/** Registers several people at once. */
export function registerAll(hub: Pick<TestHub, 'url'>, count: number): Promise<TestPerson[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => register(hub, `Person ${index + 1}`)));
}

/** Creates an account with a unique e-mail address. */
export async function register(hub: Pick<TestHub, 'url'>, name = 'Somebody'): Promise<TestPerson> {
  const client = new HubClient({ url: hub.url });
  mustNotBeLogged([PASSWORD]);
  const email = `${name.toLowerCase().replaceAll(/\W/g, '')}.${uuid()}@example.com`;
  const session = await client.register({ name, email, password: PASSWORD });
  return {
    id: session.user.id,
    name,
    email,
    token: session.access_token,
    client,
    async connect(options, to = hub) {
      const socketClient = new HubClient({ url: to.url, token: session.access_token });
      const socket = open(socketClient, options);
      await socket.next('presence_state');
      return socket;
    },
  };
}

/**
 * Polls a condition until it is true, for a change that no event announces.
 *
 * @param what a clause for the error message: "... that `what`"
 */
export async function waitUntil(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_TIMEOUT_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Timed out waiting until ${what}.`);
    await new Promise(setImmediate);
  }
}

/** Closes every socket that a test has opened. */
export function closeSockets(): void {
  for (const socket of sockets) socket.close();
  sockets.clear();
}
