import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Counters } from '../health/counters.js';
import { ProblemError } from '../problems/problem-error.js';
import { rawRefusal } from './raw-refusal.js';
import type { RefusalDelay } from './refusal-delay.js';

/** How long the refusal may take to leave, in milliseconds, before the connection is destroyed. */
const FAREWELL_MS = 500;

/**
 * Refuses requests that ask for an upgrade at any other path than the socket's: problem `route.not_found`.
 *
 * Node takes a connection out of the HTTP server's hands when its request asks for an upgrade: no time limit holds for it any
 * more, and only destroying it frees its file descriptor.
 *
 * @param socketPath what the paths begin with that the socket server answers, such as `/socket.io/`
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
      setTimeout(destroy, FAREWELL_MS).unref();
      connection.end(rawRefusal(new ProblemError('route.not_found', 'There is no upgrade at this path.')), destroy);
    });
  });
}
