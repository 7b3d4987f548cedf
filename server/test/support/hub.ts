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
import { PATIENCE_MS } from './patience.js';
import { asServed } from './pooler.js';
import { mustNotBeLogged, suiteLog } from './suite-log.js';
import { TestSocket } from './test-socket.js';

export const PASSWORD = 'Secret-123';

/** Limits that no test meets by accident; a test of a limit sets it. */
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

/** How many nodes serve each hub of this run, and what they share; its clients are spread over them. */
const { nodes: NODES, redis: REDIS_URL } = cluster();

/** A transaction that a test keeps open. */
interface HeldTransaction {
  /** Rolls it back. */
  readonly release: () => Promise<void>;
  readonly commit: () => Promise<void>;
}

/** A running hub, real to the last byte, on a database of its own. */
export interface Hub {
  /** Where it is; with several nodes another one each time that it is asked. */
  readonly url: string;
  readonly database: DatabaseKeys;
  /** Asks the database behind the server's back. */
  readonly sql: Sql;
  /** Runs a statement in a transaction that stays open, with its locks, until it is rolled back or committed. */
  hold(text: string, values: unknown[]): Promise<HeldTransaction>;
  /** A part of each node, to look at what cannot be seen from outside. */
  parts<T>(type: Type<T>): T[];
  /** Stops it; its database stays, for another one. */
  stop(): Promise<void>;
  /** Serves again, at the same addresses, after it was stopped. */
  start(): Promise<void>;
  /** Stops it, and drops the database. */
  close(): Promise<void>;
}

/**
 * @param environment keys of the configuration, over those of all tests
 * @param parts how often the nodes of one database look after each other; the folder of a page; how many nodes, where a test
 *   starts its own
 */
export async function startHub(
  environment: Record<string, string> = {},
  database?: DatabaseKeys,
  { nodes: count = NODES, ...parts }: { lease?: Lease; page?: string; nodes?: number } = {},
): Promise<Hub> {
  const keys = database ?? (await createDatabase());
  // What hubs tell each other goes no further than what they have stored.
  const shared: Record<string, string> = REDIS_URL ? { REDIS_URL, REDIS_PREFIX: keys.DB_NAME } : {};
  const log = suiteLog();
  const config = parseConfig(
    { ...settings, ...(log ? { LOG_LEVEL: 'trace' } : {}), ...shared, ...environment },
    resolve(__dirname, '../../..'),
  );
  const start = (port = config.PORT) => startNode({ config, keys, parts }, port);
  let nodes = await Promise.all(Array.from({ length: count }, () => start())).catch(async (error: unknown) => {
    // The next suite counts from the beginning.
    if (!database) await dropDatabase(keys);
    throw error;
  });
  const ports = nodes.map(({ port }) => port);
  let turn = 0;
  const hub: Hub = {
    get url() {
      turn += 1;
      return `http://127.0.0.1:${ports[turn % count]}`;
    },
    database: keys,
    get sql() {
      return new Sql(nodes[0]!.dataSource);
    },
    async hold(text, values) {
      const runner = nodes[0]!.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query(text, values);
      return {
        release: () =>
          runner
            .rollbackTransaction()
            .catch(() => undefined) // its connection may be gone
            .then(() => runner.release()),
        commit: () => runner.commitTransaction().then(() => runner.release()),
      };
    },
    parts: (type) => nodes.map(({ app }) => app.get(type)),
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

/** Opened once: every hub of a suite writes to it. */
let opened: DestinationStream | undefined;

function logFile(): DestinationStream | undefined {
  const file = suiteLog();
  return file === undefined ? undefined : (opened ??= destination({ dest: file, sync: true }));
}

interface NodePlan {
  readonly config: Config;
  readonly keys: DatabaseKeys;
  readonly parts: { lease?: Lease; page?: string };
}

async function startNode({ config, keys, parts }: NodePlan, at: number) {
  const {
    DB_HOST: host,
    DB_PORT: port,
    DB_USERNAME: username,
    DB_PASSWORD: password,
    DB_NAME: database,
    route,
  } = asServed(keys);
  const dataSource = await connect({ host, port, username, password, database }, schema, route);
  const app = await createApp(await withDevelopmentSecret(config), dataSource, { ...parts, log: logFile() }).catch(
    async (error: unknown) => {
      await dataSource.destroy();
      throw error;
    },
  );
  await app.listen(at, '127.0.0.1');
  const stop = once(async () => {
    await app.close();
    await dataSource.destroy();
  });
  return { app, dataSource, port: (app.getHttpServer().address() as AddressInfo).port, stop };
}

const hubs = new Set<Hub>();

/** Stops every server that a suite has started, also where a test has failed half-way; and drops their databases. */
export async function closeHubs(): Promise<void> {
  for (const hub of hubs) await hub.stop();
  for (const hub of hubs) await hub.close();
  hubs.clear();
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

/** Somebody with an account. */
export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly client: HubClient;
  /** Opens a socket, and resolves when it has been told who is there; to another server of the same users, if given. */
  connect(options?: Partial<ManagerOptions & SocketOptions>, to?: Pick<Hub, 'url'>): Promise<TestSocket>;
}

const sockets = new Set<TestSocket>();

/** Opens a socket without waiting for anything. */
function open(client: HubClient, options?: Partial<ManagerOptions & SocketOptions>): TestSocket {
  const socket = new TestSocket(client.connect({ transports: ['websocket'], forceNew: true, ...options }));
  sockets.add(socket);
  return socket;
}

/** Opens a socket with an access token, and resolves when the server has admitted it. */
export async function connectWith(hub: Pick<Hub, 'url'>, token: string): Promise<TestSocket> {
  const socket = open(new HubClient({ url: hub.url, token }));
  await socket.next('presence_state');
  return socket;
}

/** Several people at once. */
export function registerAll(hub: Pick<Hub, 'url'>, count: number): Promise<TestPerson[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => register(hub, `Person ${index + 1}`)));
}

/** Makes an account under a name that nobody else has. */
export async function register(hub: Pick<Hub, 'url'>, name = 'Somebody'): Promise<TestPerson> {
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
      const at = new HubClient({ url: to.url, token: session.access_token });
      const socket = open(at, options);
      await socket.next('presence_state');
      return socket;
    },
  };
}

/** Resolves when something has become true: for what shows itself by no event. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`It did not come true that ${what}.`);
    await new Promise(setImmediate);
  }
}

/** Closes every socket that a test has opened. */
export function closeSockets(): void {
  for (const socket of sockets) socket.close();
  sockets.clear();
}
