import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Config } from '../../dist/platform/config/config.js';
import { mustNotBeLogged } from './suite-log.ts';

/** Where a test database is, as the configuration names it. */
export type DatabaseKeys = Pick<Config, 'DB_HOST' | 'DB_PORT' | 'DB_USERNAME' | 'DB_PASSWORD' | 'DB_NAME'>;

/** Set by the global set-up for every suite: the cluster, and the migrated database in it that suites are copied from. */
const TEMPLATE = 'HUB_TEST_TEMPLATE';

export function publishTemplate(keys: DatabaseKeys): void {
  process.env[TEMPLATE] = JSON.stringify(keys);
}

/** The migrated database of the run. */
export function template(): DatabaseKeys {
  const keys = process.env[TEMPLATE];
  if (keys === undefined) throw new Error('The global set-up has not run.');
  return JSON.parse(keys) as DatabaseKeys;
}

/** A migrated, empty database of one's own. */
export async function createDatabase(): Promise<DatabaseKeys> {
  const keys = template();
  const name = `${keys.DB_NAME}_${randomBytes(6).toString('hex')}`;
  await asAdministrator(keys, `create database "${name}" template "${keys.DB_NAME}"`);
  return { ...keys, DB_NAME: name };
}

const INSUFFICIENT_PRIVILEGE = '42501';
/** No such database, table or column: a suite may have dropped or renamed it, or never migrated the database. */
const DOES_NOT_EXIST = new Set(['3D000', '42P01', '42703']);

/** Also remembers what was in it and may stand in no log. */
export async function dropDatabase(keys: DatabaseKeys): Promise<void> {
  mustNotBeLogged(await contentsOf(keys));
  const drop = `drop database if exists "${keys.DB_NAME}"`;
  await asAdministrator(template(), `${drop} with (force)`).catch(async (error: { code?: string }) => {
    if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    // An autovacuum worker was there, which only a superuser may end so. Without force PostgreSQL has it leave by itself, but
    // not the connections that a pooler keeps.
    await asAdministrator(
      template(),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${keys.DB_NAME}' and usename = current_user`,
    );
    await asAdministrator(template(), drop);
  });
}

/** The e-mail addresses and messages of a database; none where there is none, or no such table. */
async function contentsOf({ DB_NAME }: DatabaseKeys): Promise<string[]> {
  // Not by the suite's own way to it: a proxy in between may have been closed.
  const client = clientOf(template(), DB_NAME);
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

/** Runs a statement in the database that every cluster has. */
export async function asAdministrator(keys: DatabaseKeys, statement: string): Promise<void> {
  const client = clientOf(keys, 'postgres');
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A database that no migration has seen. */
export async function emptyDatabase(): Promise<DatabaseKeys> {
  const copied = await createDatabase();
  await dropDatabase(copied);
  const keys = { ...copied, DB_NAME: `${copied.DB_NAME}_${randomBytes(2).toString('hex')}` };
  await asAdministrator(keys, `create database "${keys.DB_NAME}"`);
  return keys;
}
