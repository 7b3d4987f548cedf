import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionFailure } from '../platform/database/connection-failure.js';

/** How long a statement is retried, and the pause between two attempts, in milliseconds. */
const RETRY_MS = { limit: 5000, pause: 150 };

/**
 * Retries a statement while connections to the database fail. After a connection is lost the outcome of the statement is
 * unknown, so it must be idempotent.
 *
 * @throws any other error of the statement, and a connection error after five seconds
 */
export async function retryStatement<T>(statement: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RETRY_MS.limit;
  for (;;) {
    try {
      return await statement();
    } catch (error) {
      if (!isConnectionFailure(error) || performance.now() > deadline) throw error;
      await delay(RETRY_MS.pause);
    }
  }
}
