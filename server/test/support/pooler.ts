import type { DatabaseRoute } from '../../src/platform/database/pooled-data-source.ts';
import type { DatabaseKeys } from './database.ts';

/** The pooler of a run, and the database server behind it. */
interface Pooler {
  readonly direct: DatabaseKeys;
  readonly pooled: DatabaseKeys;
}

/** Environment variable that passes the pooler from the global set-up of a run behind a pooler to every suite. */
const KEY = 'HUB_TEST_POOLER';

export function publishPooler(pooler: Pooler): void {
  process.env[KEY] = JSON.stringify(pooler);
}

/** Returns the keys by which a hub of the run connects to a database: through the run's pooler, if there is one. */
export function throughPooler(keys: DatabaseKeys): DatabaseKeys & { readonly route?: DatabaseRoute } {
  const published = process.env[KEY];
  if (published === undefined) return keys;
  const { direct, pooled } = JSON.parse(published) as Pooler;
  const route: DatabaseRoute = { pooler: 'transaction', direct: { host: direct.DB_HOST, port: direct.DB_PORT } };
  // Any other address belongs to a proxy that the suite itself has started, and is not replaced.
  const isDirect = keys.DB_HOST === direct.DB_HOST && keys.DB_PORT === direct.DB_PORT;
  const { DB_HOST, DB_PORT, DB_PASSWORD } = pooled;
  return { ...keys, ...(isDirect && { DB_HOST, DB_PORT }), DB_PASSWORD, route };
}
