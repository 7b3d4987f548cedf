import { Logger } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { report } from 'node:process';
import type { Counters } from '../health/counters.js';

const DEFAULT_CONNECTIONS = 20_000;
/** How many file descriptors are reserved for the database, Redis, the standard streams and files. */
const DESCRIPTORS_FOR_OTHERS = 100;

/**
 * How often a failure of the listening socket is logged at most, in milliseconds. Without free descriptors it fails in
 * every turn of the event loop.
 */
const LOG_EVERY_MS = 60_000;

/**
 * Limits how many TCP connections the server accepts, by `MAX_CONNECTIONS` and by the file descriptors that the process
 * may open. Further connections are closed at once. A failure to accept one, for example because the machine has no
 * free descriptors, is logged and counted.
 *
 * @param wanted `MAX_CONNECTIONS`, if it was set
 */
export function limitConnections(server: Server, wanted: number | undefined, counters: Counters): void {
  const logger = new Logger('HttpServer');
  const descriptors = descriptorLimit();
  const possible = Math.max(1, descriptors - DESCRIPTORS_FOR_OTHERS);
  if (wanted !== undefined && possible < wanted)
    logger.warn(
      `MAX_CONNECTIONS is ${wanted}, but the process may open ${descriptors} files only: ${possible} connections are accepted. Raise the limit (\`ulimit -n\`) for more.`,
    );
  server.maxConnections = Math.min(wanted ?? DEFAULT_CONNECTIONS, possible);
  server.on('drop', () => counters.add('connections.refused'));
  let loggedAt = -Infinity;
  server.on('error', (error) => {
    // An error before the server listens is a failed start, which is reported elsewhere.
    if (!server.listening) return;
    counters.add('errors.caught');
    if (performance.now() - loggedAt < LOG_EVERY_MS) return;
    loggedAt = performance.now();
    logger.error(error, 'A connection could not be accepted');
  });
}

/**
 * Limits how many TCP connections of any kind one address may have. Further connections are closed at once.
 *
 * @param limit twice the number of Socket.IO connections that the address may have: as many again for HTTP requests
 */
export function limitPerAddress(server: Server, limit: number, counters: Counters): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = normalizeIp(socket.remoteAddress ?? '');
    const count = counts.get(address) ?? 0;
    if (count >= limit) {
      counters.add('connections.refused');
      return void socket.destroy();
    }
    counts.set(address, count + 1);
    socket.once('close', () => {
      const left = counts.get(address)! - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  });
}

/** Returns how many files the process may have open; Infinity if that is not limited or not known. */
function descriptorLimit(): number {
  // Without this option, the report would look up the host names of all connected addresses.
  Object.assign(report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files: { soft: number | string } } };
  const soft = Number(userLimits?.open_files.soft ?? 'unlimited');
  return Number.isNaN(soft) ? Infinity : soft;
}
