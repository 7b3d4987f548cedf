import { Injectable, Logger } from '@nestjs/common';
import type { Health } from '@smart-hub/contract/health';
import { Sql } from '../database/sql.js';
import { Redis } from '../redis/redis.js';
import { ProblemError } from '../problems/problem-error.js';
import { Counters } from './counters.js';

const down = { status: 'down' as const };
const up = (latencyMs: number) => ({ status: 'up' as const, latencyMs: Math.round(latencyMs * 10) / 10 });

/** Reports whether this node can serve, by checking the services that a message needs. */
@Injectable()
export class HealthService {
  private readonly logger = new Logger(HealthService.name);
  private checking: Promise<void> | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly redis: Redis,
    private readonly counters: Counters,
  ) {}

  /** Returns the health of this node. @throws ProblemError `health.unavailable` while the database does not respond */
  async requireReady({ withCounters }: { withCounters: boolean }): Promise<Health> {
    const started = performance.now();
    await this.checkDatabase().catch((error: unknown) => {
      // The reason is logged, and not sent to the client, because it names hosts and users, and this route is public.
      this.logger.error(error);
      throw new ProblemError('health.unavailable', 'This node cannot serve requests: the database does not respond.');
    });
    const database = up(performance.now() - started);
    const uptimeSeconds = Math.round(process.uptime());
    const counters = withCounters ? { counters: this.counters.all() } : {};
    if (!this.redis.isConfigured) return { status: 'up', uptimeSeconds, parts: { database }, ...counters };
    const redis = this.redis.latencyMs === undefined ? down : up(this.redis.latencyMs);
    return { status: redis === down ? 'degraded' : 'up', uptimeSeconds, parts: { database, redis }, ...counters };
  }

  /**
   * Runs one check at a time, shared by all callers: many checks at once would occupy the connections that they check.
   */
  private checkDatabase(): Promise<void> {
    this.checking ??= this.sql.check().finally(() => (this.checking = undefined));
    return this.checking;
  }
}
