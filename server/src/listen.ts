import type { NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from './platform/startup-error.js';

/**
 * How many connections may wait to be accepted; the system may allow fewer. Of those of a node that was lost thousands come
 * within half a second, and what finds no room is tried again by the client's system after 1, 3, 7 and 15 s.
 */
const BACKLOG = 4096;

/**
 * Takes requests from now on.
 *
 * @returns the address to open in a browser on this machine
 * @throws StartupError when the port cannot be had
 */
export async function listen(app: NestExpressApplication, port: number): Promise<string> {
  const server = app.getHttpServer() as Server;
  // Not by Nest's `listen`, which also logs what it throws.
  await once(server.listen({ port, backlog: BACKLOG }), 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
    if (error.code === 'EACCES')
      throw new StartupError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    throw error;
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
