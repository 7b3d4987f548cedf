import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';
import { guarded, type ErrorReporting } from '../health/guarded.js';
import { StartupError } from '../startup-error.js';
import type { RedisClient, RedisConnection } from './redis-connection.js';
import { explainRedisFailure, type RedisFailure } from './redis-failure.js';
import { parseRedisUrl } from './redis-url.js';

/**
 * The pause before the next attempt to connect, in milliseconds. Random within these bounds, so that nodes do not
 * reconnect all at once.
 */
const RECONNECT_DELAY_MS = { min: 200, max: 700 };

/** Called with every new connection. Subscriptions of an earlier connection do not carry over. */
type ConnectListener = (client: RedisClient) => void;

/**
 * The Redis that several nodes share, if there is one.
 *
 * Invariants: Redis is never the source of truth, and never blocks the server: while it is unavailable `client` is
 * undefined, and a pending command fails within seconds. A lost connection is always replaced by a new one.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  /** Whether `REDIS_URL` is set: if it is, there can be several nodes. */
  readonly isConfigured: boolean;
  /** Whether it is a Redis Cluster, in which all keys of a script must share a hash slot. */
  readonly isCluster: boolean;
  private readonly logger = new Logger(Redis.name);
  private readonly guard: ErrorReporting;
  private readonly connectListeners: ConnectListener[] = [];
  private readonly stopping = new AbortController();
  private connection: RedisConnection | undefined;
  private connectionLoop: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    counters: Counters,
  ) {
    this.guard = { counters, logger: this.logger };
    this.isConfigured = config.REDIS_URL !== undefined;
    this.isCluster = this.isConfigured && parseRedisUrl(config.REDIS_URL!)!.kind === 'cluster';
  }

  /**
   * The client of the current connection; undefined while Redis is unavailable. Read it for every use, because it
   * changes.
   */
  get client(): RedisClient | undefined {
    return this.connection?.client;
  }

  /** The round-trip time to Redis, in milliseconds; undefined while it is unavailable. */
  get latencyMs(): number | undefined {
    return this.connection?.latencyMs();
  }

  /** Returns the full name of a key or channel, with the prefix of this installation. */
  key(name: string): string {
    return `${this.config.REDIS_PREFIX}:${name}`;
  }

  /**
   * Registers a listener for new connections. If there is a connection already, the listener is called with it at once.
   */
  onConnect(listener: ConnectListener): void {
    this.connectListeners.push(listener);
    if (this.client) this.callListener(listener, this.client);
  }

  /**
   * Connects. An unavailable Redis is retried in the background.
   *
   * @throws StartupError for a permanent failure, such as a wrong password
   */
  async onModuleInit(): Promise<void> {
    if (!this.isConfigured) return;
    const first = await open(this.config).catch((error: unknown) => {
      const failure = this.explain(error);
      if (!failure.isTransient) throw new StartupError(failure.message, { cause: error });
      this.logger.warn(`${failure.message} Until then this node serves its own clients only.`);
      return undefined;
    });
    this.connectionLoop = this.keepConnected(first);
  }

  /** Closes the connection, after pending commands, such as the last published messages, have finished. */
  async onApplicationShutdown(): Promise<void> {
    await nextTurn();
    this.stopping.abort();
    await this.connectionLoop;
  }

  private callListener(listener: ConnectListener, client: RedisClient): void {
    guarded(this.guard, 'Using a new connection to Redis', listener)(client);
  }

  private async keepConnected(first: RedisConnection | undefined): Promise<void> {
    const { signal } = this.stopping;
    let next = first;
    while (!signal.aborted) {
      if (next) await this.useUntilLost(next);
      next = await this.reopen();
    }
    await next?.close();
  }

  /** Uses a connection until it is lost or the server stops. */
  private async useUntilLost(connection: RedisConnection): Promise<void> {
    const { signal } = this.stopping;
    this.connection = connection;
    for (const listener of this.connectListeners) this.callListener(listener, connection.client);
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const reason = await Promise.race([connection.lost, stopped]);
    this.connection = undefined;
    if (signal.aborted) await connection.finish();
    else this.logger.warn(`The connection to Redis was lost: ${this.explain(reason).message}`);
    await connection.close();
  }

  private async reopen(): Promise<RedisConnection | undefined> {
    const pause = RECONNECT_DELAY_MS.min + Math.random() * (RECONNECT_DELAY_MS.max - RECONNECT_DELAY_MS.min);
    await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    if (this.stopping.signal.aborted) return undefined;
    const connection = await open(this.config).catch((error: unknown) => {
      this.logger.debug(this.explain(error).message);
    });
    if (connection) this.logger.log('Redis is available again.');
    return connection ?? undefined;
  }

  private explain(error: unknown): RedisFailure {
    return explainRedisFailure(error, parseRedisUrl(this.config.REDIS_URL!)!);
  }
}

/**
 * Loads the library only when it is needed: loading takes a quarter of a second, which a server without Redis saves.
 */
async function open(config: Config): Promise<RedisConnection> {
  const { openRedis } = await import('./redis-connection.js');
  return openRedis(config);
}
