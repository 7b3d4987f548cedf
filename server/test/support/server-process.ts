import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { createDatabase, dropDatabase, type DatabaseKeys } from './database.js';
import { settings } from './hub.js';
import { addToSuiteLog } from './suite-log.js';

/** The built server in its own process, for tests of the server's output and of faults that could terminate it. */
export interface ServerProcess {
  readonly url: string;
  /**
   * Resolves with the first line of the process's output that matches a pattern.
   *
   * @param from the index in {@link output} at which the search begins
   * @throws Error if the process ends before it has printed such a line
   */
  waitForLog(pattern: string, from?: number): Promise<string>;
  /** Runs a statement in the server's database. */
  query(statement: string): Promise<void>;
  /** All output so far, of both streams. */
  output(): string;
  isAlive(): boolean;
  /** Resolves with the exit code or signal when the process has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  signal(signal: NodeJS.Signals): void;
  /** Kills the process by SIGKILL. */
  kill(): Promise<void>;
  /** Stops the process by SIGTERM. Resolves with the whole output. */
  stop(): Promise<string>;
}

interface ProcessOptions {
  /** The process's limit of open files; sockets count as open files. */
  readonly openFiles?: number;
}

/** Starts a server with exactly this configuration on a database, and waits until it serves. */
export async function startServer(
  environment: Record<string, string>,
  keys: DatabaseKeys,
  { openFiles }: ProcessOptions = {},
): Promise<ServerProcess> {
  const { DB_PORT, ...names } = keys;
  const command = [process.execPath, resolve(__dirname, '../../dist/main.js')];
  const commandLine =
    openFiles === undefined ? command : ['sh', '-c', `ulimit -n ${openFiles}; exec "$@"`, 'sh', ...command];
  const [program, ...args] = commandLine as [string, ...string[]];
  const child = spawn(program, args, {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      JWT_SECRET: 'x',
      ...names,
      DB_PORT: `${DB_PORT}`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      for (const check of listeners) check();
    });
  }
  const closed = once(child, 'close').then((exit) => {
    addToSuiteLog(written);
    return exit;
  });
  const waitForMatch = (pattern: RegExp, from = 0) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const check = () => {
        const match = written.slice(from).match(pattern);
        if (!match) return;
        listeners.delete(check);
        resolve(match);
      };
      listeners.add(check);
      check();
      void closed.then(() => reject(new Error(`The server ended without writing ${pattern.source}:\n${written}`)));
    });
  const [, url = ''] = await waitForMatch(/Open\s+(http:\S+)/);
  return {
    url,
    waitForLog: async (pattern, from) => (await waitForMatch(new RegExp(`^.*${pattern}.*$`, 'm'), from))[0],
    async query(statement) {
      const { DB_HOST: host, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
      const client = new Client({ host, port: DB_PORT, user, password, database });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    },
    output: () => written,
    ended: closed.then(([code, signal]) => ({ code, signal })),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
      return written;
    },
  };
}

/** A server process with the keys of its database. */
export type TestServerProcess = ServerProcess & { readonly database: DatabaseKeys };

const testServers = new Set<TestServerProcess>();

/** Starts a server with the settings of all tests, on a new database or on an existing one. */
export async function startTestServer(
  environment: Record<string, string> = {},
  shared?: DatabaseKeys,
  options?: ProcessOptions,
): Promise<TestServerProcess> {
  const database = shared ?? (await createDatabase());
  const server = { ...(await startServer({ ...settings, ...environment }, database, options)), database };
  testServers.add(server);
  return server;
}

/** Stops the servers that {@link startTestServer} has started, even if a test failed half-way, and drops their databases. */
export async function stopTestServers(): Promise<void> {
  for (const server of testServers) {
    await server.stop();
    await dropDatabase(server.database);
  }
  testServers.clear();
}
