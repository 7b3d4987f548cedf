import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Config } from '../../dist/platform/config/config.js';
import { mustNotBeLogged } from './suite-log.ts';

/** The configuration keys that connect to a test database. */
export type DatabaseKeys = Pick<Config, 'DB_HOST' | 'DB_PORT' | 'DB_USERNAME' | 'DB_PASSWORD' | 'DB_NAME'>;

/**
 * Environment variable that passes the connection of the migrated template database, which suites copy, from the global
 * set-up to every suite.
 */
const TEMPLATE = 'HUB_TEST_TEMPLATE';

export function publishTemplate(keys: DatabaseKeys): void {
  process.env[TEMPLATE] = JSON.stringify(keys);
}

/** Returns the connection to the migrated template database of the run. */
export function templateDatabase(): DatabaseKeys {
  const keys = process.env[TEMPLATE];
  if (keys === undefined) throw new Error('The global set-up has not run.');
  return JSON.parse(keys) as DatabaseKeys;
}

/** Creates a migrated database without rows, for one suite. */
export async function createDatabase(): Promise<DatabaseKeys> {
  const keys = templateDatabase();
  const name = `${keys.DB_NAME}_${randomBytes(6).toString('hex')}`;
  await asAdministrator(keys, `create database "${name}" template "${keys.DB_NAME}"`);
  return { ...keys, DB_NAME: name };
}

const INSUFFICIENT_PRIVILEGE = '42501';
/** The error codes for a missing database, table or column: a suite can drop or rename it, or omit the migrations. */
const DOES_NOT_EXIST = new Set(['3D000', '42P01', '42703']);

/** Drops a database, and registers its e-mail addresses and messages as secrets that no log may contain. */
export async function dropDatabase(keys: DatabaseKeys): Promise<void> {
  mustNotBeLogged(await secretsIn(keys));
  const drop = `drop database if exists "${keys.DB_NAME}"`;
  await asAdministrator(templateDatabase(), `${drop} with (force)`).catch(async (error: { code?: string }) => {
    if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    // An autovacuum worker was connected, and only a superuser is allowed to terminate it with `force`. Without `force`,
    // PostgreSQL ends the worker itself, but not the connections that a pooler keeps: these are terminated first.
    await asAdministrator(
      templateDatabase(),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${keys.DB_NAME}' and usename = current_user`,
    );
    await asAdministrator(templateDatabase(), drop);
  });
}

/** Returns the e-mail addresses and messages of a database; none if the database or a table does not exist. */
async function secretsIn({ DB_NAME }: DatabaseKeys): Promise<string[]> {
  // The suite's own connection keys are not used, because they can name a proxy that has been closed.
  const client = clientOf(templateDatabase(), DB_NAME);
  try {
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      'select email as text from users union select content from messages where length(content) >= 8',
    );
    return rows.map(({ text }) => text);
  } catch (error) {
    if (!DOES_NOT_EXIST.has((error as { code?: string }).code ?? '')) throw error;
    return [];
  } finally {
    await client.end();
  }
}

function clientOf(keys: DatabaseKeys, database: string): Client {
  return new Client({
    host: keys.DB_HOST,
    port: keys.DB_PORT,
    user: keys.DB_USERNAME,
    password: keys.DB_PASSWORD,
    database,
  });
}

/** Runs a statement in the database `postgres`, which every cluster has. */
export async function asAdministrator(keys: DatabaseKeys, statement: string): Promise<void> {
  const client = clientOf(keys, 'postgres');
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Creates a database without any table: no migration has run in it. */
export async function createEmptyDatabase(): Promise<DatabaseKeys> {
  const copied = await createDatabase();
  await dropDatabase(copied);
  const keys = { ...copied, DB_NAME: `${copied.DB_NAME}_${randomBytes(2).toString('hex')}` };
  await asAdministrator(keys, `create database "${keys.DB_NAME}"`);
  return keys;
}
