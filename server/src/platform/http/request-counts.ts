import { ThrottlerStorageService, type ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from '../redis/redis.js';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Counts requests: in Redis for all nodes together, in windows that begin with the first request. Without Redis, and
 * while it is away, each node counts for itself, so that the limit is never open and never closed.
 */
export class RequestCounts extends ThrottlerStorageService {
  constructor(private readonly redis: Redis) {
    super();
  }

  override async increment(key: string, ttl: number, limit: number, block: number, name: string): Promise<Count> {
    const together = await this.incrementTogether(key, ttl, limit).catch(() => undefined);
    return together ?? super.increment(key, ttl, limit, block, name);
  }

  private async incrementTogether(key: string, ttl: number, limit: number): Promise<Count | undefined> {
    const { client } = this.redis;
    if (!client) return undefined;
    const counter = this.redis.key(`requests:${key}`);
    const [totalHits, , leftMs] = await client
      .multi()
      .incr(counter)
      .pExpire(counter, ttl, 'NX')
      .pTTL(counter)
      .execTyped();
    const timeToExpire = Math.max(1, Math.ceil(leftMs / 1000));
    return { totalHits, timeToExpire, isBlocked: totalHits > limit, timeToBlockExpire: timeToExpire };
  }
}
