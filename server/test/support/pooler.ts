import type { Route } from '../../src/platform/database/pooled-data-source.ts';
import type { DatabaseKeys } from './database.ts';

/** In a run behind a pooler: what it stands in front of, and itself. */
interface Pooler {
  readonly direct: DatabaseKeys;
  readonly pooled: DatabaseKeys;
}

/** Set by the global set-up of a run behind a pooler, for every suite. */
const KEY = 'HUB_TEST_POOLER';

export function publishPooler(pooler: Pooler): void {
  process.env[KEY] = JSON.stringify(pooler);
}

/** How a hub of the run reaches a database: through the pooler, if there is one. */
export function asServed(keys: DatabaseKeys): DatabaseKeys & { readonly route?: Route } {
  const published = process.env[KEY];
  if (published === undefined) return keys;
  const { direct, pooled } = JSON.parse(published) as Pooler;
  const route: Route = { pooler: 'transaction', direct: { host: direct.DB_HOST, port: direct.DB_PORT } };
  // Elsewhere is a proxy of a suite's own.
  const isDirect = keys.DB_HOST === direct.DB_HOST && keys.DB_PORT === direct.DB_PORT;
  const { DB_HOST, DB_PORT, DB_PASSWORD } = pooled;
  return { ...keys, ...(isDirect && { DB_HOST, DB_PORT }), DB_PASSWORD, route };
}
