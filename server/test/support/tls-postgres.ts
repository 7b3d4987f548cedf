import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseAccount, spawnedFor } from '../../src/platform/database/embedded/account.js';
import { prepareBinaries, program } from '../../src/platform/database/embedded/binaries.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import type { Certificates } from './certificates.js';
import { workspace } from './installation.js';
import { PATIENCE_MS } from './patience.js';
import { EMBEDDED } from './postgres.js';
import { freePort } from './redis.js';

/** A PostgreSQL that is reached by TCP, as those of others are. */
export interface TlsPostgres {
  /** What the configuration says to reach it, without TLS. */
  readonly keys: Record<string, string>;
  stop(): Promise<void>;
}

interface Options {
  readonly certificates: Certificates;
  /** The certificate it shows; undefined: it speaks no TLS. */
  readonly shows?: 'own' | 'named';
  /** Whether it refuses clients that do without TLS. */
  readonly requires?: boolean;
}

/** Starts the embedded PostgreSQL's programs, on a cluster of their own, as a server of TCP and perhaps TLS. */
export async function startTlsPostgres({ certificates, shows, requires = false }: Options): Promise<TlsPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-tls-postgres-'));
  chmodSync(folder, 0o711);
  const packageRoot = join(workspace, 'server');
  const made = await startEmbeddedPostgres({ dataDir: folder, packageRoot, settings: { fsync: 'off' } });
  await made.stop();
  const account = chooseAccount([made.dataDir]);
  const binaries = prepareBinaries(packageRoot, account ? '/var/lib/smart-hub' : folder, account);

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off' };
  const tls: Record<string, string> = {};
  if (shows) {
    tls['ssl'] = 'on';
    tls['ssl_cert_file'] = join(made.dataDir, 'own.pem');
    tls['ssl_key_file'] = join(made.dataDir, 'own.key');
    for (const kind of ['pem', 'key']) {
      const copy = join(made.dataDir, `own.${kind}`);
      copyFileSync(certificates.path(`${shows}.${kind}`), copy);
      chmodSync(copy, 0o600);
      if (account) chownSync(copy, account.uid, account.gid);
    }
  }
  const access = join(made.dataDir, 'pg_hba.conf');
  writeFileSync(access, `${requires ? 'hostssl' : 'host'} all all 127.0.0.1/32 trust\n${readFileSync(access, 'utf8')}`);

  const options = Object.entries({ ...settings, ...tls }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program(binaries, 'postgres'), ['-D', made.dataDir, ...options], {
    ...spawnedFor(account),
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
  const late = delay(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`PostgreSQL is not ready: ${written}`);
  });
  await Promise.race([ready, late]);
  return {
    keys: { DB_HOST: '127.0.0.1', DB_PORT: `${port}`, DB_USERNAME: 'hub', DB_PASSWORD: 'none', DB_NAME: EMBEDDED },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
