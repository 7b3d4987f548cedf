import type { Config } from '../config/config.js';

/**
 * How TLS to a PostgreSQL is spoken, for `pg`: false for not at all. Its certificate must come from a known authority and
 * be for the host, which `pg` has Node check.
 */
export function tlsTo({ DB_TLS, DB_CA_CERT }: Pick<Config, 'DB_TLS' | 'DB_CA_CERT'>): false | object {
  if (DB_TLS === 'off' || (DB_TLS === undefined && DB_CA_CERT === undefined)) return false;
  return DB_CA_CERT === undefined ? {} : { ca: DB_CA_CERT.replaceAll('\\n', '\n') };
}
