import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../../startup-error.js';
import { type Account, canEnter, chooseAccount } from './account.js';

/** The files of one embedded PostgreSQL, and the user as which it runs (undefined: the user of this process). */
export interface Site {
  /** the folder that contains all the other files */
  readonly home: string;
  /** PostgreSQL's data directory */
  readonly cluster: string;
  readonly logFile: string;
  /** used on Windows only */
  readonly passwordFile: string;
  readonly account: Account | undefined;
}

/**
 * Chooses the home of the cluster: the data folder or, if PostgreSQL's unprivileged user cannot enter the data folder,
 * a folder under `fallback` that is named after a hash of the path of the data folder. If one of the two folders
 * contains a cluster, that cluster is used, and no new one is created in the other folder.
 * @param dataDir must exist and be free of symbolic links, so that its path is unique
 */
export function chooseSite(dataDir: string, fallback: string): Site {
  const elsewhere = join(fallback, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const account = chooseAccount([clusterIn(dataDir), clusterIn(elsewhere)]);
  if (existsSync(clusterIn(dataDir))) return describe(requireEntry(dataDir, account), account);
  const home = existsSync(clusterIn(elsewhere)) || !canEnter(account, dataDir) ? elsewhere : dataDir;
  makeFolder(home);
  return describe(requireEntry(home, account), account);
}

/**
 * Creates a folder and its parents. Other users may pass through the created folders, as PostgreSQL's user must, but
 * not list them.
 */
export function makeFolder(path: string): string {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o711); // not in `mkdir`, because the umask would limit the mode
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
