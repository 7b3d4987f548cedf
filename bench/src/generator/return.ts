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
export async function returnElsewhere(job: ReturnJob): Promise<ReturnResult> {
  const [lost, ...others] = job.ports as [number, ...number[]];
  const waiting = job.members.values();
  const back: Promise<number>[] = [];
  let failures = 0;
  const failed = () => (failures += 1);
  const lane = async () => {
    for (const member of waiting) {
      const connection = await Connection.open(lost, member.token, 'presence_state');
      back.push(gone(connection).then((since) => comeBack(member, { ports: others, since, failed })));
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

interface Way {
  readonly ports: readonly number[];
  /** When the connection was lost, by `performance.now()`. */
  readonly since: number;
  /** Whether the first attempt is made without a wait. */
  readonly atOnce?: boolean;
  /** Called after each attempt that led to nothing. */
  readonly failed: () => void;
}

/** Tries until a client has caught up. Resolves with how many seconds that took. */
export async function comeBack(member: Member, { ports, since, atOnce = false, failed }: Way): Promise<number> {
  const pace = 0.5 + Math.random();
  for (let attempt = atOnce ? -1 : 0; ; attempt += 1) {
    if (attempt >= 0) await delay(Math.min(WAIT_MS.first * 2 ** attempt, WAIT_MS.most) * pace);
    const port = ports[Math.floor(Math.random() * ports.length)]!;
    const connection = await Connection.open(port, member.token, 'presence_state').catch(failed);
    if (typeof connection !== 'object') continue;
    try {
      await caughtUp(connection, member);
      return (performance.now() - since) / 1000;
    } catch {
      connection.close();
      failed();
    }
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
