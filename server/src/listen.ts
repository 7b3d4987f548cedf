import type { NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './platform/config/config.js';
import { secretFaults } from './platform/config/secrets.js';
import { StartupError } from './platform/startup-error.js';

/**
 * How many connections may wait to be accepted; the system may allow fewer. Of those of a node that was lost thousands come
 * within half a second, and what finds no room is tried again by the client's system after 1, 3, 7 and 15 s.
 */
const BACKLOG = 4096;

/** Where a server listens that others must not reach, unless `HOST` says otherwise. */
const LOOPBACK = '127.0.0.1';

/** Addresses at which a server is reached as `localhost`: loopback, and all addresses of the machine, among them loopback. */
const LOCALHOST = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

/** Errors of a `HOST` that is not an address, or a name of one, of this machine. */
const NOT_OURS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT']);

/**
 * Why other machines must not reach this server, one line for each reason, with what to do about it. Empty when they may.
 *
 * @param config as it was read: a secret that the server made is not in it
 * @param isDemo whether it has the accounts of `--demo`
 */
export function reasonsForLoopback(config: Config, isDemo: boolean): string[] {
  const demo =
    '--demo makes accounts whose passwords everybody knows: start without it, on other data, to serve others';
  return [...secretFaults(config), ...(isDemo ? [demo] : [])];
}

/**
 * The address to listen on; undefined for all addresses of the machine. While others know a secret or a password, only this
 * machine is served until `HOST` is set. The parameters are those of {@link reasonsForLoopback}.
 */
export function hostOf(config: Config, isDemo: boolean): string | undefined {
  return config.HOST ?? (reasonsForLoopback(config, isDemo).length > 0 ? LOOPBACK : undefined);
}

/**
 * Takes requests from now on.
 *
 * @returns the address to open in a browser on this machine
 * @throws StartupError when the port cannot be had, or `HOST` is not of this machine
 */
export async function listen(
  app: NestExpressApplication,
  { host, port }: { host: string | undefined; port: number },
): Promise<string> {
  const server = app.getHttpServer() as Server;
  // Not by Nest's `listen`, which also logs what it throws.
  await once(server.listen({ port, host, backlog: BACKLOG }), 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
    if (error.code === 'EACCES')
      throw new StartupError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    if (host !== undefined && NOT_OURS.has(error.code ?? ''))
      throw new StartupError(`HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`);
    throw error;
  });
  return `http://${nameOf(host)}:${(server.address() as AddressInfo).port}`;
}

function nameOf(host: string | undefined): string {
  if (host === undefined || LOCALHOST.has(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
