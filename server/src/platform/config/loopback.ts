import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a configured host is a loopback address, which other machines cannot reach. `localhost` is the only host name
 * that counts: the address of a name such as 127.0.0.1.example.com is controlled by the owner of its domain.
 */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a PostgreSQL host is the folder of a Unix socket. */
export function isUnixSocket(host: string): boolean {
  return host.startsWith('/');
}
