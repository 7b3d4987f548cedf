import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A system account, by its numeric ids, to run a server without privileges. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A folder that only one server can access. */
export interface PrivateFolder {
  readonly path: string;
  /**
   * The account that the server runs as, if this process runs as root. Otherwise undefined: the server runs as the same
   * user as this process.
   */
  readonly account: Account | undefined;
  readonly remove: () => void;
}

/**
 * Creates a folder for a server, and selects the account that the server runs as, so that the server does not run as
 * root.
 */
export function makePrivateFolder(purpose: string): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), `smart-hub-${purpose}-`));
  const account = process.getuid?.() === 0 ? findNobodyAccount() : undefined;
  if (account) chownSync(path, account.uid, account.gid);
  return { path, account, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function findNobodyAccount(): Account | undefined {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
}
