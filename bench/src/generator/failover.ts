import { setTimeout as delay } from 'node:timers/promises';
import type { ReconnectingClient, FailoverJob, ReconnectResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { beginWindow } from './measurement-window.js';

/** How many connections may be opening at once before the node is killed. */
const CONCURRENCY = 200;
/**
 * The first and the longest backoff of a client, as in the SDK; each client multiplies them by its own factor of 0.5 to
 * 1.5.
 */
const BACKOFF_MS = { first: 500, max: 5000 };

/** Connects all clients to the first node. When that node is killed, they reconnect to the others and sync. */
export async function failover(job: FailoverJob): Promise<ReconnectResult> {
  const [lost, ...others] = job.ports as [number, ...number[]];
  const remaining = job.clients.values();
  const reconnections: Promise<number>[] = [];
  let failures = 0;
  const onFailure = () => (failures += 1);
  const worker = async () => {
    for (const client of remaining) {
      const connection = await Connection.open(lost, client.token, 'presence_state');
      reconnections.push(
        lossOf(connection).then((since) => reconnectAndSync(client, { ports: others, since, onFailure })),
      );
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  // The parent kills the node when it receives `begin`.
  const end = beginWindow();
  const seconds = await Promise.all(reconnections);
  end();
  const [p50, p99, max] = percentiles(seconds, 0.5, 0.99, 1) as [number, number, number];
  return { returned: seconds.length, p50, p99, max, failures };
}

/** Resolves with the time at which the connection is lost. */
function lossOf(connection: Connection): Promise<number> {
  return new Promise((resolve) => (connection.onLost = () => resolve(performance.now())));
}

interface ReconnectOptions {
  readonly ports: readonly number[];
  /** When the connection was lost, by `performance.now()`. */
  readonly since: number;
  /** Whether the first attempt is made without a backoff. */
  readonly isImmediate?: boolean;
  /** Called after each failed attempt. */
  readonly onFailure: () => void;
}

/** Retries until a client has reconnected and synced. @returns the seconds since the connection was lost */
export async function reconnectAndSync(
  client: ReconnectingClient,
  { ports, since, isImmediate = false, onFailure }: ReconnectOptions,
): Promise<number> {
  const factor = 0.5 + Math.random();
  for (let attempt = isImmediate ? -1 : 0; ; attempt += 1) {
    if (attempt >= 0) await delay(Math.min(BACKOFF_MS.first * 2 ** attempt, BACKOFF_MS.max) * factor);
    const port = ports[Math.floor(Math.random() * ports.length)]!;
    const connection = await Connection.open(port, client.token, 'presence_state').catch(onFailure);
    if (typeof connection !== 'object') continue;
    try {
      await sync(connection, client);
      return (performance.now() - since) / 1000;
    } catch {
      connection.close();
      onFailure();
    }
  }
}

function sync(connection: Connection, { conversationId, rev }: ReconnectingClient): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.onLost = () => reject(new Error('A connection was lost during the sync.'));
    connection.onPacket = (packet) => {
      if (packet.startsWith('31[{"error"')) reject(new Error(packet));
      else if (packet.startsWith('31[')) resolve();
    };
    connection.send(`21["sync",${JSON.stringify({ conversations: { [conversationId]: rev } })}]`);
  });
}
