import { isIP } from 'node:net';
import type { Config } from '../config/config.js';

/**
 * How TLS to a PostgreSQL is spoken, for `pg`: false for not at all. Its certificate must come from a known authority and
 * be for the host.
 */
export function tlsTo(host: string, { DB_TLS, DB_CA_CERT }: Pick<Config, 'DB_TLS' | 'DB_CA_CERT'>): false | object {
  if (DB_TLS === 'off' || (DB_TLS === undefined && DB_CA_CERT === undefined)) return false;
  return {
    ...(DB_CA_CERT === undefined ? {} : { ca: DB_CA_CERT.replaceAll('\\n', '\n') }),
    // `pg` tells TLS names alone: without this, the certificate of an address would have to be for "localhost".
    ...(isIP(host) === 0 ? {} : { host }),
  };
}
