import { setTimeout as delay } from 'node:timers/promises';
import type { Member, ReturnJob, ReturnResult } from '../jobs.js';
import { percentiles } from '../statistics.js';
import { Connection } from './connection.js';
import { beginWindow } from './window.js';

/** How many connections may be on their way at once before the node is lost. */
const AT_ONCE = 200;
/** How long a client waits before its first attempt and at most, as the SDK does: times 0.5 to 1.5, its own for ever. */
const WAIT_MS = { first: 500, most: 5000 };

/** Has everybody on one node; when it is gone, they come back to the others, and catch up. */
export async function comeBack(job: ReturnJob): Promise<ReturnResult> {
  const [lost, ...others] = job.ports as [number, ...number[]];
  const waiting = job.members.values();
  const back: Promise<number>[] = [];
  let failures = 0;
  const failed = () => (failures += 1);
  const lane = async () => {
    for (const member of waiting) {
      const connection = await Connection.open(lost, member.token, 'presence_state');
      back.push(gone(connection).then((since) => returned(member, others, since, failed)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  // Told that it begins, the parent kills the node.
  const end = beginWindow();
  const seconds = await Promise.all(back);
  end();
  const [p50, p99, max] = percentiles(seconds, 0.5, 0.99, 1) as [number, number, number];
  return { returned: seconds.length, p50, p99, max, failures };
}

/** Resolves with when it was lost. */
function gone(connection: Connection): Promise<number> {
  return new Promise((resolve) => (connection.onLost = () => resolve(performance.now())));
}

/** Resolves with how many seconds it took until a client had caught up. */
async function returned(member: Member, ports: readonly number[], since: number, failed: () => void): Promise<number> {
  const pace = 0.5 + Math.random();
  for (let attempt = 0; ; attempt += 1) {
    await delay(Math.min(WAIT_MS.first * 2 ** attempt, WAIT_MS.most) * pace);
    const port = ports[Math.floor(Math.random() * ports.length)]!;
    const connection = await Connection.open(port, member.token, 'presence_state').catch(failed);
    if (typeof connection !== 'object') continue;
    await caughtUp(connection, member);
    return (performance.now() - since) / 1000;
  }
}

function caughtUp(connection: Connection, { conversationId, rev }: Member): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.onLost = () => reject(new Error('A connection was lost while it caught up.'));
    connection.onPacket = (packet) => {
      if (packet.startsWith('31[{"error"')) reject(new Error(packet));
      else if (packet.startsWith('31[')) resolve();
    };
    connection.send(`21["sync",${JSON.stringify({ conversations: { [conversationId]: rev } })}]`);
  });
}
