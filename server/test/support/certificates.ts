import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates of two authorities, for TLS tests. */
export interface Certificates {
  readonly folder: string;
  path(name: string): string;
  pem(name: string): string;
  remove(): void;
}

/**
 * Creates, by `openssl`, the certificates of two authorities, `ca.pem` and `other.pem`, and two certificates signed by the
 * first one: `own.pem` for 127.0.0.1 and `named.pem` for localhost. Each has its `.key`.
 */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'hub-tls-'));
  chmodSync(folder, 0o755);
  const make = (name: string, subject: string, ...more: string[]) => {
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', `${name}.key`, '-out', `${name}.pem`];
    execFileSync('openssl', ['req', '-x509', ...key, '-subj', `/CN=${subject}`, ...more], {
      cwd: folder,
      stdio: 'pipe',
    });
  };
  make('ca', 'Test CA');
  make('other', 'Other CA');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key'];
  make('own', '127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', ...signed);
  make('named', 'localhost', '-addext', 'subjectAltName=DNS:localhost', ...signed);
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    pem: (name) => readFileSync(path(name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
