import type { ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from '../redis/redis.js';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** A request that has been counted. */
export interface Reservation extends Count {
  /** Takes the request off the count, unless the window has ended in which it was counted. Never throws. */
  release(): Promise<void>;
}

interface Window {
  count: number;
  /** By the clock of `performance.now`, in milliseconds. */
  readonly endsAt: number;
}

/**
 * Decrements a counter atomically, but not below 0: once the window has ended, a negative counter would be carried into
 * the next window.
 */
const RELEASE = `if tonumber(redis.call('get', KEYS[1]) or '0') > 0 then redis.call('decr', KEYS[1]) end`;

/**
 * Counts requests in fixed windows; a window begins with the first request. The counts are in Redis, shared by all
 * nodes. Without Redis, or while it is unavailable, each node counts its own requests, so that a limit always applies
 * and never blocks everything.
 */
export class RequestCounts implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();
  private sweptAt = 0;

  constructor(private readonly redis: Redis) {}

  increment(key: string, ttl: number, limit: number): Promise<Count> {
    return this.reserve(key, ttl, limit);
  }

  /** Counts a request. @param ttl how long a window lasts, in milliseconds */
  async reserve(key: string, ttl: number, limit: number): Promise<Reservation> {
    const shared = await this.reserveInRedis(key, ttl, limit).catch(() => undefined);
    return shared ?? this.reserveLocally(key, ttl, limit);
  }

  private async reserveInRedis(key: string, ttl: number, limit: number): Promise<Reservation | undefined> {
    const { client } = this.redis;
    if (!client) return undefined;
    const counter = this.redis.key(`requests:${key}`);
    const [totalHits, , leftMs] = await client
      .multi()
      .incr(counter)
      .pExpire(counter, ttl, 'NX')
      .pTTL(counter)
      .execTyped();
    const endsAt = performance.now() + leftMs;
    return {
      ...countOf(totalHits, limit, leftMs),
      release: async () => {
        // After the end of the window, the counter belongs to the next window.
        if (performance.now() >= endsAt) return;
        await client.eval(RELEASE, { keys: [counter] }).catch(() => undefined);
      },
    };
  }

  private reserveLocally(key: string, ttl: number, limit: number): Reservation {
    const now = performance.now();
    this.sweep(now, ttl);
    const last = this.windows.get(key);
    const window = last && last.endsAt > now ? last : { count: 0, endsAt: now + ttl };
    this.windows.set(key, window);
    window.count += 1;
    return {
      ...countOf(window.count, limit, window.endsAt - now),
      release: () => {
        window.count -= 1;
        return Promise.resolve();
      },
    };
  }

  /** Deletes the windows that have ended, once per window length. */
  private sweep(now: number, ttl: number): void {
    if (now - this.sweptAt < ttl) return;
    this.sweptAt = now;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}

function countOf(totalHits: number, limit: number, leftMs: number): Count {
  // The milliseconds are rounded first, because in floating point (now + ttl) - now may be slightly more than ttl.
  const timeToExpire = Math.max(1, Math.ceil(Math.round(leftMs) / 1000));
  return { totalHits, timeToExpire, isBlocked: totalHits > limit, timeToBlockExpire: timeToExpire };
}
