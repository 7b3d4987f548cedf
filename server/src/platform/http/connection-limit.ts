import { Logger } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { report } from 'node:process';
import type { Counters } from '../health/counters.js';

const DEFAULT_CONNECTIONS = 20_000;
/** How many file descriptors the database, Redis, standard streams and files need beside clients. */
const DESCRIPTORS_FOR_OTHERS = 100;

/** How often the same failure of the listening socket is logged, in milliseconds: without descriptors it fails at each turn. */
const LOG_EVERY_MS = 60_000;

/**
 * Bounds how many TCP connections the server accepts, by `MAX_CONNECTIONS` and by the file descriptors that the process may have:
 * more are closed at once. A failure to accept one, as when the machine has no descriptors left, is logged and counted.
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
    // While it is not listening, the failure is that of the start, which reports it.
    if (!server.listening) return;
    counters.add('errors.caught');
    if (performance.now() - loggedAt < LOG_EVERY_MS) return;
    loggedAt = performance.now();
    logger.error(error, 'A connection could not be accepted');
  });
}

/**
 * Bounds how many TCP connections one address may have, whatever they are for: more are closed at once.
 *
 * @param limit as many as all connections of Socket.IO that the address may have, and as many again for requests
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

/** How many files the process may have open; Infinity where that is not limited, or not known. */
function descriptorLimit(): number {
  // It would look up the names of all addresses that the process is connected with.
  Object.assign(report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files: { soft: number | string } } };
  const soft = Number(userLimits?.open_files.soft ?? 'unlimited');
  return Number.isNaN(soft) ? Infinity : soft;
}
