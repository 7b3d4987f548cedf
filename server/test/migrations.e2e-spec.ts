import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transpileModule, ModuleKind } from 'typescript';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { pendingSchemaChanges } from '../src/platform/database/schema-drift.js';
import { connect, migrate, revertNewest, type Schema } from '../src/platform/database/open-database.js';
import { schema } from '../src/schema.js';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { waitUntil } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, workspace } from './support/installation.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

jest.setTimeout(180_000);

describe('the migrations', () => {
  it('create exactly the schema of the entities, and a dropped column is detected', async () => {
    const keys = await createDatabase();
    const dataSource = await connectTo(keys);
    try {
      expect(await pendingSchemaChanges(dataSource)).toEqual({ up: [], down: [] });

      await dataSource.query('alter table users drop column password_hash');

      const { up, down } = await pendingSchemaChanges(dataSource);
      expect(up).toEqual([`ALTER TABLE "users" ADD "password_hash" text NOT NULL`]);
      expect(down).toEqual([`ALTER TABLE "users" DROP COLUMN "password_hash"`]);
    } finally {
      await dataSource.destroy();
      await dropDatabase(keys);
    }
  });

  it('can run after a failed migration, which rolls back its changes and releases the migration lock', async () => {
    class Broken4102444800000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table half_done (id int)');
        await runner.query('select 1 / 0');
      }
      async down(): Promise<void> {}
    }
    const keys = await createDatabase();
    const dataSource = await connectTo(keys, { ...schema, migrations: [...migrationsOf(schema), Broken4102444800000] });
    const other = await connectTo(keys);
    try {
      await expect(migrate(dataSource)).rejects.toThrow('division by zero');
      expect(await other.query(`select to_regclass('half_done') as found`)).toEqual([{ found: null }]);
      await migrate(other);
    } finally {
      await dataSource.destroy();
      await other.destroy();
      await dropDatabase(keys);
    }
  });
});

describe('the migration of searchable names', () => {
  it('does not block writes, and can be run again after an interruption', async () => {
    const keys = await createDatabase();
    const dataSource = await connectTo(keys);
    const other = await connectTo(keys);
    try {
      await revertTo(dataSource, 'SearchableNames1795700000000');
      await dataSource.query(`insert into users (id, name, email, password_hash)
        values ('018f3b1c-7a00-7000-8000-000000000001', 'José', 'jose@example.com', '')`);
      const [backup, indexBlocker] = [other.createQueryRunner(), other.createQueryRunner()];
      await backup.startTransaction('REPEATABLE READ');
      await backup.query('select from users');
      await indexBlocker.startTransaction('REPEATABLE READ');
      await indexBlocker.query('select from conversations');
      const waitForLock = (statement: string) =>
        waitUntil(`a connection waits for a lock to ${statement}`, async () => {
          const waiting = `select from pg_stat_activity
            where query like '${statement}%' and wait_event_type = 'Lock' and datname = current_database()`;
          return (await other.query(waiting)).length === 1;
        });
      const write = (name: string) => other.query('update users set online = true, name = $1', [name]);

      const migrating = migrate(dataSource);
      await waitForLock('ALTER TABLE');
      await write('Jo');
      await backup.commitTransaction();
      // The statement waits for transactions with an older snapshot: a second migration that waits for the migration
      // lock must not hold such a snapshot.
      await waitForLock('CREATE INDEX CONCURRENTLY');
      const secondMigration = migrate(other);
      await write('Joseph');
      await indexBlocker.commitTransaction();

      await Promise.all([migrating, secondMigration]);
      await Promise.all([backup.release(), indexBlocker.release()]);
      expect(await pendingSchemaChanges(dataSource)).toEqual({ up: [], down: [] });

      await dataSource.query(`delete from migrations where name = 'SearchableNames1795700000000'`);
      await migrate(dataSource);
      expect(await pendingSchemaChanges(dataSource)).toEqual({ up: [], down: [] });
    } finally {
      await dataSource.destroy();
      await other.destroy();
      await dropDatabase(keys);
    }
  });

  /** Reverts the newest migrations, down to and including `name`. */
  async function revertTo(dataSource: DataSource, name: string): Promise<void> {
    while ((await revertNewest(dataSource)) !== name);
  }
});

describe('the migration command', () => {
  let postgres: TestPostgres;
  let installation: Installation;
  let keys: Record<string, string>;
  let databases = 0;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    databases += 1;
    keys = { ...postgres.keys, DB_NAME: `migrations_${databases}` };
    await postgres.query(`create database migrations_${databases}`);
    installation = new Installation();
  });
  afterEach(() => installation.remove());

  const query = (statement: string) => postgres.query(statement, keys['DB_NAME']);
  const generatedFiles = () => readdirSync(join(installation.folder, 'server/src/migrations'));

  async function expectDone(command: HubProcess, output: string | RegExp): Promise<void> {
    expect({ ...(await command.exit()), stderr: command.stderr }).toEqual({ ...CLEAN_EXIT, stderr: '' });
    expect(command.stdout.trim()).toEqual(typeof output === 'string' ? output : expect.stringMatching(output));
  }

  it('run is idempotent, even when several processes execute it concurrently', async () => {
    const concurrent = [1, 2, 3].map(() => installation.migrate(['run'], keys));
    await Promise.all(concurrent.map((command) => expectDone(command, 'The schema is up to date.')));
    await expectDone(installation.migrate(['run'], keys), 'The schema is up to date.');
    const names = migrationsOf(schema).map(({ name }) => ({ name }));
    expect(await query('select name from migrations order by id')).toEqual(names);
  });

  it('revert undoes the newest migration each time, until none is left', async () => {
    await expectDone(installation.migrate(['run'], keys), 'The schema is up to date.');
    for (const { name } of migrationsOf(schema).toReversed())
      await expectDone(installation.migrate(['revert'], keys), `${name} is reverted.`);
    await expectDone(installation.migrate(['revert'], keys), 'There is no migration to revert.');
    expect(await query(`select to_regclass('users') as found`)).toEqual([{ found: null }]);
    await expectDone(installation.migrate(['run'], keys), 'The schema is up to date.');
    expect(await query(`select to_regclass('users')::text as found`)).toEqual([{ found: 'users' }]);
  });

  it('generate writes schema changes as a migration that compiles, runs and can be reverted, and writes nothing without changes', async () => {
    const agree = 'Entities and migrations agree: there is nothing to generate.';
    await expectDone(installation.migrate(['generate', 'Nothing'], keys), agree);
    expect(generatedFiles()).toEqual([]);
    await query('drop index users_name; alter table users drop constraint users_email_lower');

    const command = installation.migrate(['generate', 'src/migrations/restore-names'], keys);

    await expectDone(
      command,
      /^Written: server\/src\/migrations\/\d{13}-RestoreNames\.ts\nIt is listed in server\/src\/schema\.ts\. /,
    );
    const [file] = generatedFiles() as [string];
    expectCompilesAndIsFormatted(join(installation.folder, 'server/src/migrations', file));
    compile(file);
    await expectDone(installation.migrate(['run'], keys), 'The schema is up to date.');
    await expectDone(installation.migrate(['generate'], keys), agree);
    expect(await query(`select to_regclass('users_name')::text as found`)).toEqual([{ found: 'users_name' }]);
    await expectDone(installation.migrate(['revert'], keys), /^RestoreNames\d{13} is reverted\.$/);
    expect(await query(`select to_regclass('users_name') as found`)).toEqual([{ found: null }]);
  });

  it('generate accepts the name of the migration as a long option, as a short option or as an argument, and works without a name', async () => {
    await expectDone(installation.migrate(['run'], keys), 'The schema is up to date.');
    await query('drop index users_name');
    for (const args of [['--name=One'], ['--name', 'Two'], ['-n', 'Three'], ['Four'], []])
      await expectDone(installation.migrate(['generate', ...args], keys), /^Written: /);
    expect(generatedFiles().map((file) => file.replace(/^\d{13}-/, ''))).toEqual(
      ['One', 'Two', 'Three', 'Four', 'Change'].map((name) => `${name}.ts`),
    );
  });

  it('uses the embedded database when no database is configured, and leaves no process running', async () => {
    await expectDone(installation.migrate(['generate', 'Nothing']), /nothing to generate/);
    await expectDone(installation.migrate(['revert']), /is reverted\.$/);
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('refuses missing and unknown commands, arguments, options and names before it changes the database', async () => {
    const cases: [args: string[], message: string][] = [
      [[], 'Name a command: run, revert, generate. See node server/dist/migrate.js --help.'],
      [['toString'], 'Name a command: run, revert, generate. See node server/dist/migrate.js --help.'],
      [['run', 'Topic'], "Unexpected argument 'Topic'. See pnpm migration:run --help."],
      [['generate', '--nmae=x'], "Unknown option '--nmae'. Did you mean --name? See pnpm migration:generate --help."],
      [
        ['generate', 'src/migrations/'],
        '"src/migrations/" is not a valid name for a migration: use letters, such as AddTopic. See pnpm migration:generate --help.',
      ],
    ];
    for (const [args, message] of cases) {
      const command = installation.migrate(args, keys);
      expect(await command.exit()).toEqual({ code: 2, signal: null });
      expect(command.stderr.trim()).toBe(message);
    }
    expect(await query(`select to_regclass('migrations') as found`)).toEqual([{ found: null }]);
  });

  function expectCompilesAndIsFormatted(path: string): void {
    const bin = join(workspace, 'node_modules/.bin');
    const options = '--ignoreConfig --noEmit --strict --module nodenext --target es2023 --skipLibCheck --types node';
    execFileSync(join(bin, 'tsc'), [...options.split(' '), path], { cwd: join(workspace, 'server') });
    execFileSync(join(bin, 'oxfmt'), ['--check', '--config', join(workspace, '.oxfmtrc.json'), path]);
  }

  /** Compiles the generated migration, and `schema.ts`, which lists the migration, as `tsc -b` does. */
  function compile(migration: string): void {
    for (const file of [`migrations/${migration}`, 'schema.ts']) {
      const source = readFileSync(join(installation.folder, 'server/src', file), 'utf8');
      const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.ESNext } });
      writeFileSync(join(installation.folder, 'server/dist', file.replace(/\.ts$/, '.js')), outputText);
    }
  }
});

function connectTo(keys: DatabaseKeys, databaseSchema: Schema = schema) {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database } = keys;
  return connect({ host, port, username, password, database }, databaseSchema);
}

function migrationsOf({ migrations }: Schema): Function[] {
  return Object.values(migrations) as Function[];
}
