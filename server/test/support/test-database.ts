import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect, migrate } from '../../dist/platform/database/open-database.js';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded/embedded-postgres.js';
import { parseConfig } from '../../dist/platform/config/config.js';
import { schema } from '../../dist/schema.js';
import { asAdministrator, publishTemplate, type DatabaseKeys } from './database.ts';

const root = resolve(__dirname, '../../..');
const stops: (() => Promise<unknown>)[] = [];

// Jest does not map module names here: so this imports the build, and files by their real names.

/**
 * One PostgreSQL for the whole run, with one migrated database that every suite is copied from: the external one that
 * `DB_HOST` names (its user must be allowed to create databases), or else an embedded one that is thrown away.
 */
export async function setUp(): Promise<void> {
  const cluster = process.env['DB_HOST'] ? external() : await embedded();
  const template = { ...cluster, DB_NAME: `hub_test_${process.pid}` };
  await asAdministrator(cluster, `create database "${template.DB_NAME}"`);
  stops.unshift(() => asAdministrator(cluster, `drop database "${template.DB_NAME}" with (force)`));
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database } = template;
  const dataSource = await connect({ host, port, username, password, database }, schema);
  await migrate(dataSource);
  await dataSource.destroy();
  publishTemplate(template);
}

export async function tearDown(): Promise<void> {
  for (const stop of stops) await stop();
}

function external(): DatabaseKeys {
  return parseConfig(process.env, root);
}

async function embedded(): Promise<DatabaseKeys> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-test-'));
  // As root: PostgreSQL's own user must be able to get in.
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: join(root, 'server'),
    // Nothing outlives the run: what a crash would lose does not matter here, and only here.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      // A suite may have a dozen hubs of several nodes.
      max_connections: '1000',
    },
  });
  stops.push(
    () => postgres.stop(),
    () => rm(postgres.dataDir, { recursive: true, force: true }),
    () => rm(dataDir, { recursive: true, force: true }),
  );
  const { host, port, username, password = '', database } = postgres.connection;
  return { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database };
}
