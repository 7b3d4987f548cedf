import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';

export const workspace = resolve(__dirname, '../..');

/**
 * The environment variables of every server, with limits that no journey reaches by accident. A server does not inherit
 * the variables of Jest.
 */
const settings = {
  PATH: process.env['PATH'] ?? '',
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
  PRESENCE_GRACE: '0.2',
};

/** The environment variable with the path of a data directory that contains a migrated database. */
const TEMPLATE = 'HUB_JOURNEYS_TEMPLATE';

/** Creates a data directory with a migrated database, which the servers of all suites copy. */
export async function createTemplate(): Promise<void> {
  const server = await Server.start();
  await server.stop();
  process.env[TEMPLATE] = server.dataDir;
}

export function removeTemplate(): void {
  rmSync(process.env[TEMPLATE]!, { recursive: true, force: true });
}

/** The built server in a process of its own, with an embedded PostgreSQL. */
export class Server {
  url = '';
  readonly dataDir = mkdtempSync(join(tmpdir(), 'hub-browser-'));
  private child: ChildProcess | undefined;

  private constructor(
    private environment: Record<string, string>,
    private readonly args: readonly string[],
  ) {
    // If this process is root, PostgreSQL runs as another user, who needs access to the directory.
    chmodSync(this.dataDir, 0o755);
    const template = process.env[TEMPLATE];
    // `cp -a` keeps the owner of PostgreSQL's files, Node's `cpSync` would not.
    if (template !== undefined) execFileSync('cp', ['-a', `${template}/.`, this.dataDir]);
  }

  static async start(environment: Record<string, string> = {}, args: readonly string[] = []): Promise<Server> {
    const server = new Server(environment, args);
    await server.start();
    return server;
  }

  /** The environment for commands that use this server's database. */
  get commandEnvironment(): Record<string, string> {
    return { ...settings, DATA_DIR: this.dataDir, ...this.environment };
  }

  /** Starts the server. A restart uses the same port. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(workspace, 'server/dist/main.js'), ...this.args], {
      cwd: workspace,
      env: this.commandEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.url = await new Promise((done, fail) => {
      let output = '';
      const read = (text: string) => {
        output += text;
        const [, url] = /Open +(http:\/\/\S+)\n/.exec(output) ?? [];
        // Uses the IP address, because Socket.IO ignores the `offline` event on `localhost`, which stays reachable
        // offline.
        if (url !== undefined) done(url.replace('localhost', '127.0.0.1'));
      };
      child.stdout!.setEncoding('utf8').on('data', read);
      child.stderr!.setEncoding('utf8').on('data', read);
      child.once('exit', () => fail(new Error(`The server exited before it listened: ${output}`)));
    });
    this.environment = { ...this.environment, PORT: new URL(this.url).port };
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  /** Stops the server, and removes its data directory. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Runs a statement directly in the server's database. */
  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const lines = readFileSync(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
    const host = lines[4] || lines[5];
    const client = new Client({ host: host!, port: Number(lines[3]), user: 'hub', database: 'hub' });
    await client.connect();
    const { rows } = await client.query<Row>(text, values).finally(() => client.end());
    return rows;
  }
}
