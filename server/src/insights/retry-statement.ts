import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionFailure } from '../platform/database/connection-failure.js';

/** How long a statement is retried. */
const RETRY_LIMIT_MS = 5000;
/** The delay before each retry. */
const RETRY_DELAY_MS = 150;

/**
 * Retries a statement while connections to the database fail. The statement must be idempotent, because its outcome is
 * unknown after a connection is lost.
 *
 * @throws any other error of the statement, and a connection error after five seconds
 */
export async function retryStatement<T>(statement: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RETRY_LIMIT_MS;
  for (;;) {
    try {
      return await statement();
    } catch (error) {
      if (!isConnectionFailure(error) || performance.now() > deadline) throw error;
      await delay(RETRY_DELAY_MS);
    }
  }
}
