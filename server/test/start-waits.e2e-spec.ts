import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { DatabaseProxy } from './support/database-proxy.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { register } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, pollUntil } from './support/installation.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

jest.setTimeout(180_000);

let installation: Installation;
let database: DatabaseKeys;
let proxy: DatabaseProxy | undefined;
let postgres: TestPostgres | undefined;

beforeEach(async () => {
  installation = new Installation();
  database = await createDatabase();
});

afterEach(async () => {
  await installation.remove();
  proxy?.close();
  proxy = undefined;
  await postgres?.stop();
  postgres = undefined;
  await dropDatabase(database);
});

/** Returns a port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Returns the environment variables with which a process connects to its database at a port. */
function keysAt(port: number, wait = '600'): Record<string, string> {
  const { DB_USERNAME, DB_PASSWORD, DB_NAME } = database;
  return { DB_USERNAME, DB_PASSWORD, DB_NAME, DB_HOST: '127.0.0.1', DB_PORT: String(port), DB_WAIT: wait };
}

const unreachableMessage = (port: number) =>
  `Nothing answers at 127.0.0.1:${port}: start PostgreSQL there, or change DB_HOST and DB_PORT.`;

/** Resolves when the process has printed that it waits for its database. */
async function untilWaiting(started: HubProcess): Promise<void> {
  await pollUntil('the process waits', () => {
    if (started.hasEnded) throw new Error(`The process ended instead: ${started.stdout}${started.stderr}`);
    return started.stdout.includes('Waiting');
  });
}

describe('a server that is started before its database', () => {
  it('prints what it waits for and for how long, prints when the database is available, and then serves', async () => {
    const port = await freePort();
    const hub = installation.start(keysAt(port));
    await untilWaiting(hub);
    expect(hub.stdout).toBe(`${unreachableMessage(port)} Waiting for it for up to 600 s.\n`);

    proxy = await DatabaseProxy.to(database, port);

    await register({ url: await hub.ready() }, 'Ana');
    expect(hub.stdout.match(/Waiting/g)).toHaveLength(1);
    expect(hub.stdout).toContain(`PostgreSQL at 127.0.0.1:${port} is available now.\n`);
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(hub.stderr).toBe('');
  });

  it('also waits while connections are cut off, and while the database has no connection left', async () => {
    proxy = await DatabaseProxy.to(database);
    proxy.interrupt();
    const hub = installation.start(keysAt(proxy.keys.DB_PORT));
    await untilWaiting(hub);
    proxy.restore();
    await hub.ready();

    postgres = await startPostgres();
    await postgres.query('create role late login connection limit 0');
    await postgres.query('grant all on schema public to late');
    const other = installation.start({ ...postgres.keys, DB_USERNAME: 'late', DB_WAIT: '600' });
    await untilWaiting(other);
    expect(other.stdout).toMatch(/has no connection left .*too many connections/);
    await postgres.query('alter role late connection limit -1');
    await other.ready();

    for (const started of [hub, other]) {
      started.kill('SIGTERM');
      expect(await started.exit()).toEqual(CLEAN_EXIT);
    }
  });

  it('gives up after DB_WAIT, with the same error as a server that does not wait', async () => {
    const port = await freePort();
    for (const started of [installation.start(keysAt(port, '1')), installation.migrate(['run'], keysAt(port, '1'))]) {
      expect(await started.exit()).toEqual({ code: 1, signal: null });
      expect(started.stdout).toBe(`${unreachableMessage(port)} Waiting for it for up to 1 s.\n`);
      expect(started.stderr.trim()).toBe(unreachableMessage(port));
    }
  });

  it('fails at once on an error that waiting cannot resolve, even if it is already waiting', async () => {
    proxy = await DatabaseProxy.to({ ...database, DB_NAME: 'nowhere' });
    proxy.interrupt();
    const hub = installation.start({ ...keysAt(proxy.keys.DB_PORT), DB_NAME: 'nowhere' });
    await untilWaiting(hub);

    proxy.restore();

    expect(await hub.exit()).toEqual({ code: 1, signal: null });
    expect(hub.stderr.trim()).toMatch(/has no database "nowhere": create it, or set DB_NAME\.$/);
  });

  it('stops on a signal while it waits, even during an attempt to connect, and leaves no process running', async () => {
    const port = await freePort();
    const waiting = installation.start(keysAt(port));
    await untilWaiting(waiting);
    waiting.kill('SIGTERM');
    expect(await waiting.exit()).toEqual(CLEAN_EXIT);
    expect(waiting.stderr).toBe('');

    // Accepts connections and never responds.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const connected = once(silent, 'connection');
    const attempting = installation.start(keysAt((silent.address() as AddressInfo).port));
    const [socket] = await connected;
    const closed = once(socket.resume(), 'close');
    attempting.killGroup('SIGINT');
    expect(await attempting.exit()).toEqual(CLEAN_EXIT);
    expect(attempting.stderr).toBe('');
    await closed;
    silent.close();
    expect(installation.runningProcesses()).toEqual([]);
  });
});

describe('migration:run that is started before its database', () => {
  it('waits for the database, and fails when it is interrupted', async () => {
    const port = await freePort();
    const interrupted = installation.migrate(['run'], keysAt(port));
    await untilWaiting(interrupted);
    interrupted.kill('SIGTERM');
    expect(await interrupted.exit()).toEqual({ code: 1, signal: null });

    const migrated = installation.migrate(['run'], keysAt(port));
    await untilWaiting(migrated);
    proxy = await DatabaseProxy.to(database, port);
    expect(await migrated.exit()).toEqual(CLEAN_EXIT);
    expect(migrated.stdout).toMatch(/The schema is up to date\.\n$/);
  });
});
