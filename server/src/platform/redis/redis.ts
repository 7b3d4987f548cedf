import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';
import { guarded, type Guard } from '../health/guarded.js';
import { StartupError } from '../startup-error.js';
import type { RedisClient, RedisConnection } from './redis-connection.js';
import { failureOf, type RedisFailure } from './redis-failure.js';
import { parseRedisUrl } from './redis-url.js';

/** How long to wait before the next attempt, in milliseconds, at random between these: nodes shall not come all at once. */
const AGAIN_MS = { min: 200, max: 700 };

/** What is done with every new connection; nothing that was subscribed on another one holds. */
type OnUp = (client: RedisClient) => void;

/**
 * The Redis that several nodes share, if there is one.
 *
 * Invariants: it is never the truth, and never in the way: while it is away `client` is undefined, and a
 * command that was on its way fails within seconds. A connection that is lost in any way is replaced by a new one.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  /** Whether there are to be several nodes. */
  readonly isConfigured: boolean;
  /** Whether it is a cluster, in which the keys of a script must share a slot. */
  readonly isCluster: boolean;
  private readonly logger = new Logger(Redis.name);
  private readonly guard: Guard;
  private readonly onUps: OnUp[] = [];
  private readonly stopping = new AbortController();
  private connection: RedisConnection | undefined;
  private keeping: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    counters: Counters,
  ) {
    this.guard = { counters, logger: this.logger };
    this.isConfigured = config.REDIS_URL !== undefined;
    this.isCluster = this.isConfigured && parseRedisUrl(config.REDIS_URL!)!.kind === 'cluster';
  }

  /** Undefined while there is none that answers. To be asked for each time: it changes. */
  get client(): RedisClient | undefined {
    return this.connection?.client;
  }

  /** How long a message takes to Redis and back, in milliseconds; undefined while it is away. */
  get latencyMs(): number | undefined {
    return this.connection?.latencyMs();
  }

  /** The name of a key or channel that is this installation's own. */
  key(name: string): string {
    return `${this.config.REDIS_PREFIX}:${name}`;
  }

  /** Has something done with every new connection: also with the one there is. */
  onUp(act: OnUp): void {
    this.onUps.push(act);
    if (this.client) this.useNew(act, this.client);
  }

  /** @throws StartupError for what waiting does not mend, such as a wrong password; a Redis that is away is waited for */
  async onModuleInit(): Promise<void> {
    if (!this.isConfigured) return;
    const first = await open(this.config).catch((error: unknown) => {
      const failure = this.explain(error);
      if (!failure.passes) throw new StartupError(failure.words, { cause: error });
      this.logger.warn(`${failure.words} This node serves its own clients until then.`);
      return undefined;
    });
    this.keeping = this.keep(first);
  }

  /** What was said last leaves first. */
  async onApplicationShutdown(): Promise<void> {
    await nextTurn();
    this.stopping.abort();
    await this.keeping;
  }

  private useNew(act: OnUp, client: RedisClient): void {
    guarded(this.guard, 'Using a new connection to Redis', act)(client);
  }

  private async keep(first: RedisConnection | undefined): Promise<void> {
    const { signal } = this.stopping;
    let next = first;
    while (!signal.aborted) {
      if (next) await this.use(next);
      next = await this.reopen();
    }
    await next?.close();
  }

  /** Until it is lost, or the server stops. */
  private async use(connection: RedisConnection): Promise<void> {
    const { signal } = this.stopping;
    this.connection = connection;
    for (const act of this.onUps) this.useNew(act, connection.client);
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const why = await Promise.race([connection.lost, stopped]);
    this.connection = undefined;
    if (signal.aborted) await connection.finish();
    else this.logger.warn(`Redis was lost: ${this.explain(why).words}`);
    await connection.close();
  }

  private async reopen(): Promise<RedisConnection | undefined> {
    const pause = AGAIN_MS.min + Math.random() * (AGAIN_MS.max - AGAIN_MS.min);
    await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    if (this.stopping.signal.aborted) return undefined;
    const connection = await open(this.config).catch((error: unknown) => {
      this.logger.debug(this.explain(error).words);
    });
    if (connection) this.logger.log('Redis is back.');
    return connection ?? undefined;
  }

  private explain(error: unknown): RedisFailure {
    return failureOf(error, parseRedisUrl(this.config.REDIS_URL!)!);
  }
}

/** The library takes a quarter of a second to load: a single node does without it. */
async function open(config: Config): Promise<RedisConnection> {
  const { openRedis } = await import('./redis-connection.js');
  return openRedis(config);
}
