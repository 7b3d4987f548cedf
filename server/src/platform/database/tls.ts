import type { Config } from '../config/config.js';
import { isUnixSocket } from '../config/loopback.js';

/**
 * Returns the TLS options of `pg` for a host; false without TLS, such as through a Unix socket. `pg` lets Node verify
 * that the certificate comes from a trusted authority and matches the host.
 */
export function tlsTo(host: string, { DB_TLS, DB_CA_CERT }: Pick<Config, 'DB_TLS' | 'DB_CA_CERT'>): false | object {
  if (isUnixSocket(host) || DB_TLS === 'off' || (DB_TLS === undefined && DB_CA_CERT === undefined)) return false;
  return DB_CA_CERT === undefined ? {} : { ca: DB_CA_CERT };
}
