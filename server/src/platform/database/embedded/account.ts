import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { StartupError } from '../../startup-error.js';
import { postgresEnvironment } from './environment.js';

/** The unprivileged user as which PostgreSQL runs when this process runs as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Chooses the user as which PostgreSQL runs, because it refuses to run as root. Returns undefined, for the user of this
 * process, unless that user is root. For root, returns the owner of an existing cluster, so that root and the ordinary
 * user who created it can both start it; or, without a cluster, `postgres` or `nobody`.
 */
export function chooseAccount(clusters: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parsePasswd(readFileSync('/etc/passwd', 'utf8'));
  const owners = clusters.map((cluster) => lstatSync(cluster, { throwIfNoEntry: false })?.uid);
  const account =
    accounts.find(({ uid }) => owners.includes(uid)) ??
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody');
  if (account) return account;
  throw new StartupError(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" to run it as: ' +
      'start as an ordinary user, or set DB_HOST to a PostgreSQL of your own.',
  );
}

/**
 * Returns the users of a password file, except root. Only these can be used, because initdb refuses a uid that is not
 * in the file.
 */
export function parsePasswd(text: string): Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7 && Number(fields[2]) !== 0)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Whether the account may enter a folder. Tested by entering it, because access lists and mount options matter as well.
 */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  const options = { ...spawnOptions(account), cwd: '/', stdio: 'ignore' } as const;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], options).status === 0;
}

/** The options of `spawn` that all PostgreSQL programs share. */
interface SpawnOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly detached: true;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Returns the options with which PostgreSQL's programs are spawned: as their own user, without the secrets of this
 * process, and in a separate session. Ctrl-C in the terminal must reach only the server, which stops the programs in
 * order: a program that got the signal first would look as if it had failed.
 */
export function spawnOptions(account: Account | undefined): SpawnOptions {
  const options = { detached: true, env: postgresEnvironment(process.env) } as const;
  return account ? { uid: account.uid, gid: account.gid, ...options } : options;
}
