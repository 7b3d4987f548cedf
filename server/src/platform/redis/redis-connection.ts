import { createClient, createCluster, createSentinel } from '@redis/client';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../config/config.js';
import { TlsMismatch } from './redis-failure.js';
import { parseRedisUrl, type RedisPlace } from './redis-url.js';

/**
 * The client, of whatever kind of Redis: the commands are the same for all.
 *
 * In a cluster a command reaches one node: all keys of one command, or script, share one `{tag}`.
 */
export type RedisClient = ReturnType<typeof createClient>;

const CONNECT_LIMIT_MS = 5000;
/** How long a Redis may take to answer with TLS, or without, when it did not the other way; in milliseconds. */
const OTHERWISE_LIMIT_MS = 1000;
/** How long the last commands may take when the server stops. */
const FINISH_LIMIT_MS = 1000;
/** How often a connection is tried out, in milliseconds; after so many in a row without an answer it is given up. */
const PROBE = { everyMs: 1000, unanswered: 3 };
/** How many commands may wait for an answer: what is on its way when Redis hangs must not grow without bound. */
const QUEUE_LIMIT = 20_000;

/** What a client says when it has lost what it was connected to, in part or in whole, or was sent elsewhere. */
const LOSSES = [
  'error',
  'end',
  'reconnecting',
  'terminated',
  'client-error',
  'topology-change',
  'node-error',
  'node-disconnect',
];

/** A connection that was tried out in both directions. It is never mended: once lost, the next one takes its place. */
export interface RedisConnection {
  readonly client: RedisClient;
  /** Resolves with the reason when it is gone, or does not answer any more. */
  readonly lost: Promise<unknown>;
  /** How long the last message took to Redis and back, in milliseconds. */
  latencyMs(): number;
  /** Waits for what is on its way, not for ever. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** @throws whatever the client says when it cannot connect, or is not answered in time */
export async function openRedis(config: Config): Promise<RedisConnection> {
  const place = parseRedisUrl(config.REDIS_URL!)!;
  const client = clientOf(place, config);
  const close = async () => {
    try {
      // A promise where there are sentinels.
      await (client.destroy() as unknown);
    } catch {
      // There was nothing left to end.
    }
  };
  const finish = async () => {
    const enough = new AbortController();
    const limit = delay(FINISH_LIMIT_MS, undefined, { signal: enough.signal }).catch(() => undefined);
    await Promise.race([client.close(), limit]).catch(() => undefined);
    enough.abort();
  };
  // Without a listener, an error would end the process.
  client.on('error', () => undefined);
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLate.reject(new Error('no answer in time')), CONNECT_LIMIT_MS);
  try {
    const connecting = client.connect().then(() => probe(client, `${config.REDIS_PREFIX}:probe:${randomUUID()}`));
    connecting.catch(() => undefined);
    return { client, finish, close, ...(await Promise.race([connecting, tooLate.promise])) };
  } catch (error) {
    await close();
    if (await speaksOtherwise(place))
      throw new TlsMismatch(place.tls ? 'it speaks none' : 'it requires it', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends itself a message every second, by way of Redis. A machine that is gone without a word, or a Redis that is stopped,
 * shows in no other way: what is written to it is kept by the kernel, for minutes.
 */
async function probe(client: RedisClient, channel: string): Promise<Pick<RedisConnection, 'lost' | 'latencyMs'>> {
  let unanswered = 0;
  let sentAt = 0;
  let latency = 0;
  const first = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<unknown>();
  await client.sSubscribe(channel, () => {
    latency = performance.now() - sentAt;
    unanswered = 0;
    first.resolve();
  });
  const send = () => {
    if (unanswered >= PROBE.unanswered) return lost.resolve(new Error('it does not answer'));
    if (unanswered === 0) sentAt = performance.now();
    unanswered += 1;
    client.sPublish(channel, '').catch(lost.resolve);
  };
  send();
  await first.promise;
  const timer = setInterval(send, PROBE.everyMs);
  for (const event of LOSSES) client.on(event, lost.resolve);
  void lost.promise.then(() => clearInterval(timer));
  return { lost: lost.promise, latencyMs: () => latency };
}

/** Whether a Redis speaks TLS that is not to, or none that is to: either waits for more, or is closed without a word. */
async function speaksOtherwise({ tls, hosts }: RedisPlace): Promise<boolean> {
  const { host, port } = hosts[0]!;
  // Nothing is told to it: who it is does not matter.
  const socket = tls ? connect({ host, port }) : connectTls({ host, port, rejectUnauthorized: false });
  const answer = new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => resolve(true));
    socket.once('data', (data: Buffer) => resolve(/^[+-]/.test(data.toString('latin1'))));
    for (const event of ['error', 'close', 'timeout']) socket.once(event, () => resolve(false));
  });
  socket.setTimeout(OTHERWISE_LIMIT_MS);
  if (tls) socket.write('PING\r\n');
  return answer.finally(() => socket.destroy());
}

function clientOf(place: RedisPlace, { REDIS_CA_CERT }: Config): RedisClient {
  const tls = place.tls ? { tls: true as const, ca: REDIS_CA_CERT } : {};
  const options = {
    username: place.username,
    password: place.password,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUEUE_LIMIT,
    maintNotifications: 'disabled' as const,
    socket: { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: false as const, ...tls },
  };
  const [{ host, port }] = place.hosts as [RedisPlace['hosts'][number]];
  if (place.kind === 'standalone')
    return createClient({ ...options, database: place.database, socket: { ...options.socket, host, port } });
  const client =
    place.kind === 'cluster'
      ? createCluster({ rootNodes: place.hosts.map((socket) => ({ socket })), defaults: options })
      : createSentinel({
          name: place.name!,
          sentinelRootNodes: [...place.hosts],
          nodeClientOptions: { ...options, database: place.database },
          sentinelClientOptions: { socket: options.socket },
        });
  return client as unknown as RedisClient;
}
