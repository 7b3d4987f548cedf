import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostmaster, readPidFile } from '../../src/platform/database/embedded/postmaster.js';
import { WAIT_TIMEOUT_MS } from './wait-timeout.js';

/** How a process ends after an orderly shutdown. */
export const CLEAN_EXIT = { code: 0, signal: null };

export const workspace = resolve(__dirname, '../../..');

/**
 * The environment of every process, to which a test adds its own keys. Nothing is inherited from the test's environment. The
 * limits are too high to be reached by accident.
 */
const settings = {
  PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  PORT: '0',
  LOG_LEVEL: 'error',
  BCRYPT_SALT_ROUNDS: '4',
  PASSWORD_WAIT: '60',
  THROTTLER_LIMIT: '100000',
  THROTTLER_USER_LIMIT: '100000',
  THROTTLER_UNKNOWN_LIMIT: '100000',
  REQUESTS_IN_FLIGHT_PER_USER: '100000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '100000',
  COMMAND_LIMIT: '100000',
  REFUSAL_DELAY: '0',
};

type Environment = Record<string, string>;

/** A process of an installation, leader of its own process group, with its output. */
export class HubProcess {
  stdout = '';
  stderr = '';
  /** Resolves with the exit code or signal when the process has ended and its output is complete. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>;

  constructor(readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    // Waits for `close` instead of `exit`, because output can still arrive after `exit`.
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until the server prints its address, and returns it. @throws Error if the process ends instead */
  ready(): Promise<string> {
    return pollUntil('the server is ready', () => {
      if (this.hasEnded) throw new Error(`The server ended instead: ${this.stdout}${this.stderr}`);
      return /Open +(http:\/\/\S+)\n/.exec(this.stdout)?.[1];
    });
  }

  /** Waits until the process ends, within the tests' time limit. Returns how it ended. */
  async exit(): Promise<{ code: number | null; signal: string | null }> {
    await pollUntil(`process ${this.pid} ends`, () => this.hasEnded).catch((error: Error) => {
      throw new Error(`${error.message} Its output: ${this.stdout}${this.stderr}`);
    });
    return this.ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Signals the whole process group, as a terminal does. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** The built server, of this or an earlier release, in its own folder like a fresh clone: without `.env` and data. */
export class Installation {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'hub-installation-')));
  readonly dataDir = join(this.folder, '.data');
  private readonly processes: HubProcess[] = [];
  private readonly clients: Client[] = [];

  /** @param release an archive in `server/test/releases`; without it, the current build */
  constructor(release?: string) {
    // As root, PostgreSQL runs as another user, which must be able to pass through this folder.
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'server/src/migrations'), { recursive: true });
    if (release === undefined) this.copyBuild();
    else this.unpack(release);
  }

  private copyBuild(): void {
    const server = join(this.folder, 'server');
    cpSync(join(workspace, 'server/src/schema.ts'), join(server, 'src/schema.ts'));
    cpSync(join(workspace, 'server/package.json'), join(server, 'package.json'));
    cpSync(join(workspace, 'server/dist'), join(server, 'dist'), {
      recursive: true,
      filter: (path) => !/\.(map|d\.ts|tsbuildinfo)$/.test(path),
    });
    symlinkSync(join(workspace, 'server/node_modules'), join(server, 'node_modules'));
  }

  /** Unpacks a release with its own packages of this project; all other dependencies are those of the workspace. */
  private unpack(release: string): void {
    execFileSync('tar', ['-xzf', join(workspace, 'server/test/releases', release), '-C', this.folder]);
    const modules = join(this.folder, 'server/node_modules');
    mkdirSync(join(modules, '@smart-hub'), { recursive: true });
    for (const name of readdirSync(join(workspace, 'server/node_modules')))
      if (name !== '@smart-hub') symlinkSync(join(workspace, 'server/node_modules', name), join(modules, name));
    for (const name of ['contract', 'command-line'])
      if (existsSync(join(this.folder, name))) symlinkSync(join(this.folder, name), join(modules, '@smart-hub', name));
    symlinkSync(join(workspace, 'contract/node_modules'), join(this.folder, 'contract/node_modules'));
  }

  /** Starts the server. */
  start(environment: Environment = {}, args: string[] = []): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/main.js'), ...args], environment);
  }

  /** Starts the migration command. */
  migrate(args: string[], environment: Environment = {}): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/migrate.js'), ...args], environment);
  }

  /** Starts an operator command (`pnpm hub`). */
  hub(args: string[], environment: Environment = {}): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/hub.js'), ...args], environment);
  }

  /** Starts any program in the folder of the installation. */
  run(program: string, args: string[], environment: Environment = {}): HubProcess {
    const env = { ...settings, ...environment };
    const child = spawn(program, args, { cwd: this.folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const hubProcess = new HubProcess(child);
    this.processes.push(hubProcess);
    return hubProcess;
  }

  /** Connects to the embedded database directly. */
  async connect(): Promise<Client> {
    const { host, port } = readPidFile(join(this.dataDir, 'postgres'))!.endpoint;
    const client = new Client({ host, port, user: 'hub', database: 'hub' });
    this.clients.push(client.on('error', () => {})); // a test can stop the server before it ends this connection
    await client.connect();
    return client;
  }

  /** Returns the command lines of processes that use this folder: servers, PostgreSQL, and `initdb`. */
  runningProcesses(): string[] {
    const postmaster = findPostmaster(join(this.dataDir, 'postgres'));
    if (process.platform !== 'linux') return postmaster ? [`postgres ${postmaster.pid}`] : [];
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map(commandLineOf).filter((command) => command.includes(this.folder));
  }

  /** Kills the remaining processes and removes the folder. */
  async remove(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
    for (const hubProcess of this.processes) hubProcess.kill('SIGKILL');
    await Promise.all(this.processes.map((hubProcess) => hubProcess.exit()));
    const postmaster = findPostmaster(join(this.dataDir, 'postgres'));
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    await pollUntil('nothing runs', () => this.runningProcesses().length === 0);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // the process ended in the meantime
  }
}

/**
 * Polls a function until it returns a truthy value, for a change in another process that no event announces.
 *
 * @param what a clause for the error message: "... until `what`"
 */
export async function pollUntil<T>(what: string, check: () => T): Promise<NonNullable<T>> {
  const deadline = Date.now() + WAIT_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = check();
    if (found) return found;
    await delay(10);
  }
  throw new Error(`Timed out waiting until ${what}.`);
}
