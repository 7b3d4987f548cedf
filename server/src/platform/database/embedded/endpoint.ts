import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Account } from './account.js';
import type { Site } from './site.js';

/** Where clients connect: the folder of the Unix socket, or on Windows an address; the port names the socket, too. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const longest = 103; // bytes that a socket's path may have on macOS; Linux allows 107

/** The file of the socket. */
export function socketFile({ host, port }: Endpoint): string {
  return join(host, `.s.PGSQL.${port}`);
}

/**
 * Chooses where PostgreSQL listens. `recorded` is what its postmaster.pid says, or said when it was killed: that record is how
 * a folder with a random name is found again.
 */
export async function chooseEndpoint(site: Site, recorded: Endpoint | undefined): Promise<Endpoint> {
  if (process.platform === 'win32') return recorded ?? { host: '127.0.0.1', port: await findFreePort() };
  if (recorded && isPrivate(recorded.host, site.account)) return recorded;
  const beside = { host: join(site.home, 'postgres.socket'), port: 5432 };
  if (Buffer.byteLength(socketFile(beside)) <= longest)
    return { ...beside, host: makePrivate(beside.host, site.account) };
  // Random, and made by us or not at all: nobody can have put a folder of theirs in its place.
  return { ...beside, host: makePrivate(mkdtempSync('/tmp/smart-hub-'), site.account) };
}

/** Removes what a PostgreSQL that is gone left of its socket: its lock may name a process that now is somebody else. */
export function clearSocket(endpoint: Endpoint): void {
  if (process.platform === 'win32') return;
  rmSync(socketFile(endpoint), { force: true });
  rmSync(`${socketFile(endpoint)}.lock`, { force: true });
}

/** Removes a socket's folder in the shared temporary folder after PostgreSQL has stopped. */
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
