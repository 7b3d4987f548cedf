import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnOptions } from './account.js';
import { type Binaries, program } from './binaries.js';
import { clearSocket, type Endpoint } from './endpoint.js';
import { postgresEnvironment } from './environment.js';
import type { OpenLog } from './log.js';
import { findProcess } from './processes.js';
import type { Site } from './site.js';

/** Everything that is needed to start a postmaster, and to restart it. */
export interface LaunchPlan {
  readonly site: Site;
  readonly binaries: Binaries;
  readonly endpoint: Endpoint;
  readonly settings: { readonly [name: string]: string };
}

/** A postmaster that is running: starting, serving or stopping. */
export interface Postmaster {
  readonly pid: number;
  readonly startedAt: string;
}

/** The contents of a postmaster.pid file. The process that wrote it may have ended. */
export interface PidFile {
  readonly pid: number;
  readonly endpoint: Endpoint;
}

/** Reads postmaster.pid, whose lines are: pid, data folder, start time, port, socket folder, address, ... */
export function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!(pid > 0)) return undefined;
    return { pid, endpoint: { host: lines[4] || lines[5] || '', port } };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Returns the postmaster that runs this cluster. The pid alone is no proof: it may belong to a zombie, or to an
 * unrelated process by now.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const pid = readPidFile(cluster)?.pid;
  const found = pid === undefined ? undefined : findProcess(pid);
  if (!found?.command.includes(`-D ${cluster} `)) return undefined;
  return { pid: pid!, startedAt: found.startedAt };
}

/**
 * Spawns a postmaster that writes to the log. The caller must own the data folder, and must have checked that no
 * postmaster runs.
 */
export function launch(plan: LaunchPlan, log: OpenLog): ChildProcess {
  const { site, binaries, endpoint, settings } = plan;
  const stalePid = clearStale(site, endpoint);
  const options = Object.entries({ ...settings, ...listenSettings(endpoint) });
  const args = ['-D', site.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const spawned = spawnOptions(site.account);
  const child = spawn(program(binaries, 'postgres'), args, {
    ...spawned,
    cwd: site.home,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...spawned.env, ...stalePid },
  });
  child.once('error', () => {}); // a child that cannot be spawned is recognised by its missing pid
  child.unref();
  return child;
}

/**
 * Makes a new postmaster ignore a stale postmaster.pid. PostgreSQL assumes that a living process with the recorded pid
 * is a postmaster, unless `PG_GRANDPARENT_PID` is that pid. The file must not be removed instead: it identifies the
 * shared memory by which PostgreSQL detects that backends of a killed postmaster still write to the cluster. A file
 * without a pid identifies nothing and is removed.
 */
function clearStale(site: Site, endpoint: Endpoint): { PG_GRANDPARENT_PID?: string } {
  clearSocket(endpoint);
  const record = readPidFile(site.cluster);
  if (record) return { PG_GRANDPARENT_PID: String(record.pid) };
  rmSync(join(site.cluster, 'postmaster.pid'), { force: true });
  return {};
}

function listenSettings({ host, port }: Endpoint): { [name: string]: string } {
  if (process.platform === 'win32') return { listen_addresses: host, port: String(port) };
  const folder = `"${host.replaceAll('"', '""')}"`; // the setting is a list: without quotes, a comma would split the path
  return { listen_addresses: '', port: String(port), unix_socket_directories: folder, unix_socket_permissions: '0700' };
}

type ShutdownSteps = readonly (readonly ['INT' | 'QUIT' | 'KILL', seconds: number])[];

/**
 * PostgreSQL's immediate shutdown, which does not write its memory to the disk: the next start recovers from the
 * write-ahead log.
 */
export const immediateShutdown: ShutdownSteps = [
  ['QUIT', 10],
  ['KILL', 10],
];

/**
 * Stops a postmaster and waits until it has ended: by a fast shutdown, or by an immediate shutdown if the fast one
 * hangs.
 */
export async function shutDown(binaries: Binaries, postmaster: Postmaster, steps?: ShutdownSteps): Promise<void> {
  for (const [signal, seconds] of steps ?? [['INT', 30], ...immediateShutdown]) {
    send(binaries, signal, postmaster.pid);
    if (await isGone(postmaster, seconds * 1000)) return;
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`);
}

function send(binaries: Binaries, signal: 'INT' | 'QUIT' | 'KILL', pid: number): void {
  try {
    if (process.platform !== 'win32') process.kill(pid, `SIG${signal}`);
    else {
      const env = postgresEnvironment(process.env);
      execFileSync(program(binaries, 'pg_ctl'), ['kill', signal, String(pid)], { windowsHide: true, env });
    }
  } catch {
    // the process has already ended
  }
}

async function isGone(postmaster: Postmaster, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (findProcess(postmaster.pid)?.startedAt === postmaster.startedAt) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
