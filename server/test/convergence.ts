import { readCommandLine } from '@smart-hub/command-line/command-line';
import { number } from '@smart-hub/command-line/options';
import { HubClient } from '@smart-hub/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/platform/database/embedded/embedded-postgres.js';
import { runConvergence, type ConvergenceSetup } from './support/convergence.ts';
import { closeDevices, eventually } from './support/devices.ts';

// The long convergence test: runs the built server in its own process, kills it repeatedly, and crashes its PostgreSQL.

const count = { from: 1, whole: true };
const { values } = readCommandLine({
  name: 'pnpm convergence',
  about:
    'Kills the built server and its PostgreSQL repeatedly while people chat, and compares what all devices show with the tables.',
  options: {
    seed: number(
      'seed of the random actions; the same seed repeats them',
      { from: 0, whole: true },
      Date.now() % 1_000_000,
    ),
    steps: number('number of steps', count, 10_000),
    people: number('number of people who chat', { from: 2, whole: true }, 6),
    devices: number('number of devices per person', count, 3),
  },
});
const { seed, steps, people, devices: devicesEach } = values;

const serverRoot = resolve(import.meta.dirname, '..');
const START_TIMEOUT_MS = 30_000;
const CONVERGENCE_TIMEOUT_MS = 120_000;
/**
 * Minimum interval between two crashes of PostgreSQL, in milliseconds: the embedded PostgreSQL is no longer restarted if it
 * crashes too often within a minute. Until the interval has passed, the server is killed instead.
 */
const MIN_CRASH_INTERVAL_MS = 15_000;

const folder = await mkdtemp(join(tmpdir(), 'hub-convergence-'));
// As root, PostgreSQL runs as another user, which must be able to pass through this folder.
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: folder, packageRoot: serverRoot });
const { host, port: databasePort, username, password = '', database } = postgres.connection;
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const environment = {
  ...process.env,
  NODE_ENV: 'development',
  LOG_LEVEL: 'silent',
  PORT: `${port}`,
  DATA_DIR: folder,
  DB_HOST: host,
  DB_PORT: `${databasePort}`,
  DB_USERNAME: username,
  DB_PASSWORD: password,
  DB_NAME: database,
  BCRYPT_SALT_ROUNDS: '4',
  THROTTLER_LIMIT: '100000',
  THROTTLER_USER_LIMIT: '100000',
  // Devices reach this low limit and must retry refused commands.
  COMMAND_LIMIT: '100',
};
const faultCounts = { kills: 0, crashes: 0 };
let server: ChildProcess;
let lastCrash = 0;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return free;
}

async function start(): Promise<void> {
  server = spawn(process.execPath, [join(serverRoot, 'dist/main.js')], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await waitUntilServing();
}

const waitUntilServing = () =>
  eventually(async () => {
    const { status } = await fetch(`${url}/api/health`);
    if (status !== 200) throw new Error(`The server responds with ${status}.`);
  }, START_TIMEOUT_MS);

async function killServer(): Promise<void> {
  faultCounts.kills += 1;
  server.kill('SIGKILL');
  await once(server, 'exit');
  await start();
}

async function crashDatabase(): Promise<void> {
  if (performance.now() - lastCrash < MIN_CRASH_INTERVAL_MS) return killServer();
  lastCrash = performance.now();
  faultCounts.crashes += 1;
  const [pid] = (await readFile(join(postgres.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  // SIGQUIT is an "immediate" shutdown, without a checkpoint: the next start recovers from the write-ahead log.
  process.kill(Number(pid), 'SIGQUIT');
  await eventually(() => queryRows('select 1'), START_TIMEOUT_MS);
  await waitUntilServing();
}

async function queryRows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ host, port: databasePort, user: username, password, database });
  // Without a listener, a lost connection would end this process. The failed statement reports the error anyway.
  client.on('error', () => undefined);
  await client.connect();
  const result = await client.query(sql, parameters).finally(() => client.end());
  return result.rows as Row[];
}

let registered = 0;
const setup: ConvergenceSetup = {
  queryRows,
  async register() {
    registered += 1;
    const client = new HubClient({ url });
    const email = `person${registered}@example.com`;
    const { user } = await client.register({ name: `Person ${registered}`, email, password: 'Secret-123' });
    return { id: user.id, client };
  },
  faults: [killServer, crashDatabase, killServer],
};

try {
  await start();
  console.log(`seed ${seed}: ${steps} steps of ${people} people with ${devicesEach} devices each`);
  await runConvergence(setup, {
    seed,
    steps,
    people,
    devicesEach,
    faults: Math.ceil(steps / 700),
    timeoutMs: CONVERGENCE_TIMEOUT_MS,
  });
  const [count] = await queryRows<{ count: number }>('select count(*)::integer as count from messages');
  console.log(
    `Every device shows what the tables contain: ${count!.count} messages, after ${faultCounts.kills} kills of the server and ` +
      `${faultCounts.crashes} crashes of PostgreSQL.`,
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  closeDevices();
  server!.kill('SIGKILL');
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
