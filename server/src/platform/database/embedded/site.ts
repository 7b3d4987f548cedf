import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { type Account, canEnter, chooseAccount } from './account.js';

/** Where one embedded PostgreSQL lives, and as whom it runs (undefined: as ourselves). */
export interface Site {
  readonly home: string;
  /** PostgreSQL's own data folder */
  readonly cluster: string;
  readonly logFile: string;
  /** on Windows only */
  readonly passwordFile: string;
  readonly account: Account | undefined;
}

/**
 * Chooses the home of the cluster: the data folder, or, if that lies where PostgreSQL's unprivileged user may not go, a folder
 * named after it under `fallback`. A cluster that exists in one of them is never passed over for a new one in the other.
 * @param dataDir existing, and free of symbolic links, so that it has one name
 */
export function chooseSite(dataDir: string, fallback: string): Site {
  const elsewhere = join(fallback, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const account = chooseAccount([clusterIn(dataDir), clusterIn(elsewhere)]);
  if (existsSync(clusterIn(dataDir))) return describe(requireEntry(dataDir, account), account);
  const home = existsSync(clusterIn(elsewhere)) || !canEnter(account, dataDir) ? elsewhere : dataDir;
  makeFolder(home);
  return describe(requireEntry(home, account), account);
}

/** Makes a folder and those above it; others may pass through what is made, as PostgreSQL's user must, but not look inside. */
export function makeFolder(path: string): string {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o711); // whatever the umask
  }
  return realpathSync(path);
}

function clusterIn(home: string): string {
  return join(home, 'postgres');
}

function describe(home: string, account: Account | undefined): Site {
  return {
    home,
    cluster: clusterIn(home),
    logFile: join(home, 'postgres.log'),
    passwordFile: join(home, 'postgres.password'),
    account,
  };
}

function requireEntry(home: string, account: Account | undefined): string {
  if (canEnter(account, home)) return home;
  throw new StartupError(
    `PostgreSQL runs as the user "${account?.name}", who may not enter ${home}, where its data is: allow that (chmod o+x on the folder and those above it).`,
  );
}
