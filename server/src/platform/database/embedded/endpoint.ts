import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Account } from './account.js';
import type { Site } from './site.js';

/**
 * Where clients connect: the folder of the Unix socket, or on Windows an address. The port is also part of the socket's
 * file name.
 */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const MAX_SOCKET_PATH_BYTES = 103; // the limit of macOS; Linux allows 107

/** Returns the path of the socket's file. */
export function socketFile({ host, port }: Endpoint): string {
  return join(host, `.s.PGSQL.${port}`);
}

/**
 * Chooses where PostgreSQL listens.
 *
 * @param recorded the endpoint in postmaster.pid, a file that remains when PostgreSQL is killed. A socket folder with a
 *   random name can be found again only through this file
 */
export async function chooseEndpoint(site: Site, recorded: Endpoint | undefined): Promise<Endpoint> {
  if (process.platform === 'win32') return recorded ?? { host: '127.0.0.1', port: await findFreePort() };
  if (recorded && isPrivate(recorded.host, site.account)) return recorded;
  const inHome = { host: join(site.home, 'postgres.socket'), port: 5432 };
  if (Buffer.byteLength(socketFile(inHome)) <= MAX_SOCKET_PATH_BYTES)
    return { ...inHome, host: makePrivate(inHome.host, site.account) };
  // `mkdtemp` creates a new folder with a random name or fails, so that no other user can have prepared the folder.
  return { ...inHome, host: makePrivate(mkdtempSync('/tmp/smart-hub-'), site.account) };
}

/**
 * Removes the socket and lock files of a PostgreSQL that has ended. The pid in the lock file may belong to an unrelated
 * process by now.
 */
export function clearSocket(endpoint: Endpoint): void {
  if (process.platform === 'win32') return;
  rmSync(socketFile(endpoint), { force: true });
  rmSync(`${socketFile(endpoint)}.lock`, { force: true });
}

/** Removes the socket's folder if it is in /tmp. Call it after PostgreSQL has stopped. */
export function removeTemporary({ host }: Endpoint): void {
  if (dirname(host) === '/tmp') rmdirSync(host);
}

function makePrivate(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

function isPrivate(folder: string, account: Account | undefined): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return !!stat?.isDirectory() && (stat.mode & 0o077) === 0 && stat.uid === (account?.uid ?? process.getuid?.());
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
