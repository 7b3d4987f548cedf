import type { NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from './platform/startup-error.js';

/**
 * Takes requests from now on.
 *
 * @returns the address to open in a browser on this machine
 * @throws StartupError when the port cannot be had
 */
export async function listen(app: NestExpressApplication, port: number): Promise<string> {
  const server = app.getHttpServer() as Server;
  // Not by Nest's `listen`, which also logs what it throws.
  await once(server.listen(port), 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
    if (error.code === 'EACCES')
      throw new StartupError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    throw error;
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
