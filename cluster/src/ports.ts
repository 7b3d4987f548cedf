import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ClusterError } from './part.js';

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Errors of a `HOST` that is not an address, or a name of one, of this machine. */
const NOT_OURS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT']);

/** @throws ClusterError when somebody listens there, we may not, or the host is not of this machine */
export async function requireFree(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening').catch(({ code = '' }: NodeJS.ErrnoException) => {
    if (NOT_OURS.has(code))
      throw new ClusterError(`HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`);
    const why = code === 'EADDRINUSE' ? 'is taken: stop what listens there, or' : 'may not be used by this user:';
    throw new ClusterError(`Port ${port} ${why} set PORT to another.`);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** A host as it stands in front of a port. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
