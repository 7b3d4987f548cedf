import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As whom a server runs that needs no rights. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A folder that only its server can look into. */
export interface PrivateFolder {
  readonly path: string;
  /** Undefined when we are not root, and so are nobody special. */
  readonly account: Account | undefined;
  readonly remove: () => void;
}

/** Makes a folder for a server, and chooses whom it runs as: never as root. */
export function makePrivateFolder(purpose: string): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), `smart-hub-${purpose}-`));
  const account = process.getuid?.() === 0 ? nobody() : undefined;
  if (account) chownSync(path, account.uid, account.gid);
  return { path, account, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function nobody(): Account | undefined {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
}
