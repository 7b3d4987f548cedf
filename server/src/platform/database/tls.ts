import type { Config } from '../config/config.js';
import { isSocket } from '../config/loopback.js';

/**
 * How TLS to a PostgreSQL is spoken, for `pg`: false for not at all, as through a UNIX socket. Its certificate must come from a known
 * authority and be for the host, which `pg` has Node check.
 */
export function tlsTo(host: string, { DB_TLS, DB_CA_CERT }: Pick<Config, 'DB_TLS' | 'DB_CA_CERT'>): false | object {
  if (isSocket(host) || DB_TLS === 'off' || (DB_TLS === undefined && DB_CA_CERT === undefined)) return false;
  return DB_CA_CERT === undefined ? {} : { ca: DB_CA_CERT };
}
