import { once } from 'node:events';
import type { Member, ReconnectJob, ReturnResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { comeBack } from './return.js';
import { beginWindow, tell } from './window.js';

/** How many connections may be on their way at once before the reconnection. */
const AT_ONCE = 200;

/** Has everybody connected, and on the parent's word all of them lose their connections and come back at once. */
export async function reconnect({ port, members }: ReconnectJob): Promise<ReturnResult> {
  const connections = await openAll(port, members);
  tell({ at: 'ready' });
  await once(process, 'message');
  let failures = 0;
  const end = beginWindow();
  const since = performance.now();
  for (const connection of connections) connection.close();
  const failed = () => (failures += 1);
  const back = await Promise.all(
    members.map((member) => comeBack(member, { ports: [port], since, atOnce: true, failed })),
  );
  end();
  const [p50, p99, max] = percentiles(back, 0.5, 0.99, 1) as [number, number, number];
  const result = { returned: back.length, p50, p99, max, failures };
  tell({ at: 'result', result });
  // To lose them now would be another storm, in the middle of what is still measured.
  await once(process, 'message');
  return result;
}

async function openAll(port: number, members: readonly Member[]): Promise<Connection[]> {
  const connections: Connection[] = [];
  const waiting = members.values();
  const lane = async () => {
    for (const { token } of waiting) connections.push(await Connection.open(port, token, 'presence_state'));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return connections;
}
