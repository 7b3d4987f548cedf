import { once } from 'node:events';
import type { ReconnectingClient, ReconnectJob, ReconnectResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { reconnectAndSync } from './failover.js';
import { beginWindow, sendToParent } from './measurement-window.js';

/** How many connections may be opening at once before the reconnection. */
const CONCURRENCY = 200;

/** Connects all clients, waits for a message from the parent, closes all connections at once, and reconnects. */
export async function reconnect({ port, clients }: ReconnectJob): Promise<ReconnectResult> {
  const connections = await openAll(port, clients);
  sendToParent({ type: 'ready' });
  await once(process, 'message');
  let failures = 0;
  const end = beginWindow();
  const since = performance.now();
  for (const connection of connections) connection.close();
  const onFailure = () => (failures += 1);
  const seconds = await Promise.all(
    clients.map((client) => reconnectAndSync(client, { ports: [port], since, isImmediate: true, onFailure })),
  );
  end();
  const [p50, p99, max] = percentiles(seconds, 0.5, 0.99, 1) as [number, number, number];
  const result = { returned: seconds.length, p50, p99, max, failures };
  sendToParent({ type: 'result', result });
  // The connections stay open until then: closing them now would disturb the sends that are still being measured.
  await once(process, 'message');
  return result;
}

async function openAll(port: number, clients: readonly ReconnectingClient[]): Promise<Connection[]> {
  const connections: Connection[] = [];
  const remaining = clients.values();
  const worker = async () => {
    for (const { token } of remaining) connections.push(await Connection.open(port, token, 'presence_state'));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return connections;
}
