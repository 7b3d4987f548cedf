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
/** The address that the balancer listens on if `HOST` is unset. */
const LOOPBACK = '127.0.0.1';
/** Addresses that are reachable as `localhost`. */
const LOCALHOST_ADDRESSES = new Set([LOOPBACK, '::1', 'localhost', '0.0.0.0', '::']);
/** The time limit for stopping one process. Nodes disconnect their clients before they exit, which takes a while. */
const STOP_LIMIT_MS = 25_000;

const { values } = readCommandLine({
  name: 'pnpm cluster',
  about: `Starts Redis (or uses the one at REDIS_URL), PostgreSQL (or uses the one at DB_HOST), several nodes, and nginx as their load balancer, which listens on HOST (127.0.0.1 if it is unset) and PORT.`,
  options: { nodes: number('the number of nodes', { from: 1, to: MAX_NODES, whole: true }, 3) },
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
  const environment = { ...database.environment, ...redis.environment, TRUST_PROXY: '1' };
  // The first node starts alone, because it runs the migrations. If the other nodes started at the same time, they
  // would only wait for the first node.
  const supervisedNodes: SupervisedProcess[] = [];
  const starterOf = (name: string) => () =>
    startNode({ name, port: ports[name]!, environment, onLine: logLinesOf(name) });
  const [first, ...others] = nodes;
  supervisedNodes.push(await superviseUntilStop(starterOf(first!)));
  supervisedNodes.push(...(await Promise.all(others.map((name) => superviseUntilStop(starterOf(name))))));
  await superviseUntilStop(() => startBalancer({ host, port, nodes: ports, template: balancerTemplate }));
  announce([
    ['Open', `http://${LOCALHOST_ADDRESSES.has(host) ? 'localhost' : toUrlHost(host)}:${port}`],
    ...supervisedNodes.map(({ current }): AnnouncementLine => [
      current.name,
      `http://localhost:${ports[current.name]}, process ${current.pid}`,
    ]),
    ['Redis', redis.description],
    ['Data', database.description],
    ...(isLoopback(host) ? [] : secretFaults(config)).map((fault): AnnouncementLine => [
      'Not safe',
      `${fault}. HOST is ${host}.`,
    ]),
  ]);
}

async function provideRedis({
  REDIS_URL,
}: Config): Promise<{ environment: Record<string, string>; description: string }> {
  if (REDIS_URL !== undefined) return { environment: {}, description: 'the one at REDIS_URL' };
  const endpoint = await createRedisEndpoint();
  await superviseUntilStop(() => startRedis(endpoint));
  return {
    environment: { REDIS_URL: endpoint.url },
    description: `127.0.0.1:${endpoint.port}, until this command stops`,
  };
}

async function provideDatabase(config: Config, nodes: number): Promise<Database> {
  if (config.DB_HOST !== undefined) {
    const description = `PostgreSQL at ${config.DB_HOST}:${config.DB_PORT}, database ${config.DB_NAME}`;
    return { environment: {}, description, stop: () => Promise.resolve() };
  }
  const onUnexpectedExit = (reason: string) => stopWith(new StartupError(reason));
  const starting = startDatabase({ dataDir: config.DATA_DIR, nodes, onUnexpectedExit });
  // Registered before the database has started: a signal during the start must not leave a database running.
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
        (supervised) => supervised.stop(),
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
