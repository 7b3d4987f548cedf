import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseKeys } from './database.ts';
import { WAIT_TIMEOUT_MS } from './wait-timeout.ts';
import { freePort } from './redis.ts';

/** A pgbouncer in front of a PostgreSQL, started for one suite or one run. */
export interface TestPgbouncer {
  /** The keys that connect through pgbouncer; `DB_NAME` can be any database of the PostgreSQL behind pgbouncer. */
  readonly keys: DatabaseKeys;
  /** Returns the log of pgbouncer so far. */
  log(): string;
  /** Kills pgbouncer by SIGKILL, which closes all connections; resolves when the process has exited. */
  kill(): Promise<void>;
  /** Starts pgbouncer again on the same port. */
  restart(): Promise<void>;
  /** Suspends the process by SIGSTOP: connections stay open, and nothing is forwarded. */
  pause(): void;
  resume(): void;
  /** Kills pgbouncer and removes its files. */
  stop(): Promise<void>;
}

const documented = readFileSync(resolve(__dirname, '../../../docs/scaling.md'), 'utf8');

/** The user and group "nobody": pgbouncer refuses to run as root. */
const NOBODY = 65_534;

/**
 * Starts the installed `pgbouncer` with the configuration that docs/scaling.md shows, except for addresses and `changes`.
 *
 * @param server the PostgreSQL, and the user that connects to it
 */
export async function startPgbouncer(
  server: DatabaseKeys,
  changes: Readonly<Record<string, string | number>> = {},
): Promise<TestPgbouncer> {
  // pgbouncer requires a password, even if PostgreSQL does not ask for one and accepts any.
  const target = { ...server, DB_PASSWORD: server.DB_PASSWORD || 'pooled' };
  const folder = mkdtempSync(join(tmpdir(), 'hub-pgbouncer-'));
  chmodSync(folder, 0o755);
  const host = '127.0.0.1';
  const port = await freePort();
  const users = join(folder, 'userlist.txt');
  writeFileSync(users, `"${target.DB_USERNAME}" "${target.DB_PASSWORD}"\n`);
  const addresses = { listen_addr: host, listen_port: port, auth_file: users, unix_socket_dir: '' };
  const ini = join(folder, 'pgbouncer.ini');
  writeFileSync(ini, configuration(target, { ...addresses, ...changes }));
  const start = () => spawnPgbouncer(ini, socketOwnerOf(target));
  let bouncer = await start();
  const kill = () => killProcess(bouncer.child);
  return {
    keys: { ...target, DB_HOST: host, DB_PORT: port },
    log: () => bouncer.log(),
    kill,
    async restart() {
      bouncer = await start();
    },
    pause: () => void bouncer.child.kill('SIGSTOP'),
    resume: () => void bouncer.child.kill('SIGCONT'),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ DB_HOST, DB_PORT }: DatabaseKeys, changes: Readonly<Record<string, string | number>>): string {
  const ini = /```ini\n(\[databases\].*?)```/s.exec(documented)?.[1];
  if (ini === undefined) throw new Error('There is no pgbouncer.ini in docs/scaling.md.');
  const anyDatabase = ini.replace(/^hub = .*$/m, `* = host=${DB_HOST} port=${DB_PORT}`);
  return Object.entries(changes).reduce((text, [key, value]) => {
    const line = new RegExp(`^${key} = .*$`, 'm');
    return line.test(text) ? text.replace(line, `${key} = ${value}`) : `${text}${key} = ${value}\n`;
  }, anyDatabase);
}

/** The further settings of a hub behind a pooler; the keys name the PostgreSQL behind the pooler. */
export function poolerSettings({ DB_HOST = '', DB_PORT }: DatabaseKeys): Record<string, string> {
  return { DB_POOLER: 'transaction', DB_DIRECT_HOST: DB_HOST, DB_DIRECT_PORT: `${DB_PORT}` };
}

/** Returns the id of a user that can access PostgreSQL: the owner of the socket's folder, or any user over TCP. */
function socketOwnerOf({ DB_HOST = '' }: DatabaseKeys): number {
  return DB_HOST.startsWith('/') ? statSync(DB_HOST).uid : NOBODY;
}

async function spawnPgbouncer(ini: string, owner: number): Promise<{ child: ChildProcess; log: () => string }> {
  const user = process.getuid?.() === 0 ? { uid: owner, gid: NOBODY } : {};
  const child = spawn('pgbouncer', [ini], { stdio: ['ignore', 'ignore', 'pipe'], ...user });
  let written = '';
  const ready = new Promise<void>((done, fail) => {
    child.on('error', () => fail(new Error('pgbouncer cannot be started: install it, 1.18 or newer.')));
    child.on('exit', () => fail(new Error(`pgbouncer ended: ${written}`)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      if (written.includes('process up')) done();
    });
  });
  const timedOut = delay(WAIT_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`pgbouncer is not ready: ${written}`);
  });
  await Promise.race([ready, timedOut]);
  return { child, log: () => written };
}

async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
