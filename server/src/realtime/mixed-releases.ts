import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from '../platform/redis/redis.js';
import { resyncPreviousRelease } from './previous-release.js';
import { Publisher } from './publisher.js';

/** How often clients resync while releases are mixed, in milliseconds. */
const RESYNC_INTERVAL_MS = 3000;

/**
 * Supports rolling upgrades to another version of the bus. Nodes of different versions do not receive each other's
 * messages, so clients of both versions are told to resync every few seconds: events arrive late, but none is lost.
 */
@Injectable()
export class MixedReleases implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly publisher: Publisher,
    private readonly redis: Redis,
  ) {}

  /** Whether nodes of another version were alive at the last report. */
  get isMixed(): boolean {
    return this.timer !== undefined;
  }

  /**
   * Starts or stops the regular resyncs. The caller must call this every few seconds.
   *
   * @param hasOtherVersions whether nodes of another version of the bus are alive
   */
  report(hasOtherVersions: boolean): void {
    if (hasOtherVersions === this.isMixed) return;
    // Also when the last such node has stopped: clients may have missed what that node published before.
    this.resync();
    clearInterval(this.timer);
    this.timer = hasOtherVersions ? setInterval(() => this.resync(), RESYNC_INTERVAL_MS).unref() : undefined;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private resync(): void {
    this.publisher.resyncLocal();
    resyncPreviousRelease(this.redis);
  }
}
