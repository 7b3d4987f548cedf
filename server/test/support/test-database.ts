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
/** Functions that undo the set-up, in the order in which to call them. */
const cleanups: (() => Promise<unknown>)[] = [];

// Jest does not map module names in its global set-up: this file imports the build, and local files by their real names.

/**
 * Provides one PostgreSQL for the whole run, with one migrated template database that every suite copies: the external one
 * that `DB_HOST` names (its user must be allowed to create databases), or else a temporary embedded one.
 */
export async function setUp(): Promise<void> {
  const cluster = process.env['DB_HOST'] ? external() : await embedded();
  const template = { ...cluster, DB_NAME: `hub_test_${process.pid}` };
  await asAdministrator(cluster, `create database "${template.DB_NAME}"`);
  cleanups.unshift(() => asAdministrator(cluster, `drop database "${template.DB_NAME}" with (force)`));
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database } = template;
  const dataSource = await connect({ host, port, username, password, database }, schema);
  await migrate(dataSource);
  await dataSource.destroy();
  publishTemplate(template);
}

export async function tearDown(): Promise<void> {
  for (const cleanUp of cleanups) await cleanUp();
}

function external(): DatabaseKeys {
  return parseConfig(process.env, root);
}

async function embedded(): Promise<DatabaseKeys> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-test-'));
  // As root, PostgreSQL runs as another user, which must be able to pass through this folder.
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    packageRoot: join(root, 'server'),
    // The data does not outlive the run, so a crash may lose it. Never use these settings elsewhere.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      // A suite may run a dozen hubs with several nodes each.
      max_connections: '1000',
    },
  });
  cleanups.push(
    () => postgres.stop(),
    () => rm(postgres.dataDir, { recursive: true, force: true }),
    () => rm(dataDir, { recursive: true, force: true }),
  );
  const { host, port, username, password = '', database } = postgres.connection;
  return { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: database };
}
