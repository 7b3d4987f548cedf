import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnedFor } from './account.js';
import { type Binaries, program } from './binaries.js';
import { clearSocket, type Endpoint } from './endpoint.js';
import { postgresEnvironment } from './environment.js';
import type { OpenLog } from './log.js';
import { findProcess } from './processes.js';
import type { Site } from './site.js';

/** What a postmaster is started with, and started with again. */
export interface Plan {
  readonly site: Site;
  readonly binaries: Binaries;
  readonly endpoint: Endpoint;
  readonly settings: { readonly [name: string]: string };
}

/** A postmaster of ours that is running: starting, serving or stopping. */
export interface Postmaster {
  readonly pid: number;
  readonly startedAt: string;
}

/** What a postmaster.pid says, whoever wrote it and whether they live or not. */
export interface PidFile {
  readonly pid: number;
  readonly endpoint: Endpoint;
}

/** Reads postmaster.pid: pid, folder, time, port, folder of the socket, address, ... on a line each. */
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

/** The postmaster that runs this cluster. Its pid alone proves nothing: it may be a zombie's, or used again by anything. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const pid = readPidFile(cluster)?.pid;
  const found = pid === undefined ? undefined : findProcess(pid);
  if (!found?.command.includes(`-D ${cluster} `)) return undefined;
  return { pid: pid!, startedAt: found.startedAt };
}

/** Spawns a postmaster that writes to the log; the caller owns the site and has seen that none runs. */
export function launch(plan: Plan, log: OpenLog): ChildProcess {
  const { site, binaries, endpoint, settings } = plan;
  const stalePid = clearStale(site, endpoint);
  const options = Object.entries({ ...settings, ...listenSettings(endpoint) });
  const args = ['-D', site.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const spawned = spawnedFor(site.account);
  const child = spawn(program(binaries, 'postgres'), args, {
    ...spawned,
    cwd: site.home,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...spawned.env, ...stalePid },
  });
  child.once('error', () => {}); // what cannot be spawned has no pid
  child.unref();
  return child;
}

/**
 * PostgreSQL takes any living process with the pid in postmaster.pid for a postmaster, but the one it is told is its
 * grandparent. The file must not be removed instead: it names the shared memory by which PostgreSQL recognises that backends of
 * a killed postmaster still write to the cluster. One without a pid names nothing.
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
  const folder = `"${host.replaceAll('"', '""')}"`; // a list: quoted, or a comma would divide it
  return { listen_addresses: '', port: String(port), unix_socket_directories: folder, unix_socket_permissions: '0700' };
}

type Steps = readonly (readonly ['INT' | 'QUIT' | 'KILL', seconds: number])[];

/** Without writing what is in memory: the next start recovers it from the log. */
export const hurried: Steps = [
  ['QUIT', 10],
  ['KILL', 10],
];

/** Stops a postmaster and waits until it is gone: fast, and hurried only if that hangs. */
export async function shutDown(binaries: Binaries, postmaster: Postmaster, steps?: Steps): Promise<void> {
  for (const [signal, seconds] of steps ?? [['INT', 30], ...hurried]) {
    send(binaries, signal, postmaster.pid);
    if (await isGone(postmaster, seconds * 1000)) return;
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not end`);
}

function send(binaries: Binaries, signal: 'INT' | 'QUIT' | 'KILL', pid: number): void {
  try {
    if (process.platform !== 'win32') process.kill(pid, `SIG${signal}`);
    else {
      const env = postgresEnvironment(process.env);
      execFileSync(program(binaries, 'pg_ctl'), ['kill', signal, String(pid)], { windowsHide: true, env });
    }
  } catch {
    // it has ended meanwhile
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
