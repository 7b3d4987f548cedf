import type { Redis } from '../platform/redis/redis.js';

/**
 * Tells the clients of nodes with version 1 of the bus to resync. The release with version 1 does not know of later
 * versions, but it has a message for this, which is unsigned and published on a channel without a version.
 *
 * To be removed in the next release, which never runs beside a release with version 1.
 */
export function resyncPreviousRelease(redis: Redis): void {
  const anyNode = '-'.repeat(8);
  // Not needed while Redis is unavailable: nodes that lose their connection to Redis make their clients resync.
  redis.client?.sPublish(redis.key('all'), `${anyNode}["catch_up",{}]`).catch(() => undefined);
}
