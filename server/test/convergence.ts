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
import { converge, type World } from './support/convergence.ts';
import { closeDevices, eventually } from './support/devices.ts';

// The long run of the convergence test: the built server in a process of its own, killed, on a PostgreSQL that crashes.

const count = { from: 1, whole: true };
const { values } = readCommandLine({
  name: 'pnpm convergence',
  about:
    'Kills the built server and its PostgreSQL at random while people talk, and compares all devices with the tables.',
  options: {
    seed: number('what is random repeats with the same number', { from: 0, whole: true }, Date.now() % 1_000_000),
    steps: number('how many steps', count, 10_000),
    people: number('how many people talk', { from: 2, whole: true }, 6),
    devices: number('how many devices each of them has', count, 3),
  },
});
const { seed, steps, people, devices: devicesEach } = values;

const serverRoot = resolve(import.meta.dirname, '..');
const START_MS = 30_000;
const PATIENCE_MS = 120_000;
/** Our PostgreSQL gives up when it dies too often within a minute: a crash sooner than this becomes a server's. */
const CRASH_EVERY_MS = 15_000;

const folder = await mkdtemp(join(tmpdir(), 'hub-convergence-'));
// As root: PostgreSQL's own user must be able to get in.
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
  // Low enough to be met: what is refused must be tried again.
  COMMAND_LIMIT: '100',
};
const told = { kills: 0, crashes: 0 };
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
  await serves();
}

const serves = () =>
  eventually(async () => {
    const { status } = await fetch(`${url}/api/health`);
    if (status !== 200) throw new Error(`The server answers ${status}.`);
  }, START_MS);

async function killServer(): Promise<void> {
  told.kills += 1;
  server.kill('SIGKILL');
  await once(server, 'exit');
  await start();
}

async function crashDatabase(): Promise<void> {
  if (performance.now() - lastCrash < CRASH_EVERY_MS) return killServer();
  lastCrash = performance.now();
  told.crashes += 1;
  const [pid] = (await readFile(join(postgres.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  // "Immediate": no checkpoint, no farewell; the next start recovers from the log.
  process.kill(Number(pid), 'SIGQUIT');
  await eventually(() => rows('select 1'), START_MS);
  await serves();
}

async function rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ host, port: databasePort, user: username, password, database });
  // The error of a statement says it, too.
  client.on('error', () => undefined);
  await client.connect();
  const result = await client.query(sql, parameters).finally(() => client.end());
  return result.rows as Row[];
}

let registered = 0;
const world: World = {
  rows,
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
  await converge(world, {
    seed,
    steps,
    people,
    devicesEach,
    faults: Math.ceil(steps / 700),
    patience: PATIENCE_MS,
  });
  const [count] = await rows<{ count: number }>('select count(*)::integer as count from messages');
  console.log(
    `Every device shows what the tables say: ${count!.count} messages, after ${told.kills} kills of the server and ` +
      `${told.crashes} crashes of PostgreSQL.`,
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
