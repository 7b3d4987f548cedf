import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import type { RedisClient } from '../platform/redis/redis-connection.js';
import { Redis } from '../platform/redis/redis.js';
import { BusCodec, MAX_BODY, type BusMessage } from './bus-codec.js';
import { BusFaults } from './bus-faults.js';
import { BusPeers } from './bus-peers.js';
import { BusSignatures } from './bus-signatures.js';
import { BUS_VERSION } from './bus-version.js';

/** Handles a message from another node about a user with sockets here; about everybody there is no user. */
type Handle<S extends z.ZodType> = (payload: z.output<S>, userId: string) => void;

interface Topic {
  readonly schema: z.ZodType;
  readonly handle: (payload: never, userId: string) => void;
}

/** A connection that a user has here, for as long as it is open. */
interface Holder {
  readonly readyState: string;
  once(event: 'close', act: () => void): unknown;
}

/** A node asks another one whether it lives, and is answered: see {@link BusPeers}. */
const ASK = 'ask';
const ALIVE = 'alive';
const Alive = z.object({ asked: z.int().positive(), floor: z.int().min(0) });

/** How often old numbers become too old, nodes that are gone are forgotten, and late messages are made up for. */
const SWEEP_MS = 10_000;

const PUBLISH = `for i = 1, #KEYS do redis.call('spublish', KEYS[i], ARGV[i]) end`;

/**
 * What nodes say to each other, by way of Redis: each hears what is about its own users, and about everybody.
 *
 * Invariants: a node never waits for it, and works for no user of another one. Nothing is kept for who does not
 * hear it: after a connection was lost all clients, of all nodes, are to catch up. Without Redis there is nobody else.
 * Whoever may publish in Redis but has no secret of the tokens changes nothing: a message is acted on only if it is signed,
 * not older than some seconds, new, and valid by its topic's schema. No message, and no handler, throws into the process.
 */
@Injectable()
export class Fanout implements OnApplicationShutdown {
  private readonly codec: BusCodec;
  private readonly faults: BusFaults;
  private readonly peers: BusPeers;
  private readonly channels = {
    user: this.redis.key(`v${BUS_VERSION}:user:`),
    node: this.redis.key(`v${BUS_VERSION}:node:`),
    all: this.redis.key(`v${BUS_VERSION}:all`),
  };
  private readonly holders = new Map<string, Set<Holder>>();
  private readonly topics = { user: new Map<string, Topic>(), all: new Map<string, Topic>() };
  /** What is done when a user's last connection here has ended. */
  onLeave: ((userId: string) => void) | undefined;
  /** What is done when something that was said here, or elsewhere, may not have been heard. */
  onDoubt: (() => void) | undefined;
  /** What is done when this node has not acted on something that was said: about a user, or about anybody. */
  onMissed: ((userId: string | undefined) => void) | undefined;
  /** What is said in this turn of the loop: channels, and what each of them is told. */
  private turn: { channels: string[]; texts: string[] } | undefined;
  private isFirst = true;
  private failed: NodeJS.Timeout | undefined;
  /** The numbers of this node's newest messages, one and two sweeps ago. */
  private marks = { last: 0, floor: 0 };
  /** Those about whom a message came too late; undefined: everybody. */
  private readonly missed = new Set<string | undefined>();
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly redis: Redis,
    counters: Counters,
    @Inject(CONFIG) config: Config,
  ) {
    this.codec = new BusCodec(new BusSignatures(config.JWT_SECRET!, config.JWT_SECRET_PREVIOUS));
    this.faults = new BusFaults(counters);
    this.peers = new BusPeers(
      (node) => this.ask(node),
      (count) => this.faults.dropped('its node does not answer', count),
      () => this.missed.add(undefined),
    );
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
    redis.onUp((client) => void this.enter(client));
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeper);
  }

  /** Whether there may be other nodes. */
  get isOn(): boolean {
    return this.redis.isConfigured;
  }

  /**
   * Has something done when another node says something about a user who is here.
   *
   * @param schema what does not match it is dropped
   */
  on<S extends z.ZodType>(topic: string, schema: S, handle: Handle<S>): void {
    this.topics.user.set(topic, { schema, handle });
  }

  /** The same for what is said to all nodes. */
  onAll<S extends z.ZodType>(topic: string, schema: S, handle: (payload: z.output<S>) => void): void {
    this.topics.all.set(topic, { schema, handle });
  }

  /** Says something to the nodes where these users are, this one excepted. Returns at once, whatever becomes of it. */
  tell(userIds: readonly string[], topic: string, payload: unknown): void {
    const channels = userIds.map((userId) => this.channels.user + userId);
    this.publish(channels, topic, payload);
  }

  /** Says something to all other nodes. */
  tellAll(topic: string, payload: unknown): void {
    this.publish([this.channels.all], topic, payload);
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
    const users = [...this.holders.keys()].map((userId) => this.channels.user + userId);
    const channels = [this.channels.all, this.channels.node + this.codec.node, ...users];
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

  private publish(channels: readonly string[], topic: string, payload: unknown): void {
    if (!this.redis.client) return;
    const body = JSON.stringify([topic, payload]);
    // The others would drop it.
    if (body.length > MAX_BODY) return this.repair();
    for (const channel of channels) this.enqueue(channel, this.codec.encode(channel, body));
  }

  private enqueue(channel: string, text: string): void {
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

  /** Something was not said, though the connection holds: more was waiting than may, or it was too long. Once a second, whatever fails. */
  private repair(): void {
    this.failed ??= setTimeout(() => {
      this.failed = undefined;
      if (this.redis.client) this.onDoubt?.();
    }, 1000).unref();
  }

  private readonly hear = (text: string, channel: string): void => {
    const message = this.codec.decode(channel, text);
    if (message === undefined) return;
    if (typeof message === 'string') return this.faults.dropped(message);
    if (channel.startsWith(this.channels.node)) return this.control(message);
    const { sender, count, topic, payload } = message;
    const userId = channel === this.channels.all ? undefined : channel.slice(this.channels.user.length);
    const handle = () => this.handle(topic, payload, userId);
    this.peers.receive({
      sender,
      count,
      length: text.length,
      pass: (novelty) => (novelty === 'new' ? handle() : this.refuseOld(novelty, userId)),
    });
  };

  private handle(topic: string, payload: unknown, userId: string | undefined): void {
    const known = (userId === undefined ? this.topics.all : this.topics.user).get(topic);
    if (!known) return this.faults.dropped('its topic is not known');
    const valid = known.schema.safeParse(payload);
    if (!valid.success) return this.faults.dropped(`its payload is no "${topic}"`);
    try {
      known.handle(valid.data as never, userId!);
    } catch (error) {
      this.faults.failed(topic, error);
    }
  }

  /** What came before may be told once more in vain; what is too old to know that is made up for, with the next sweep. */
  private refuseOld(novelty: 'again' | 'late', userId: string | undefined): void {
    if (novelty === 'late') this.missed.add(userId);
    this.faults.dropped(novelty === 'late' ? 'it is too old' : 'it came before');
  }

  private ask(node: string): number {
    this.publish([this.channels.node + node], ASK, null);
    return this.codec.count;
  }

  private control({ sender, count, topic, payload }: BusMessage): void {
    if (topic === ASK)
      return this.publish([this.channels.node + sender], ALIVE, { asked: count, floor: this.marks.floor });
    const alive = Alive.safeParse(payload);
    const isAnswer =
      topic === ALIVE && alive.success && this.peers.answered(sender, alive.data.asked, alive.data.floor);
    if (!isAnswer) this.faults.dropped('it answers no question');
  }

  private sweep(): void {
    this.marks = { last: this.codec.count, floor: this.marks.last };
    this.peers.sweep();
    for (const userId of this.missed.has(undefined) ? [undefined] : this.missed) this.onMissed?.(userId);
    this.missed.clear();
  }
}
