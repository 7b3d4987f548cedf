import { Logger } from '@nestjs/common';
import type { Server } from 'node:http';
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

/** How many files the process may have open; Infinity where that is not limited, or not known. */
function descriptorLimit(): number {
  // It would look up the names of all addresses that the process is connected with.
  Object.assign(report, { excludeNetwork: true });
  const { userLimits } = report.getReport() as { userLimits?: { open_files: { soft: number | string } } };
  const soft = Number(userLimits?.open_files.soft ?? 'unlimited');
  return Number.isNaN(soft) ? Infinity : soft;
}
