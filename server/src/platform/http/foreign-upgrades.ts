import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Counters } from '../health/counters.js';
import { ProblemError } from '../problems/problem-error.js';
import { rawRefusal } from './raw-refusal.js';
import type { RefusalDelay } from './refusal-delay.js';

/** How long the sending of the refusal may take, in milliseconds, before the connection is destroyed. */
const CLOSE_LIMIT_MS = 500;

/**
 * Refuses upgrade requests at any path except that of the socket server, with the problem `route.not_found`.
 *
 * Node detaches a connection from the HTTP server when its request asks for an upgrade. From then on no time limit
 * applies to the connection, and only destroying it frees the file descriptor.
 *
 * @param socketPath the prefix of the paths that the socket server handles, such as `/socket.io/`
 */
export function refuseForeignUpgrades(
  server: Server,
  socketPath: string,
  counters: Counters,
  delay: RefusalDelay,
): void {
  server.on('upgrade', ({ url = '' }: IncomingMessage, connection: Duplex) => {
    if (url.startsWith(socketPath)) return;
    counters.add('connections.refused');
    const destroy = () => connection.destroy();
    connection.on('error', destroy);
    delay.run(() => {
      setTimeout(destroy, CLOSE_LIMIT_MS).unref();
      connection.end(rawRefusal(new ProblemError('route.not_found', 'There is no upgrade at this path.')), destroy);
    });
  });
}
