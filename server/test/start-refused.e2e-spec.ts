import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { register } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, workspace } from './support/installation.js';
import { EMBEDDED_DATABASE, startPostgres, type TestPostgres } from './support/postgres.js';

jest.setTimeout(180_000);

let here: Installation;

beforeEach(() => {
  here = new Installation();
});

afterEach(() => here.remove());

/** Ends with exit code 1 and this sentence, once, and nothing else: no stack. Nothing keeps running. */
async function expectRefusal(started: HubProcess, sentence: string | RegExp): Promise<void> {
  const how = await started.exit();
  expect(started.stderr.trim()).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  expect(started.stdout).toBe('');
  expect(how).toEqual({ code: 1, signal: null });
}

async function listenSomewhere(): Promise<{ port: number; close(): Promise<unknown> }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => accepted.push(socket));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const close = () => {
    for (const socket of accepted) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('a start that cannot succeed ends with one sentence', () => {
  it('in a folder where another server is: it names that one', async () => {
    const first = here.start();
    await first.ready();
    await expectRefusal(
      here.start(),
      `Another server (process ${first.pid}) is running on the data folder ${here.dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
    await expectRefusal(here.migrate(['run']), new RegExp(`^Another server \\(process ${first.pid}\\)`));
    first.kill('SIGTERM');
    expect(await first.exit()).toEqual(CLEAN_EXIT);
  });

  it('on a port that is taken', async () => {
    const taken = await listenSomewhere();
    await expectRefusal(
      here.start({ PORT: String(taken.port) }),
      `Port ${taken.port} is taken: stop what listens there, or set PORT to another.`,
    );
    expect(here.runningProcesses()).toEqual([]);
    await taken.close();
  });

  it('at an address of another machine, or at none', async () => {
    for (const host of ['192.0.2.1', 'nohost.invalid', 'not an address']) {
      await expectRefusal(
        here.start({ HOST: host }),
        `HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`,
      );
    }
  });

  it('on data that is damaged, or of a newer version', async () => {
    const made = here.migrate(['run']);
    expect(await made.exit()).toEqual(CLEAN_EXIT);
    const first = here.start();
    await first.ready();
    const database = await here.connect();
    await database.query(`insert into migrations (timestamp, name) values (1, 'Later4102444800000')`);
    await database.end();
    first.kill('SIGTERM');
    expect(await first.exit()).toEqual(CLEAN_EXIT);

    await expectRefusal(here.start(), /^The schema of the database is newer .* does not know Later4102444800000: run/);
    expect(here.runningProcesses()).toEqual([]);

    writeFileSync(join(here.dataDir, 'postgres/global/pg_control'), 'damaged');
    await expectRefusal(here.start(), /^The PostgreSQL data in .* is damaged: restore .*see .*postgres\.log\.$/);
    expect(here.runningProcesses()).toEqual([]);
  });

  it('with a secret that is damaged', async () => {
    expect(await here.migrate(['run']).exit()).toEqual(CLEAN_EXIT);
    writeFileSync(join(here.dataDir, 'jwt-secret'), '');
    await expectRefusal(here.start(), /^The secret for tokens in .*jwt-secret is damaged: remove the file/);
    expect(here.runningProcesses()).toEqual([]);
  });

  it('where the data cannot be written', async () => {
    // Not even root can make a folder there.
    const dataDir = process.platform === 'linux' ? '/sys/hub' : '/hub';
    await expectRefusal(
      here.start({ DATA_DIR: dataDir }),
      new RegExp(`^The folder ${dataDir} cannot be written: give it`),
    );
    writeFileSync(join(here.folder, 'file'), '');
    await expectRefusal(
      here.start({ DATA_DIR: 'file' }),
      /^There is a file where the folder .*file should be: move it/,
    );
  });

  it('with a configuration that is not valid, naming every bad key', async () => {
    await expectRefusal(
      here.start({
        NODE_ENV: 'production',
        PORT: 'http',
        DB_PORT: '0',
        CORS_ORIGINS: 'example.com',
        LOG_LEVEL: 'loud',
      }),
      [
        'The configuration is not valid:',
        '  PORT must be a number',
        '  DB_PORT must be at least 1',
        '  CORS_ORIGINS must be origins such as https://example.com, separated by commas; "example.com" is not one',
        '  LOG_LEVEL must be silent, fatal, error, warn, info, debug or trace',
        '  JWT_SECRET is required in production: choose one with `openssl rand -base64 32`',
        '  DB_HOST is required in production: the embedded database is for development only',
      ].join('\n'),
    );
  });

  it('by start:prod with a .env of development, which is good enough for start', async () => {
    const env =
      'NODE_ENV="development"\nPORT=0\nDB_NAME=nest_db\nJWT_SECRET="some_secret"\nOPENAI_API_KEY=your_openai_key_here\n';
    writeFileSync(join(here.folder, '.env'), env);
    const { scripts } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const script = scripts['start:prod']!.split('&&').at(-1)!;
    const production = here.run('sh', ['-c', script], { NODE_ENV: 'development' });
    await expectRefusal(
      production,
      /^The configuration is not valid:\n {2}JWT_SECRET is a published example, .*\n {2}DB_HOST is required in production: .*$/,
    );
    const development = here.start();
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

  it('that refuses the password, lacks the database, or keeps us from making tables', async () => {
    const at = `PostgreSQL at ${postgres.address}`;
    await expectRefusal(
      here.start({ ...postgres.keys, DB_USERNAME: 'outsider', DB_PASSWORD: 'wrong' }),
      `${at} refuses the user "outsider": check DB_USERNAME and DB_PASSWORD.`,
    );
    await expectRefusal(
      here.start({ ...postgres.keys, DB_NAME: 'nowhere' }),
      `${at} has no database "nowhere": create it, or set DB_NAME.`,
    );
    await expectRefusal(
      here.start({ ...postgres.keys, DB_USERNAME: 'guest' }),
      `${at} does not let "guest" use the database "${EMBEDDED_DATABASE}" (permission denied for schema public): grant it, or change DB_USERNAME.`,
    );
  });

  it('that is not there, does not answer, or is none', async () => {
    const silent = await listenSomewhere();
    const gone = await listenSomewhere();
    await gone.close();
    await Promise.all([
      expectRefusal(
        here.start({ DB_HOST: '127.0.0.1', DB_PORT: String(silent.port), DB_WAIT: '0' }),
        `PostgreSQL at 127.0.0.1:${silent.port} does not answer in time: check DB_HOST, DB_PORT and the network.`,
      ),
      expectRefusal(
        here.start({ DB_HOST: '127.0.0.1', DB_PORT: String(gone.port), DB_WAIT: '0' }),
        `Nothing answers at 127.0.0.1:${gone.port}: start PostgreSQL there, or change DB_HOST and DB_PORT.`,
      ),
      expectRefusal(
        here.start({ DB_HOST: 'nohost.invalid', DB_WAIT: '0' }),
        'There is no host "nohost.invalid": check DB_HOST.',
      ),
    ]);
    await silent.close();
  });

  it('is migrated by the operator in production: until then the server refuses, and changes nothing', async () => {
    const keys = { ...postgres.keys, DB_NAME: 'lagging' };
    await postgres.query('create database lagging');
    const tables = `select count(*)::integer as count from pg_class where relnamespace = 'public'::regnamespace`;

    await expectRefusal(
      here.start({ ...keys, ...PRODUCTION }),
      'The schema of the database lags behind this version: run `pnpm migration:run` first, then start again.',
    );
    expect(await postgres.query(tables, 'lagging')).toEqual([{ count: 0 }]);

    expect(await here.migrate(['run'], { ...keys, ...PRODUCTION }).exit()).toEqual(CLEAN_EXIT);
    const hub = here.start({ ...keys, ...PRODUCTION });
    await register({ url: await hub.ready() }, 'Ana');
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(existsSync(here.dataDir)).toBe(false);
  });
});
