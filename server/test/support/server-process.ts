import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { createDatabase, dropDatabase, type DatabaseKeys } from './database.js';
import { settings } from './hub.js';
import { addToSuiteLog } from './suite-log.js';

/** The server as it is started, in a process of its own: for what it writes, and for what may end it. */
export interface ServerProcess {
  readonly url: string;
  /**
   * Resolves with the first line of its log that matches a text or pattern.
   *
   * @param from where in what it has {@link written} the search begins
   */
  logged(text: string, from?: number): Promise<string>;
  query(statement: string): Promise<void>;
  /** All that it has written so far. */
  written(): string;
  isAlive(): boolean;
  /** How it ended, once it has. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  signal(signal: NodeJS.Signals): void;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Stops it. Resolves with all that it has written. */
  stop(): Promise<string>;
}

interface ProcessOptions {
  /** How many files the process may have open, sockets among them. */
  readonly openFiles?: number;
}

export async function startServer(
  environment: Record<string, string>,
  keys: DatabaseKeys,
  { openFiles }: ProcessOptions = {},
): Promise<ServerProcess> {
  const { DB_PORT, ...names } = keys;
  const command = [process.execPath, resolve(__dirname, '../../dist/main.js')];
  const limited =
    openFiles === undefined ? command : ['sh', '-c', `ulimit -n ${openFiles}; exec "$@"`, 'sh', ...command];
  const [program, ...args] = limited as [string, ...string[]];
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
  const wake = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      for (const look of wake) look();
    });
  }
  const closed = once(child, 'close').then((ending) => {
    addToSuiteLog(written);
    return ending;
  });
  const lineWith = (pattern: RegExp, from = 0) =>
    new Promise<RegExpMatchArray>((found, reject) => {
      const look = () => {
        const match = written.slice(from).match(pattern);
        if (!match) return;
        wake.delete(look);
        found(match);
      };
      wake.add(look);
      look();
      void closed.then(() => reject(new Error(`It ended without ${pattern.source}:\n${written}`)));
    });
  const [, url = ''] = await lineWith(/Open\s+(http:\S+)/);
  return {
    url,
    logged: async (text, from) => (await lineWith(new RegExp(`^.*${text}.*$`, 'm'), from))[0],
    async query(statement) {
      const { DB_HOST: host, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
      const client = new Client({ host, port: DB_PORT, user, password, database });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    },
    written: () => written,
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

/** A server process on a database of its own. */
export type OwnServerProcess = ServerProcess & { readonly database: DatabaseKeys };

const own = new Set<OwnServerProcess>();

/** The same with the settings of all tests; on a database of its own, or on one that there is. */
export async function startProcess(
  environment: Record<string, string> = {},
  shared?: DatabaseKeys,
  options?: ProcessOptions,
): Promise<OwnServerProcess> {
  const database = shared ?? (await createDatabase());
  const server = { ...(await startServer({ ...settings, ...environment }, database, options)), database };
  own.add(server);
  return server;
}

/** Ends every such process of a suite, also where a test has failed half-way; and drops their databases. */
export async function endProcesses(): Promise<void> {
  for (const server of own) {
    await server.stop();
    await dropDatabase(server.database);
  }
  own.clear();
}
