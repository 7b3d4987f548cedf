import type { NestExpressApplication } from '@nestjs/platform-express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './platform/config/config.js';
import { secretFaults } from './platform/config/secrets.js';
import { StartupError } from './platform/startup-error.js';

/**
 * How many connections may wait to be accepted; the operating system may allow fewer. When a node is lost, thousands of
 * its clients reconnect within half a second. A connection that finds the queue full is retried by the client's TCP
 * after 1, 3, 7 and 15 s.
 */
const BACKLOG = 4096;

/** The default address of a server that other machines must not reach. `HOST` overrides it. */
const LOOPBACK = '127.0.0.1';

/**
 * Listen addresses that make the server reachable as `localhost`: loopback, and the wildcard addresses, which include
 * loopback.
 */
const LOCALHOST = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

/** Error codes for a `HOST` that is neither an address of this machine nor a host name of it. */
const INVALID_HOST_ERRORS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT']);

/**
 * Returns the reasons why other machines must not reach this server: one line each, with what to do about it. Empty
 * when other machines may reach it.
 *
 * @param config the configuration as it was read, without a secret that the server generated
 * @param isDemo whether the server has the accounts of `--demo`
 */
export function reasonsForLoopback(config: Config, isDemo: boolean): string[] {
  const demo = '--demo creates accounts with published passwords: start without it, on other data, to serve others';
  return [...secretFaults(config), ...(isDemo ? [demo] : [])];
}

/**
 * Returns the address to listen on; undefined for all addresses of the machine. While a secret or a password is known
 * to others, the server listens on loopback unless `HOST` is set. The parameters are those of {@link
 * reasonsForLoopback}.
 */
export function listenHost(config: Config, isDemo: boolean): string | undefined {
  return config.HOST ?? (reasonsForLoopback(config, isDemo).length > 0 ? LOOPBACK : undefined);
}

/**
 * Starts to accept requests.
 *
 * @returns the address to open in a browser on this machine
 * @throws StartupError when the port is not available, or `HOST` is not an address of this machine
 */
export async function listen(
  app: NestExpressApplication,
  { host, port }: { host: string | undefined; port: number },
): Promise<string> {
  const server = app.getHttpServer() as Server;
  // Calls Node's `listen` instead of Nest's, which also logs the error that it throws.
  await once(server.listen({ port, host, backlog: BACKLOG }), 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
    if (error.code === 'EACCES')
      throw new StartupError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    if (host !== undefined && INVALID_HOST_ERRORS.has(error.code ?? ''))
      throw new StartupError(`HOST ${host} is not an address of this machine: set it to one that is, or leave it out.`);
    throw error;
  });
  return `http://${urlHost(host)}:${(server.address() as AddressInfo).port}`;
}

/** Returns the host as it is written in a URL. */
function urlHost(host: string | undefined): string {
  if (host === undefined || LOCALHOST.has(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
