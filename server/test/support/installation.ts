import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
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
import { PATIENCE_MS } from './patience.js';

/** How a process ends that was asked to, and has done all it should. */
export const STOPPED = { code: 0, signal: null };

export const workspace = resolve(__dirname, '../../..');

/** Limits that no test meets by accident. All that a process is told beside: it inherits nothing. */
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

/** One of the server's processes, its own group, and what it says. */
export class HubProcess {
  stdout = '';
  stderr = '';
  /** How it ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>;

  constructor(readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    // Not `exit`: what it said last has arrived when its streams have closed.
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The address, once it is announced. */
  ready(): Promise<string> {
    return until('it is ready', () => {
      if (this.hasEnded) throw new Error(`It ended instead: ${this.stdout}${this.stderr}`);
      return /Open +(http:\/\/\S+)\n/.exec(this.stdout)?.[1];
    });
  }

  /** How it ended, which it must within the patience of a test. */
  async exit(): Promise<{ code: number | null; signal: string | null }> {
    await until(`process ${this.pid} ends`, () => this.hasEnded).catch((error: Error) => {
      throw new Error(`${error.message} It has written: ${this.stdout}${this.stderr}`);
    });
    return this.ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** As a terminal does. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** The built server, of this or an earlier release, in a folder of its own, as a clone has it: with no `.env` and no data but its own. */
export class Installation {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'hub-installation-')));
  readonly dataDir = join(this.folder, '.data');
  private readonly processes: HubProcess[] = [];
  private readonly clients: Client[] = [];

  /** @param release an archive of `server/test/releases`; without it, what is built here */
  constructor(release?: string) {
    // PostgreSQL's user passes through when we are root.
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'server/src/migrations'), { recursive: true });
    if (release === undefined) this.copyBuild();
    else this.unpack(release);
  }

  private copyBuild(): void {
    const server = join(this.folder, 'server');
    cpSync(join(workspace, 'server/package.json'), join(server, 'package.json'));
    cpSync(join(workspace, 'server/dist'), join(server, 'dist'), {
      recursive: true,
      filter: (path) => !/\.(map|d\.ts|tsbuildinfo)$/.test(path),
    });
    symlinkSync(join(workspace, 'server/node_modules'), join(server, 'node_modules'));
  }

  /** It has its own contract; the dependencies are those of the workspace. */
  private unpack(release: string): void {
    execFileSync('tar', ['-xzf', join(workspace, 'server/test/releases', release), '-C', this.folder]);
    const modules = join(this.folder, 'server/node_modules');
    mkdirSync(join(modules, '@smart-hub'), { recursive: true });
    for (const name of readdirSync(join(workspace, 'server/node_modules')))
      if (name !== '@smart-hub') symlinkSync(join(workspace, 'server/node_modules', name), join(modules, name));
    symlinkSync(join(this.folder, 'contract'), join(modules, '@smart-hub/contract'));
    symlinkSync(join(workspace, 'command-line'), join(modules, '@smart-hub/command-line'));
    symlinkSync(join(workspace, 'contract/node_modules'), join(this.folder, 'contract/node_modules'));
  }

  /** Starts the server. */
  start(environment: Environment = {}, args: string[] = []): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/main.js'), ...args], environment);
  }

  /** Starts a command of the migrations. */
  migrate(args: string[], environment: Environment = {}): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/migrate.js'), ...args], environment);
  }

  /** Starts a command of the operator. */
  hub(args: string[], environment: Environment = {}): HubProcess {
    return this.run(process.execPath, [join(this.folder, 'server/dist/hub.js'), ...args], environment);
  }

  /** Starts any program, in the folder. */
  run(program: string, args: string[], environment: Environment = {}): HubProcess {
    const env = { ...settings, ...environment };
    const child = spawn(program, args, { cwd: this.folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = new HubProcess(child);
    this.processes.push(started);
    return started;
  }

  /** Asks the embedded database behind the server's back. */
  async connect(): Promise<Client> {
    const { host, port } = readPidFile(join(this.dataDir, 'postgres'))!.endpoint;
    const client = new Client({ host, port, user: 'hub', database: 'hub' });
    this.clients.push(client.on('error', () => {})); // a test may stop the server first
    await client.connect();
    return client;
  }

  /** What is running here: servers, PostgreSQL, and what makes its folder. */
  running(): string[] {
    const postmaster = findPostmaster(join(this.dataDir, 'postgres'));
    if (process.platform !== 'linux') return postmaster ? [`postgres ${postmaster.pid}`] : [];
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map(commandOf).filter((command) => command.includes(this.folder));
  }

  /** Ends whatever is left, hard, and removes it all. */
  async remove(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
    for (const started of this.processes) started.kill('SIGKILL');
    await Promise.all(this.processes.map((started) => started.exit()));
    const postmaster = findPostmaster(join(this.dataDir, 'postgres'));
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    await until('nothing runs', () => this.running().length === 0);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it ended while we looked
  }
}

/** Looks again and again, for what happens outside and does not tell. */
export async function until<T>(what: string, look: () => T): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const found = look();
    if (found) return found;
    await delay(10);
  }
  throw new Error(`It never happened that ${what}.`);
}
