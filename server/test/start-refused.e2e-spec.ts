import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { register } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, workspace } from './support/installation.js';
import { EMBEDDED_DATABASE, startPostgres, type TestPostgres } from './support/postgres.js';

jest.setTimeout(180_000);

let installation: Installation;

beforeEach(() => {
  installation = new Installation();
});

afterEach(() => installation.remove());

/** Checks that a process ends with exit code 1 and this sentence as its only output, without a stack. */
async function expectRefusal(started: HubProcess, sentence: string | RegExp): Promise<void> {
  const exit = await started.exit();
  expect(started.stderr.trim()).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  expect(started.stdout).toBe('');
  expect(exit).toEqual({ code: 1, signal: null });
}

async function listenOnFreePort(): Promise<{ port: number; close(): Promise<unknown> }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => accepted.push(socket));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const close = () => {
    for (const socket of accepted) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('the error of a start that cannot succeed', () => {
  it('names the other server that runs on the same data folder', async () => {
    const first = installation.start();
    await first.ready();
    await expectRefusal(
      installation.start(),
      `Another server (process ${first.pid}) is running on the data folder ${installation.dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
    await expectRefusal(installation.migrate(['run']), new RegExp(`^Another server \\(process ${first.pid}\\)`));
    first.kill('SIGTERM');
    expect(await first.exit()).toEqual(CLEAN_EXIT);
  });

  it('says that the port is taken', async () => {
    const taken = await listenOnFreePort();
    await expectRefusal(
      installation.start({ PORT: String(taken.port) }),
      `Port ${taken.port} is taken: stop what listens there, or set PORT to another.`,
    );
    expect(installation.runningProcesses()).toEqual([]);
    await taken.close();
  });

  it('says that HOST is not an address of this machine', async () => {
    for (const host of ['192.0.2.1', 'nohost.invalid', 'not an address']) {
      await expectRefusal(
        installation.start({ HOST: host }),
        `HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`,
      );
    }
  });

  it('says that the data is damaged, or that the schema is newer than the server', async () => {
    const migrated = installation.migrate(['run']);
    expect(await migrated.exit()).toEqual(CLEAN_EXIT);
    const first = installation.start();
    await first.ready();
    const database = await installation.connect();
    await database.query(`insert into migrations (timestamp, name) values (1, 'Later4102444800000')`);
    await database.end();
    first.kill('SIGTERM');
    expect(await first.exit()).toEqual(CLEAN_EXIT);

    await expectRefusal(
      installation.start(),
      /^The schema of the database is newer .* does not know Later4102444800000: run/,
    );
    expect(installation.runningProcesses()).toEqual([]);

    writeFileSync(join(installation.dataDir, 'postgres/global/pg_control'), 'damaged');
    await expectRefusal(
      installation.start(),
      /^The PostgreSQL data in .* is damaged: restore .*see .*postgres\.log\.$/,
    );
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('says that the file of the token secret is damaged', async () => {
    expect(await installation.migrate(['run']).exit()).toEqual(CLEAN_EXIT);
    writeFileSync(join(installation.dataDir, 'jwt-secret'), '');
    await expectRefusal(installation.start(), /^The secret for tokens in .*jwt-secret is damaged: remove the file/);
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('says that the data folder cannot be written', async () => {
    // Not even root can create this folder.
    const dataDir = process.platform === 'linux' ? '/sys/hub' : '/hub';
    await expectRefusal(
      installation.start({ DATA_DIR: dataDir }),
      new RegExp(`^The folder ${dataDir} cannot be written: give it`),
    );
    writeFileSync(join(installation.folder, 'file'), '');
    await expectRefusal(
      installation.start({ DATA_DIR: 'file' }),
      /^There is a file where the folder .*file should be: move it/,
    );
  });

  it('names every invalid key of the configuration', async () => {
    await expectRefusal(
      installation.start({
        NODE_ENV: 'production',
        PORT: 'http',
        DB_PORT: '0',
        CORS_ORIGINS: 'example.com',
        LOG_LEVEL: 'loud',
      }),
      [
        'The configuration is not valid:',
        '  PORT must be a number',
        '  CORS_ORIGINS must be origins such as https://example.com, separated by commas; "example.com" is not one',
        '  LOG_LEVEL must be silent, fatal, error, warn, info, debug or trace',
        '  DB_PORT must be at least 1',
        '  JWT_SECRET is required in production: choose one with `openssl rand -base64 32`',
        '  DB_HOST is required in production: the embedded database is for development only',
      ].join('\n'),
    );
  });

  it('names the development values of .env with start:prod, although start accepts them', async () => {
    const env =
      'NODE_ENV="development"\nPORT=0\nDB_NAME=nest_db\nJWT_SECRET="some_secret"\nOPENAI_API_KEY=your_openai_key_here\n';
    writeFileSync(join(installation.folder, '.env'), env);
    const { scripts } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const script = scripts['start:prod']!.split('&&').at(-1)!;
    const production = installation.run('sh', ['-c', script], { NODE_ENV: 'development' });
    await expectRefusal(
      production,
      /^The configuration is not valid:\n {2}JWT_SECRET is a published example, .*\n {2}DB_HOST is required in production: .*$/,
    );
    const development = installation.start();
    await development.ready();
    development.kill('SIGTERM');
    expect(await development.exit()).toEqual(CLEAN_EXIT);
  });
});

describe('an external database', () => {
  const PRODUCTION = { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes' };
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startPostgres();
    await postgres.query(`create role outsider login password 'right'`);
    await postgres.query('create role guest login');
    await postgres.requirePassword('outsider');
  });
  afterAll(() => postgres.stop());

  it('that refuses the password, lacks the database or does not permit creating tables makes the start fail with an explanation', async () => {
    const server = `PostgreSQL at ${postgres.address}`;
    await expectRefusal(
      installation.start({ ...postgres.keys, DB_USERNAME: 'outsider', DB_PASSWORD: 'wrong' }),
      `${server} refuses the user "outsider": check DB_USERNAME and DB_PASSWORD.`,
    );
    await expectRefusal(
      installation.start({ ...postgres.keys, DB_NAME: 'nowhere' }),
      `${server} has no database "nowhere": create it, or set DB_NAME.`,
    );
    await expectRefusal(
      installation.start({ ...postgres.keys, DB_USERNAME: 'guest' }),
      `${server} does not let "guest" use the database "${EMBEDDED_DATABASE}" (permission denied for schema public): grant it, or change DB_USERNAME.`,
    );
  });

  it('that cannot be reached or does not respond makes the start fail with an explanation', async () => {
    const silent = await listenOnFreePort();
    const closed = await listenOnFreePort();
    await closed.close();
    await Promise.all([
      expectRefusal(
        installation.start({ DB_HOST: '127.0.0.1', DB_PORT: String(silent.port), DB_WAIT: '0' }),
        `PostgreSQL at 127.0.0.1:${silent.port} does not respond in time: check DB_HOST, DB_PORT and the network.`,
      ),
      expectRefusal(
        installation.start({ DB_HOST: '127.0.0.1', DB_PORT: String(closed.port), DB_WAIT: '0' }),
        `Nothing answers at 127.0.0.1:${closed.port}: start PostgreSQL there, or change DB_HOST and DB_PORT.`,
      ),
      expectRefusal(
        installation.start({ DB_HOST: 'nohost.invalid', DB_WAIT: '0' }),
        'There is no host "nohost.invalid": check DB_HOST.',
      ),
    ]);
    await silent.close();
  });

  it('is migrated by the operator in production: until then the server refuses to start, and changes nothing', async () => {
    const keys = { ...postgres.keys, DB_NAME: 'lagging' };
    await postgres.query('create database lagging');
    const tables = `select count(*)::integer as count from pg_class where relnamespace = 'public'::regnamespace`;

    await expectRefusal(
      installation.start({ ...keys, ...PRODUCTION }),
      'The schema of the database lags behind this version: run `pnpm migration:run` first, then start again.',
    );
    expect(await postgres.query(tables, 'lagging')).toEqual([{ count: 0 }]);

    expect(await installation.migrate(['run'], { ...keys, ...PRODUCTION }).exit()).toEqual(CLEAN_EXIT);
    const hub = installation.start({ ...keys, ...PRODUCTION });
    await register({ url: await hub.ready() }, 'Ana');
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(existsSync(installation.dataDir)).toBe(false);
  });
});
