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

/** @throws ClusterError when somebody listens there, or we may not */
export async function requireFree(port: number): Promise<void> {
  const server = createServer().listen(port);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'is taken: stop what listens there, or' : 'may not be used by this user:';
    throw new ClusterError(`Port ${port} ${why} set PORT to another.`);
  });
  await new Promise((resolve) => server.close(resolve));
}
