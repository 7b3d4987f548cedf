import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionFailure } from '../platform/database/connection-failure.js';

/** For how long, and after which pause, a statement is repeated, in milliseconds. */
const PERSISTENCE = { limit: 5000, pause: 150 };

/**
 * Repeats a statement while the database does not answer: after a connection is lost it is not known whether the
 * statement was carried out. For statements that may be carried out twice.
 *
 * @throws what the statement throws for another reason, or still throws after five seconds
 */
export async function persist<T>(statement: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PERSISTENCE.limit;
  for (;;) {
    try {
      return await statement();
    } catch (error) {
      if (!isConnectionFailure(error) || performance.now() > deadline) throw error;
      await delay(PERSISTENCE.pause);
    }
  }
}
