import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ClusterError } from './managed-process.js';

/** Finds a port of the loopback interface that is not in use. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The error codes for a `HOST` that is not an address or host name of this machine. */
const FOREIGN_HOST_ERRORS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT']);

/** @throws ClusterError if the port is in use or not permitted, or the host is not an address of this machine */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening').catch(({ code = '' }: NodeJS.ErrnoException) => {
    if (FOREIGN_HOST_ERRORS.has(code))
      throw new ClusterError(`HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`);
    const reason = code === 'EADDRINUSE' ? 'is taken: stop what listens there, or' : 'may not be used by this user:';
    throw new ClusterError(`Port ${port} ${reason} set PORT to another.`);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** Returns a host as it is written in a URL: an IPv6 address in brackets. */
export function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
