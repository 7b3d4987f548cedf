import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from '../platform/redis/redis.js';
import { tellPreviousRelease } from './previous-release.js';
import { Publisher } from './publisher.js';

/** How often clients catch up while releases are mixed, in milliseconds. */
const CATCH_UP_EVERY_MS = 3000;

/**
 * What a rolling upgrade to another version of the bus needs: nodes of different versions do not hear each other, so clients of
 * both are told to catch up every few seconds. What is sent meanwhile arrives late, and nothing is lost.
 */
@Injectable()
export class MixedReleases implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly publisher: Publisher,
    private readonly redis: Redis,
  ) {}

  /** Whether nodes of both lived when that was last reported. */
  get isMixed(): boolean {
    return this.timer !== undefined;
  }

  /** To be told again and again whether nodes of another version of the bus live. */
  report(othersLive: boolean): void {
    if (othersLive === this.isMixed) return;
    // Also after the last one has gone: for what it said until then.
    this.catchUp();
    clearInterval(this.timer);
    this.timer = othersLive ? setInterval(() => this.catchUp(), CATCH_UP_EVERY_MS).unref() : undefined;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private catchUp(): void {
    this.publisher.allHereCatchUp();
    tellPreviousRelease(this.redis);
  }
}
