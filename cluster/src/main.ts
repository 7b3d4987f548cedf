import { readCommandLine } from '@smart-hub/command-line/command-line';
import { number } from '@smart-hub/command-line/options';
import { startBalancer } from './balancer.js';
import { startDatabase, type Database } from './database.js';
import { supervise, type SupervisedProcess } from './supervise.js';
import { startNode } from './node.js';
import { ClusterError, findProgram, type ManagedProcess } from './managed-process.js';
import { findFreePort, toUrlHost, requireFreePort } from './ports.js';
import {
  balancerTemplate,
  loadServerModule,
  repositoryRoot,
  type ConfigModule,
  type LifecycleModule,
  type LoopbackModule,
  type SecretsModule,
  type StartupErrorModule,
} from './server-build.js';
import { createRedisEndpoint, startRedis } from './redis.js';

const MAX_NODES = 16;
/** Where the balancer listens, unless `HOST` says otherwise. */
const LOOPBACK = '127.0.0.1';
/** Addresses that are reached as `localhost`. */
const LOCALHOST_ADDRESSES = new Set([LOOPBACK, '::1', 'localhost', '0.0.0.0', '::']);
/** Nodes let their clients go first, which takes them a while. */
const STOP_LIMIT_MS = 25_000;

const { values } = readCommandLine({
  name: 'pnpm cluster',
  about: `Starts Redis (or uses the one at REDIS_URL), PostgreSQL (or uses the one at DB_HOST), nodes, and nginx in front of them, at HOST (127.0.0.1 when it is unset) and PORT.`,
  options: { nodes: number('how many nodes', { from: 1, to: MAX_NODES, whole: true }, 3) },
});
const { loadConfig } = await loadServerModule<ConfigModule>('platform/config/config.js');
const { onStop, stopWith, stopOnSignals } = await loadServerModule<LifecycleModule>('lifecycle.js');
const { secretFaults } = await loadServerModule<SecretsModule>('platform/config/secrets.js');
const { isLoopback } = await loadServerModule<LoopbackModule>('platform/config/loopback.js');
const { StartupError } = await loadServerModule<StartupErrorModule>('platform/startup-error.js');

type Config = ReturnType<ConfigModule['loadConfig']>;

async function main(): Promise<void> {
  const nodes = Array.from({ length: values.nodes }, (_, index) => `node${index + 1}`);
  const config = loadConfig(repositoryRoot);
  const { HOST: host = LOOPBACK, PORT: port } = config;
  findProgram('nginx', '`apt-get install nginx`');
  await requireFreePort(host, port);
  const redis = await provideRedis(config);
  const database = await provideDatabase(config, nodes.length);
  const ports = await findFreePorts(nodes);
  const environment = { ...database.environment, ...redis.keys, TRUST_PROXY: '1' };
  // The first one migrates; together they would only wait for it.
  const kept: SupervisedProcess[] = [];
  const start = (name: string) => () => startNode({ name, port: ports[name]!, environment, onLine: logLinesOf(name) });
  const [first, ...others] = nodes;
  kept.push(await superviseUntilStop(start(first!)));
  kept.push(...(await Promise.all(others.map((name) => superviseUntilStop(start(name))))));
  await superviseUntilStop(() => startBalancer({ host, port, nodes: ports, template: balancerTemplate }));
  announce([
    ['Open', `http://${LOCALHOST_ADDRESSES.has(host) ? 'localhost' : toUrlHost(host)}:${port}`],
    ...kept.map(({ current: part }): AnnouncementLine => [part.name, `http://localhost:${ports[part.name]}, process ${part.pid}`]),
    ['Redis', redis.place],
    ['Data', database.description],
    ...(isLoopback(host) ? [] : secretFaults(config)).map((fault): AnnouncementLine => ['Not safe', `${fault}. HOST is ${host}.`]),
  ]);
}

async function provideRedis({ REDIS_URL }: Config): Promise<{ keys: Record<string, string>; place: string }> {
  if (REDIS_URL !== undefined) return { keys: {}, place: 'the one at REDIS_URL' };
  const seat = await createRedisEndpoint();
  const { url } = seat;
  await superviseUntilStop(() => startRedis(seat));
  return { keys: { REDIS_URL: url }, place: `127.0.0.1:${seat.port}, for as long as this runs` };
}

async function provideDatabase(config: Config, nodes: number): Promise<Database> {
  if (config.DB_HOST !== undefined) {
    const place = `PostgreSQL at ${config.DB_HOST}:${config.DB_PORT}, database ${config.DB_NAME}`;
    return { environment: {}, description: place, stop: () => Promise.resolve() };
  }
  const onUnexpectedExit = (why: string) => stopWith(new StartupError(why));
  const starting = startDatabase({ dataDir: config.DATA_DIR, nodes, onUnexpectedExit });
  // Before it is there: a signal in the middle of the start must not leave a database behind.
  onStop(
    () =>
      starting.then(
        (database) => database.stop(),
        () => undefined,
      ),
    Infinity,
  );
  return starting;
}

async function findFreePorts(nodes: readonly string[]): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  for (const name of nodes) ports[name] = await findFreePort();
  return ports;
}

async function superviseUntilStop(start: () => Promise<ManagedProcess>): Promise<SupervisedProcess> {
  const starting = supervise(start, { log: (sentence) => console.error(sentence), onGiveUp: fail });
  onStop(
    () =>
      starting.then(
        (kept) => kept.stop(),
        () => undefined,
      ),
    STOP_LIMIT_MS,
  );
  return starting;
}

const logLinesOf = (name: string) => (line: string) => console.log(`${name} | ${line}`);

type AnnouncementLine = [label: string, text: string];

function announce(lines: AnnouncementLine[]): void {
  const list = lines.map(([label, text]) => `  ${label.padEnd(16)}${text}`).join('\n');
  console.log(`\nSmart Communication Hub is ready.\n\n${list}\n`);
}

function fail(error: unknown): void {
  stopWith(error instanceof ClusterError ? new StartupError(error.message) : error);
}

stopOnSignals();
main().catch(fail);
