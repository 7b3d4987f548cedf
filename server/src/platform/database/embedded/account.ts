import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { StartupError } from '../../startup-error.js';
import { postgresEnvironment } from './environment.js';

/** The unprivileged user that PostgreSQL runs as when we are root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom PostgreSQL, which refuses to be root, runs as: undefined (ourselves) unless we are root; then the owner of the
 * cluster that is there, so that root and the ordinary user who made it can take turns, or else `postgres` or `nobody`.
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

/** The users of a password file, without root: initdb refuses a uid that is not in it. */
export function parsePasswd(text: string): Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7 && Number(fields[2]) !== 0)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}

/** Whether the account may enter a folder. Tried rather than computed: there are also access lists and mount options. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  const options = { ...spawnedFor(account), cwd: '/', stdio: 'ignore' } as const;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], options).status === 0;
}

/** Options of `spawn` that all of PostgreSQL's programs share. */
interface SpawnedFor {
  readonly uid?: number;
  readonly gid?: number;
  readonly detached: true;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * How PostgreSQL's programs are spawned: as its user, without the secrets of this process, and in a session of their own. Ctrl-C in
 * the terminal is for our server, which stops them in their order; a program that it hit first would look like one that fails.
 */
export function spawnedFor(account: Account | undefined): SpawnedFor {
  const options = { detached: true, env: postgresEnvironment(process.env) } as const;
  return account ? { uid: account.uid, gid: account.gid, ...options } : options;
}
