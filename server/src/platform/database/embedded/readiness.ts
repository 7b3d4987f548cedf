import type { ChildProcess } from 'node:child_process';
import { closeSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../startup-error.js';
import { database, username } from './cluster.js';
import { explainLog } from './failures.js';
import { openLog, readLog } from './log.js';
import { findPostmaster, immediateShutdown, launch, type LaunchPlan, type Postmaster, shutDown } from './postmaster.js';
import type { Site } from './site.js';

/** A postmaster that accepts connections, and a connection to it. The connection ends when the postmaster ends. */
export interface ReadyPostmaster {
  readonly postmaster: Postmaster;
  readonly client: pg.Client;
}

interface LaunchAttempt {
  readonly child: ChildProcess;
  readonly logStart: number;
}

/**
 * Waits until a postmaster accepts connections: a running one (which outlived its server, or is still starting), or a
 * new one. On failure, no postmaster that this function has spawned keeps running.
 *
 * @throws StartupError when PostgreSQL cannot be started, or takes longer than `timeoutMs`
 */
export async function bringUp(plan: LaunchPlan, timeoutMs: number, signal: AbortSignal): Promise<ReadyPostmaster> {
  const deadline = performance.now() + timeoutMs;
  let attempt: LaunchAttempt | undefined;
  try {
    for (;;) {
      const postmaster = findPostmaster(plan.site.cluster);
      const client = postmaster && (await tryToConnect(plan, deadline - performance.now()));
      if (client) return { postmaster, client };
      const isLate = performance.now() > deadline;
      if (attempt && hasEnded(attempt)) throwUnlessTransient(attempt, plan.site, isLate);
      if (isLate) throw notReadyInTime(plan.site, timeoutMs);
      signal.throwIfAborted();
      if (!postmaster && (!attempt || hasEnded(attempt))) attempt = startAttempt(plan);
      await delay(15);
    }
  } catch (error) {
    await abandon(plan, attempt);
    throw error;
  }
}

/** Reads the password of the cluster, which is used on Windows only. */
export function readPassword(site: Site): string | undefined {
  return process.platform === 'win32' ? readFileSync(site.passwordFile, 'utf8') : undefined;
}

async function tryToConnect(plan: LaunchPlan, remainingMs: number): Promise<pg.Client | undefined> {
  const { endpoint, site } = plan;
  const connectionTimeoutMillis = Math.max(1, Math.min(5000, remainingMs)); // at least 1, because 0 would disable the limit
  const login = { user: username, password: readPassword(site), database: 'postgres' };
  const client = new pg.Client({ ...endpoint, ...login, connectionTimeoutMillis });
  client.on('error', () => {}); // nothing to do here: the event `end` follows
  try {
    await client.connect();
    await checkServer(client, plan);
    await createDatabase(client);
    return client;
  } catch (error) {
    await client.end();
    if (error instanceof StartupError) throw error;
    if (error instanceof pg.DatabaseError && !isTemporary(error))
      throw explainLog(error.message, site.home, site.logFile);
    return undefined;
  }
}

// Whether PostgreSQL is starting up or shutting down, or has no free connection yet. Every other error of PostgreSQL
// itself is permanent.
function isTemporary({ code }: pg.DatabaseError): boolean {
  return code === '53300' || code?.startsWith('57') === true;
}

async function checkServer(client: pg.Client, { site, endpoint }: LaunchPlan): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  if (resolve(rows[0]!.data_directory) === site.cluster) return;
  throw new StartupError(`Another PostgreSQL listens at ${endpoint.host}, port ${endpoint.port}: stop it.`);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0) await client.query(`create database ${database}`);
}

function startAttempt(plan: LaunchPlan): LaunchAttempt {
  const log = openLog(plan.site.logFile);
  const child = launch(plan, log);
  closeSync(log.fd);
  return { child, logStart: log.start };
}

function hasEnded({ child }: LaunchAttempt): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function throwUnlessTransient(attempt: LaunchAttempt, site: Site, isLate: boolean): void {
  const log = readLog(site.logFile, attempt.logStart);
  if (isLate || !isTransientExit(attempt.child, log)) throw explainLog(log, site.home, site.logFile);
}

// Whether another attempt may succeed. Either another process stopped or killed the postmaster, which does not mean
// that the data is damaged; or backends of an earlier postmaster, which was killed, still run for a moment, and a new
// postmaster refuses to start until they end.
function isTransientExit({ exitCode, signalCode }: ChildProcess, log: string): boolean {
  return exitCode === 0 || signalCode === 'SIGKILL' || log.includes('pre-existing shared memory block');
}

async function abandon(plan: LaunchPlan, attempt: LaunchAttempt | undefined): Promise<void> {
  if (!attempt || hasEnded(attempt)) return;
  const postmaster = findPostmaster(plan.site.cluster);
  if (postmaster) await shutDown(plan.binaries, postmaster, immediateShutdown); // immediate, because with damaged data a fast shutdown may never finish
  else attempt.child.kill('SIGKILL'); // the postmaster has not written its pid file yet
}

function notReadyInTime(site: Site, timeoutMs: number): StartupError {
  return new StartupError(
    `PostgreSQL in ${site.home} did not become ready within ${timeoutMs / 1000} seconds: find out what keeps it busy in ${site.logFile}, and start again.`,
  );
}
