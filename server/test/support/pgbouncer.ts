import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseKeys } from './database.ts';
import { PATIENCE_MS } from './patience.ts';
import { freePort } from './redis.ts';

/** A pgbouncer of a suite's or a run's own, in front of a PostgreSQL. */
export interface TestPgbouncer {
  /** The databases behind it, of which any may be named, as they are reached through it. */
  readonly keys: DatabaseKeys;
  /** The lines of its log. */
  log(): string;
  /** Ends it without a word, and all connections with it; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again at the same place. */
  restart(): Promise<void>;
  /** Has it stand still: connections stay open, and nothing passes. */
  pause(): void;
  resume(): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const documented = readFileSync(resolve(__dirname, '../../../docs/scaling.md'), 'utf8');

/** Whom pgbouncer runs as when we are root, under which it refuses to run. */
const NOBODY = 65_534;

/**
 * Starts the machine's `pgbouncer` with the configuration that docs/scaling.md shows, but for places and `changes`.
 *
 * @param server the PostgreSQL, and the user who comes through
 */
export async function startPgbouncer(
  server: DatabaseKeys,
  changes: Readonly<Record<string, string | number>> = {},
): Promise<TestPgbouncer> {
  // Where none is asked for, any will do there, and pgbouncer wants one.
  const target = { ...server, DB_PASSWORD: server.DB_PASSWORD || 'pooled' };
  const folder = mkdtempSync(join(tmpdir(), 'hub-pgbouncer-'));
  chmodSync(folder, 0o755);
  const host = '127.0.0.1';
  const port = await freePort();
  const users = join(folder, 'userlist.txt');
  writeFileSync(users, `"${target.DB_USERNAME}" "${target.DB_PASSWORD}"\n`);
  const places = { listen_addr: host, listen_port: port, auth_file: users, unix_socket_dir: '' };
  const ini = join(folder, 'pgbouncer.ini');
  writeFileSync(ini, configuration(target, { ...places, ...changes }));
  const start = () => run(ini, ownerOf(target));
  let bouncer = await start();
  const kill = () => end(bouncer.child);
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

/** What the configuration says besides, to reach a database through a pooler. */
export function poolerSettings({ DB_HOST = '', DB_PORT }: DatabaseKeys): Record<string, string> {
  return { DB_POOLER: 'transaction', DB_DIRECT_HOST: DB_HOST, DB_DIRECT_PORT: `${DB_PORT}` };
}

/** Who may enter the folder of PostgreSQL's socket. */
function ownerOf({ DB_HOST = '' }: DatabaseKeys): number {
  return DB_HOST.startsWith('/') ? statSync(DB_HOST).uid : NOBODY;
}

async function run(ini: string, owner: number): Promise<{ child: ChildProcess; log: () => string }> {
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
  const late = delay(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`pgbouncer is not ready: ${written}`);
  });
  await Promise.race([ready, late]);
  return { child, log: () => written };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
