import { createClient, createCluster, createSentinel } from '@redis/client';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../config/config.js';
import { TlsMismatch } from './redis-failure.js';
import { parseRedisUrl, type RedisAddress } from './redis-url.js';

/**
 * The client of a standalone Redis, a cluster or a sentinel group: the commands are the same for all three.
 *
 * In a cluster a command reaches one node. Therefore all keys of a command, or of a script, must share one `{tag}`.
 */
export type RedisClient = ReturnType<typeof createClient>;

const CONNECT_LIMIT_MS = 5000;
/** How long the check for a TLS mismatch may take, in milliseconds. */
const TLS_CHECK_LIMIT_MS = 1000;
/** How long the last commands may take when the server stops, in milliseconds. */
const FINISH_LIMIT_MS = 1000;
/**
 * How often a connection is probed, in milliseconds, and after how many unanswered probes in a row it counts as lost.
 */
const PROBE = { everyMs: 1000, unanswered: 3 };
/** How many commands may wait for a response, so that the queue stays bounded when Redis hangs. */
const QUEUE_LIMIT = 20_000;

/** The events of a client that has lost some or all of its connections, or was redirected. */
const LOSS_EVENTS = [
  'error',
  'end',
  'reconnecting',
  'terminated',
  'client-error',
  'topology-change',
  'node-error',
  'node-disconnect',
];

/**
 * An open connection, over which a message to this node itself has already arrived. It never reconnects: when it is
 * lost, a new connection replaces it.
 */
export interface RedisConnection {
  readonly client: RedisClient;
  /** Resolves with the reason when the connection is lost, or Redis no longer responds. */
  readonly lost: Promise<unknown>;
  /** Returns the round-trip time of the last probe, in milliseconds. */
  latencyMs(): number;
  /** Waits until the pending commands have finished, with a time limit. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a connection, and waits for the first probe to arrive.
 *
 * @throws the client's error when it cannot connect, or gets no response in time
 */
export async function openRedis(config: Config): Promise<RedisConnection> {
  const address = parseRedisUrl(config.REDIS_URL!)!;
  const client = createRedisClient(address, config);
  const close = async () => {
    try {
      // With sentinels, `destroy` returns a promise.
      await (client.destroy() as unknown);
    } catch {
      // The client is already closed.
    }
  };
  const finish = async () => {
    const closed = new AbortController();
    const limit = delay(FINISH_LIMIT_MS, undefined, { signal: closed.signal }).catch(() => undefined);
    await Promise.race([client.close(), limit]).catch(() => undefined);
    closed.abort();
  };
  // Without a listener, an error would end the process.
  client.on('error', () => undefined);
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error('no response in time')), CONNECT_LIMIT_MS);
  try {
    const connecting = client.connect().then(() => probe(client, `${config.REDIS_PREFIX}:probe:${randomUUID()}`));
    connecting.catch(() => undefined);
    return { client, finish, close, ...(await Promise.race([connecting, timeout.promise])) };
  } catch (error) {
    await close();
    if (await hasTlsMismatch(address))
      throw new TlsMismatch(address.tls ? 'it does not use TLS' : 'it requires TLS', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Probes a connection: sends a message through Redis to this node itself every second. That is the only way to detect a
 * machine that vanished without closing the connection, or a Redis that hangs: the kernel keeps buffering the data
 * written to it for minutes.
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
    if (unanswered >= PROBE.unanswered) return lost.resolve(new Error('it does not respond'));
    if (unanswered === 0) sentAt = performance.now();
    unanswered += 1;
    client.sPublish(channel, '').catch(lost.resolve);
  };
  send();
  await first.promise;
  const timer = setInterval(send, PROBE.everyMs);
  for (const event of LOSS_EVENTS) client.on(event, lost.resolve);
  void lost.promise.then(() => clearInterval(timer));
  return { lost: lost.promise, latencyMs: () => latency };
}

/**
 * Whether the Redis requires TLS and the address is without TLS, or the reverse. In both cases the client only sees a
 * timeout or a closed connection.
 */
async function hasTlsMismatch({ tls, hosts }: RedisAddress): Promise<boolean> {
  const { host, port } = hosts[0]!;
  // The certificate is not verified, because nothing confidential is sent.
  const socket = tls ? connect({ host, port }) : connectTls({ host, port, rejectUnauthorized: false });
  const answer = new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => resolve(true));
    socket.once('data', (data: Buffer) => resolve(/^[+-]/.test(data.toString('latin1'))));
    for (const event of ['error', 'close', 'timeout']) socket.once(event, () => resolve(false));
  });
  socket.setTimeout(TLS_CHECK_LIMIT_MS);
  if (tls) socket.write('PING\r\n');
  return answer.finally(() => socket.destroy());
}

function createRedisClient(address: RedisAddress, { REDIS_CA_CERT }: Config): RedisClient {
  const tls = address.tls ? { tls: true as const, ca: REDIS_CA_CERT } : {};
  const options = {
    username: address.username,
    password: address.password,
    disableOfflineQueue: true,
    commandsQueueMaxLength: QUEUE_LIMIT,
    maintNotifications: 'disabled' as const,
    socket: { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: false as const, ...tls },
  };
  const [{ host, port }] = address.hosts as [RedisAddress['hosts'][number]];
  if (address.kind === 'standalone')
    return createClient({ ...options, database: address.database, socket: { ...options.socket, host, port } });
  const client =
    address.kind === 'cluster'
      ? createCluster({ rootNodes: address.hosts.map((socket) => ({ socket })), defaults: options })
      : createSentinel({
          name: address.name!,
          sentinelRootNodes: [...address.hosts],
          nodeClientOptions: { ...options, database: address.database },
          sentinelClientOptions: { socket: options.socket },
        });
  return client as unknown as RedisClient;
}
