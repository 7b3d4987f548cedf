import type { ChildProcess } from 'node:child_process';
import { closeSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../startup-error.js';
import { database, username } from './cluster.js';
import { explainLog } from './failures.js';
import { openLog, readLog } from './log.js';
import { findPostmaster, hurried, launch, type Plan, type Postmaster, shutDown } from './postmaster.js';
import type { Site } from './site.js';

/** A postmaster that answers, and our connection to it, which ends when it does. */
export interface Ready {
  readonly postmaster: Postmaster;
  readonly client: pg.Client;
}

interface Attempt {
  readonly child: ChildProcess;
  readonly logStart: number;
}

/**
 * Makes a postmaster answer: the one that runs, if one does (it outlived its server, or is on its way), or a new one.
 * Throws a StartupError if it cannot or takes longer than `timeoutMs`, and leaves none behind that it has spawned.
 */
export async function bringUp(plan: Plan, timeoutMs: number, signal: AbortSignal): Promise<Ready> {
  const deadline = performance.now() + timeoutMs;
  let attempt: Attempt | undefined;
  try {
    for (;;) {
      const postmaster = findPostmaster(plan.site.cluster);
      const client = postmaster && (await tryToConnect(plan, deadline - performance.now()));
      if (client) return { postmaster, client };
      const late = performance.now() > deadline;
      if (attempt && hasEnded(attempt)) throwUnlessPassing(attempt, plan.site, late);
      if (late) throw tooSlow(plan.site, timeoutMs);
      signal.throwIfAborted();
      if (!postmaster && (!attempt || hasEnded(attempt))) attempt = begin(plan);
      await delay(15);
    }
  } catch (error) {
    await abandon(plan, attempt);
    throw error;
  }
}

/** Reads the password of the cluster, which only Windows has. */
export function readPassword(site: Site): string | undefined {
  return process.platform === 'win32' ? readFileSync(site.passwordFile, 'utf8') : undefined;
}

async function tryToConnect(plan: Plan, remainingMs: number): Promise<pg.Client | undefined> {
  const { endpoint, site } = plan;
  const connectionTimeoutMillis = Math.max(1, Math.min(5000, remainingMs)); // 0 would be for ever
  const login = { user: username, password: readPassword(site), database: 'postgres' };
  const client = new pg.Client({ ...endpoint, ...login, connectionTimeoutMillis });
  client.on('error', () => {}); // its `end` follows
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

// Starting up or shutting down; no connection left for us yet. Anything else that PostgreSQL itself says is final.
function isTemporary({ code }: pg.DatabaseError): boolean {
  return code === '53300' || code?.startsWith('57') === true;
}

async function checkServer(client: pg.Client, { site, endpoint }: Plan): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  if (resolve(rows[0]!.data_directory) === site.cluster) return;
  throw new StartupError(`Another PostgreSQL listens at ${endpoint.host}, port ${endpoint.port}: stop it.`);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0) await client.query(`create database ${database}`);
}

function begin(plan: Plan): Attempt {
  const log = openLog(plan.site.logFile);
  const child = launch(plan, log);
  closeSync(log.fd);
  return { child, logStart: log.start };
}

function hasEnded({ child }: Attempt): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function throwUnlessPassing(attempt: Attempt, site: Site, late: boolean): void {
  const log = readLog(site.logFile, attempt.logStart);
  if (late || !isPassing(attempt.child, log)) throw explainLog(log, site.home, site.logFile);
}

// Stopped or killed by somebody, which says nothing about the data; or the backends of a killed postmaster have not noticed
// yet, which takes moments, and until then the next one refuses to start.
function isPassing({ exitCode, signalCode }: ChildProcess, log: string): boolean {
  return exitCode === 0 || signalCode === 'SIGKILL' || log.includes('pre-existing shared memory block');
}

async function abandon(plan: Plan, attempt: Attempt | undefined): Promise<void> {
  if (!attempt || hasEnded(attempt)) return;
  const postmaster = findPostmaster(plan.site.cluster);
  if (postmaster) await shutDown(plan.binaries, postmaster, hurried); // a damaged one may never finish a fast shutdown
  else attempt.child.kill('SIGKILL'); // it has not begun
}

function tooSlow(site: Site, timeoutMs: number): StartupError {
  return new StartupError(
    `PostgreSQL in ${site.home} did not become ready within ${timeoutMs / 1000} seconds: look at what keeps it busy, and start again; see ${site.logFile}.`,
  );
}
