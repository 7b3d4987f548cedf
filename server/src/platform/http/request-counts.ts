import type { ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from '../redis/redis.js';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** A request that has been counted. */
export interface Reservation extends Count {
  /** Makes the request uncounted, while its window lasts. Never throws. */
  giveBack(): Promise<void>;
}

interface Window {
  count: number;
  /** By the clock of `performance.now`, in milliseconds. */
  readonly endsAt: number;
}

/** Atomic, and without an effect once the window is over: a counter below 0 would open the next one. */
const GIVE_BACK = `if tonumber(redis.call('get', KEYS[1]) or '0') > 0 then redis.call('decr', KEYS[1]) end`;

/**
 * Counts requests in windows that begin with the first one: in Redis for all nodes together. Without Redis, and while it is
 * away, each node counts for itself, so that the limit is never open and never closed.
 */
export class RequestCounts implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();
  private sweptAt = 0;

  constructor(private readonly redis: Redis) {}

  increment(key: string, ttl: number, limit: number): Promise<Count> {
    return this.reserve(key, ttl, limit);
  }

  /** @param ttl how long a window lasts, in milliseconds */
  async reserve(key: string, ttl: number, limit: number): Promise<Reservation> {
    const together = await this.reserveTogether(key, ttl, limit).catch(() => undefined);
    return together ?? this.reserveHere(key, ttl, limit);
  }

  private async reserveTogether(key: string, ttl: number, limit: number): Promise<Reservation | undefined> {
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
      giveBack: async () => {
        // What counts by now is the next window.
        if (performance.now() >= endsAt) return;
        await client.eval(GIVE_BACK, { keys: [counter] }).catch(() => undefined);
      },
    };
  }

  private reserveHere(key: string, ttl: number, limit: number): Reservation {
    const now = performance.now();
    this.sweep(now, ttl);
    const last = this.windows.get(key);
    const window = last && last.endsAt > now ? last : { count: 0, endsAt: now + ttl };
    this.windows.set(key, window);
    window.count += 1;
    return {
      ...countOf(window.count, limit, window.endsAt - now),
      giveBack: () => {
        window.count -= 1;
        return Promise.resolve();
      },
    };
  }

  /** Forgets the windows that are over, once per window. */
  private sweep(now: number, ttl: number): void {
    if (now - this.sweptAt < ttl) return;
    this.sweptAt = now;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}

function countOf(totalHits: number, limit: number, leftMs: number): Count {
  // Rounded first: in floating point, (now + ttl) - now may be slightly more than ttl.
  const timeToExpire = Math.max(1, Math.ceil(Math.round(leftMs) / 1000));
  return { totalHits, timeToExpire, isBlocked: totalHits > limit, timeToBlockExpire: timeToExpire };
}
