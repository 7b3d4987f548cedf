import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { RedisClient } from '../platform/redis/redis-connection.js';
import { Redis } from '../platform/redis/redis.js';

/** What another node says: about a user with sockets here, or about everybody. */
type Hear = (said: never, userId: string | undefined) => void;

/** A connection that a user has here, for as long as it is open. */
interface Holder {
  readonly readyState: string;
  once(event: 'close', act: () => void): unknown;
}

const PUBLISH = `for i = 1, #KEYS do redis.call('spublish', KEYS[i], ARGV[i]) end`;

/**
 * What nodes say to each other, by way of Redis: each hears what is about its own users, and about everybody.
 *
 * Invariants: a node never waits for it, and works for no user of another one. Nothing is kept for who does not
 * hear it: after a connection was lost all clients, of all nodes, are to catch up. Without Redis there is nobody else.
 */
@Injectable()
export class Fanout {
  /** Which node this is. What begins with it is its own. */
  private readonly node = randomBytes(6).toString('base64url');
  private readonly channels = { user: this.redis.key('user:'), all: this.redis.key('all') };
  private readonly holders = new Map<string, Set<Holder>>();
  private readonly hears = new Map<string, Hear>();
  /** What is done when a user's last connection here has ended. */
  onLeave: ((userId: string) => void) | undefined;
  /** What is done when something that was said here, or elsewhere, may not have been heard. */
  onDoubt: (() => void) | undefined;
  /** What is said in this turn of the loop: channels, and what each of them is told. */
  private turn: { channels: string[]; texts: string[] } | undefined;
  private isFirst = true;
  private failed: NodeJS.Timeout | undefined;

  constructor(private readonly redis: Redis) {
    redis.onUp((client) => void this.enter(client));
  }

  /** Whether there may be other nodes. */
  get isOn(): boolean {
    return this.redis.isConfigured;
  }

  /** Has something done when another node says something on a topic. */
  on(topic: string, hear: Hear): void {
    this.hears.set(topic, hear);
  }

  /** Says something to the nodes where these users are, this one excepted. Returns at once, whatever becomes of it. */
  tell(userIds: readonly string[], topic: string, said: unknown): void {
    if (!this.redis.client) return;
    const text = this.node + JSON.stringify([topic, said]);
    for (const userId of userIds) this.publish(this.channels.user + userId, text);
  }

  /** Says something to all other nodes. */
  tellAll(topic: string, said: unknown): void {
    if (this.redis.client) this.publish(this.channels.all, this.node + JSON.stringify([topic, said]));
  }

  /**
   * Has this node hear what is said about a user while a connection is open. Resolves when it does: what a client reads
   * after that, and what it is told, leave no gap between them. While Redis is away it resolves, too: once it is back,
   * the client is told to catch up.
   */
  async hold(userId: string, holder: Holder): Promise<void> {
    if (!this.isOn || holder.readyState !== 'open') return;
    const holders = this.holders.get(userId) ?? new Set();
    this.holders.set(userId, holders);
    if (!holders.has(holder)) {
      holders.add(holder);
      holder.once('close', () => this.release(userId, holder));
    }
    const { client } = this.redis;
    if (client) await this.subscribe(client, this.channels.user + userId).catch(() => undefined);
  }

  private release(userId: string, holder: Holder): void {
    const holders = this.holders.get(userId)!;
    holders.delete(holder);
    if (holders.size > 0) return;
    this.holders.delete(userId);
    this.redis.client?.sUnsubscribe(this.channels.user + userId, this.hear).catch(() => undefined);
    this.onLeave?.(userId);
  }

  /** A new connection hears nothing yet. What was said since the last one is lost, and perhaps what this node said. */
  private async enter(client: RedisClient): Promise<void> {
    const wasAway = !this.isFirst;
    this.isFirst = false;
    const channels = [this.channels.all, ...[...this.holders.keys()].map((userId) => this.channels.user + userId)];
    try {
      await Promise.all(channels.map((channel) => this.subscribe(client, channel)));
    } catch {
      // It is lost again: the next one does all this.
      return;
    }
    if (wasAway) this.onDoubt?.();
  }

  private subscribe(client: RedisClient, channel: string): Promise<void> {
    return client.sSubscribe(channel, this.hear);
  }

  private publish(channel: string, text: string): void {
    if (!this.turn) {
      this.turn = { channels: [], texts: [] };
      process.nextTick(() => this.publishTurn());
    }
    this.turn.channels.push(channel);
    this.turn.texts.push(text);
  }

  /** A group of messages is told together: one command in the place of many is 6 us for each of them, and not 21. */
  private publishTurn(): void {
    const { channels, texts } = this.turn!;
    this.turn = undefined;
    const { client } = this.redis;
    // It is lost since: when it is back, all catch up.
    if (!client) return;
    const publishing = this.redis.isCluster
      ? Promise.all(channels.map((channel, index) => client.sPublish(channel, texts[index]!)))
      : client.eval(PUBLISH, { keys: channels, arguments: texts });
    publishing.catch(() => this.repair());
  }

  /** Something was not said, though the connection holds: more was waiting than may. Once a second, whatever fails. */
  private repair(): void {
    this.failed ??= setTimeout(() => {
      this.failed = undefined;
      if (this.redis.client) this.onDoubt?.();
    }, 1000).unref();
  }

  private readonly hear = (text: string, channel: string): void => {
    if (text.startsWith(this.node)) return;
    const [topic, said] = JSON.parse(text.slice(this.node.length)) as [string, never];
    const userId = channel === this.channels.all ? undefined : channel.slice(this.channels.user.length);
    this.hears.get(topic)?.(said, userId);
  };
}
