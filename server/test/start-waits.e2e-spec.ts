import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { DatabaseProxy } from './support/database-proxy.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { register } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, pollUntil } from './support/installation.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

jest.setTimeout(180_000);

let here: Installation;
let database: DatabaseKeys;
let proxy: DatabaseProxy | undefined;
let postgres: TestPostgres | undefined;

beforeEach(async () => {
  here = new Installation();
  database = await createDatabase();
});

afterEach(async () => {
  await here.remove();
  proxy?.close();
  proxy = undefined;
  await postgres?.stop();
  postgres = undefined;
  await dropDatabase(database);
});

/** A port on which nothing listens yet. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** How the database is reached at a port, as the environment says it. */
function keysAt(port: number, wait = '600'): Record<string, string> {
  const { DB_USERNAME, DB_PASSWORD, DB_NAME } = database;
  return { DB_USERNAME, DB_PASSWORD, DB_NAME, DB_HOST: '127.0.0.1', DB_PORT: String(port), DB_WAIT: wait };
}

const nothingAt = (port: number) =>
  `Nothing answers at 127.0.0.1:${port}: start PostgreSQL there, or change DB_HOST and DB_PORT.`;

/** Resolves when it has said that it waits. */
async function waits(started: HubProcess): Promise<void> {
  await pollUntil('it waits', () => {
    if (started.hasEnded) throw new Error(`It ended instead: ${started.stdout}${started.stderr}`);
    return started.stdout.includes('Waiting');
  });
}

describe('a server that is started before its database', () => {
  it('says what it waits for and for how long, says when it is there, and serves', async () => {
    const port = await freePort();
    const hub = here.start(keysAt(port));
    await waits(hub);
    expect(hub.stdout).toBe(`${nothingAt(port)} Waiting for it for up to 600 s.\n`);

    proxy = await DatabaseProxy.to(database, port);

    await register({ url: await hub.ready() }, 'Ana');
    expect(hub.stdout.match(/Waiting/g)).toHaveLength(1);
    expect(hub.stdout).toContain(`PostgreSQL at 127.0.0.1:${port} is available now.\n`);
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(hub.stderr).toBe('');
  });

  it('waits as well while connections are cut, and while there are too many', async () => {
    proxy = await DatabaseProxy.to(database);
    proxy.interrupt();
    const hub = here.start(keysAt(proxy.keys.DB_PORT));
    await waits(hub);
    proxy.restore();
    await hub.ready();

    postgres = await startPostgres();
    await postgres.query('create role late login connection limit 0');
    await postgres.query('grant all on schema public to late');
    const other = here.start({ ...postgres.keys, DB_USERNAME: 'late', DB_WAIT: '600' });
    await waits(other);
    expect(other.stdout).toMatch(/has no connection left .*too many connections/);
    await postgres.query('alter role late connection limit -1');
    await other.ready();

    for (const started of [hub, other]) {
      started.kill('SIGTERM');
      expect(await started.exit()).toEqual(CLEAN_EXIT);
    }
  });

  it('gives up when the time is over, with the sentence of a server that does not wait', async () => {
    const port = await freePort();
    for (const started of [here.start(keysAt(port, '1')), here.migrate(['run'], keysAt(port, '1'))]) {
      expect(await started.exit()).toEqual({ code: 1, signal: null });
      expect(started.stdout).toBe(`${nothingAt(port)} Waiting for it for up to 1 s.\n`);
      expect(started.stderr.trim()).toBe(nothingAt(port));
    }
  });

  it('refuses at once what no wait can mend, also in the middle of one', async () => {
    proxy = await DatabaseProxy.to({ ...database, DB_NAME: 'nowhere' });
    proxy.interrupt();
    const hub = here.start({ ...keysAt(proxy.keys.DB_PORT), DB_NAME: 'nowhere' });
    await waits(hub);

    proxy.restore();

    expect(await hub.exit()).toEqual({ code: 1, signal: null });
    expect(hub.stderr.trim()).toMatch(/has no database "nowhere": create it, or set DB_NAME\.$/);
  });

  it('stops on a signal while it waits, also in the middle of an attempt, and leaves nothing behind', async () => {
    const port = await freePort();
    const between = here.start(keysAt(port));
    await waits(between);
    between.kill('SIGTERM');
    expect(await between.exit()).toEqual(CLEAN_EXIT);
    expect(between.stderr).toBe('');

    // Takes connections and never says a word.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const connected = once(silent, 'connection');
    const attempting = here.start(keysAt((silent.address() as AddressInfo).port));
    const [socket] = await connected;
    const closed = once(socket.resume(), 'close');
    attempting.killGroup('SIGINT');
    expect(await attempting.exit()).toEqual(CLEAN_EXIT);
    expect(attempting.stderr).toBe('');
    await closed;
    silent.close();
    expect(here.runningProcesses()).toEqual([]);
  });
});

describe('migration:run before its database', () => {
  it('waits for it, and fails when it is interrupted', async () => {
    const port = await freePort();
    const interrupted = here.migrate(['run'], keysAt(port));
    await waits(interrupted);
    interrupted.kill('SIGTERM');
    expect(await interrupted.exit()).toEqual({ code: 1, signal: null });

    const migrated = here.migrate(['run'], keysAt(port));
    await waits(migrated);
    proxy = await DatabaseProxy.to(database, port);
    expect(await migrated.exit()).toEqual(CLEAN_EXIT);
    expect(migrated.stdout).toMatch(/The schema is up to date\.\n$/);
  });
});
