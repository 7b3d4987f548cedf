import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a host, as the configuration names it, is this machine by an address that no other machine reaches. Of names `localhost`
 * alone is: what another one resolves to, such as 127.0.0.1.example.com, others decide.
 */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a host of PostgreSQL is the folder of a UNIX socket. */
export function isSocket(host: string): boolean {
  return host.startsWith('/');
}
