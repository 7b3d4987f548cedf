import type { Redis } from '../platform/redis/redis.js';

/**
 * Has the clients of nodes with version 1 of the bus catch up: their release knows nothing of this one, but has a message for
 * that, unsigned and on a channel without a version.
 *
 * To be removed in the next release, which never runs beside one with version 1.
 */
export function tellPreviousRelease(redis: Redis): void {
  const anyNode = '-'.repeat(8);
  // While Redis is away it need not be told: whoever was disconnected from it catches up.
  redis.client?.sPublish(redis.key('all'), `${anyNode}["catch_up",{}]`).catch(() => undefined);
}
