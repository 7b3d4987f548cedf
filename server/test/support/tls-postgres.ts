import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseAccount, spawnOptions } from '../../src/platform/database/embedded/account.js';
import { prepareBinaries, program } from '../../src/platform/database/embedded/binaries.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import type { Certificates } from './certificates.js';
import { workspace } from './installation.js';
import { WAIT_TIMEOUT_MS } from './wait-timeout.js';
import { EMBEDDED_DATABASE } from './postgres.js';
import { freePort } from './redis.js';

/** A PostgreSQL that listens on TCP, as external servers do. */
export interface TlsPostgres {
  /** The configuration keys with which a hub connects to this PostgreSQL, except the keys for TLS. */
  readonly keys: Record<string, string>;
  stop(): Promise<void>;
}

interface Options {
  readonly certificates: Certificates;
  /** The server certificate; without it, TLS is off. */
  readonly certificate?: 'own' | 'named';
  /** Whether PostgreSQL refuses connections without TLS. */
  readonly requiresTls?: boolean;
}

/** Starts the embedded PostgreSQL's programs, on a new cluster, as a TCP server with or without TLS. */
export async function startTlsPostgres({
  certificates,
  certificate,
  requiresTls = false,
}: Options): Promise<TlsPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-tls-postgres-'));
  chmodSync(folder, 0o711);
  const packageRoot = join(workspace, 'server');
  const created = await startEmbeddedPostgres({ dataDir: folder, packageRoot, settings: { fsync: 'off' } });
  await created.stop();
  const account = chooseAccount([created.dataDir]);
  const binaries = prepareBinaries(packageRoot, account ? '/var/lib/smart-hub' : folder, account);

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off' };
  const tls: Record<string, string> = {};
  if (certificate) {
    tls['ssl'] = 'on';
    tls['ssl_cert_file'] = join(created.dataDir, 'own.pem');
    tls['ssl_key_file'] = join(created.dataDir, 'own.key');
    for (const kind of ['pem', 'key']) {
      const copy = join(created.dataDir, `own.${kind}`);
      copyFileSync(certificates.path(`${certificate}.${kind}`), copy);
      chmodSync(copy, 0o600);
      if (account) chownSync(copy, account.uid, account.gid);
    }
  }
  const access = join(created.dataDir, 'pg_hba.conf');
  writeFileSync(
    access,
    `${requiresTls ? 'hostssl' : 'host'} all all 127.0.0.1/32 trust\n${readFileSync(access, 'utf8')}`,
  );

  const options = Object.entries({ ...settings, ...tls }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(binaries, 'postgres'), ['-D', created.dataDir, ...options], {
    ...spawnOptions(account),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let written = '';
  const ready = new Promise<void>((done, fail) => {
    child.on('error', fail);
    child.on('exit', () => fail(new Error(`PostgreSQL ended: ${written}`)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      if (written.includes('ready to accept connections')) done();
    });
  });
  const timedOut = delay(WAIT_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`PostgreSQL is not ready: ${written}`);
  });
  await Promise.race([ready, timedOut]);
  return {
    keys: {
      DB_HOST: '127.0.0.1',
      DB_PORT: `${port}`,
      DB_USERNAME: 'hub',
      DB_PASSWORD: 'none',
      DB_NAME: EMBEDDED_DATABASE,
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
